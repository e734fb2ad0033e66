"""The documents that rules rest on: title, issuer, and how much of the text was read."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from perfcheck.finding import Broken
from perfcheck.library import CITED
from perfcheck.locate import rules_folder
from perfcheck.messages import NOTHING, Message
from perfcheck.rule import Basis

Read = Literal["all", "part", "none", "rule"]

READ: dict[Read, Message] = {
    "all": Message("全文读过", "its text was read in full"),
    "part": Message("读过一部分", "some of its text was read"),
    "none": Message("正文没有读到，不引条款", "its text was not read, so no article is quoted"),
    "rule": Message("算术关系，不是文件", "arithmetic, no document"),
}


class Cited(NamedTuple):
    """A document that a basis cites: what it is, and how much of its text was read, where."""

    id: str
    title: Message
    issuer: Message
    date: str
    about: Message
    read: Read
    part: Message
    copy: str

    @property
    def headline(self) -> Message:
        """The title, who issued it and when.

        >>> law = Message("预算法", "Budget Law")
        >>> Cited("预算法", law, NOTHING, "2014", NOTHING, "none", NOTHING, "").headline.en
        'Budget Law (2014)'
        """
        issued = [each for each in (self.issuer, Message(self.date, self.date)) if each.zh]
        zh, en = "，".join(m.zh for m in issued), ", ".join(m.text("en") for m in issued)
        return Message(
            self.title.zh + (f"（{zh}）" if zh else ""),
            self.title.text("en") + (f" ({en})" if en else ""),
        )

    @property
    def status(self) -> Message:
        """How much of its text was read, which part, and in which copy."""
        said, part = READ[self.read], self.part
        zh, en = said.zh, said.text("en")
        if part.zh:
            zh, en = f"{zh}：{part.zh}", f"{en}: {part.text('en')}"
        if self.copy:
            zh, en = f"{zh}（所读：{self.copy}）", f"{en} (read in: {self.copy})"
        return Message(zh, en)


def cited_documents(paths: Sequence[str] = ()) -> dict[str, Cited]:
    """The shipped documents, and those of a documents.yaml beside or in an office's `paths`.

    Raises RuleError that tells everything that is wrong with such a file.
    """
    known: dict[str, Cited] = {}
    for file in _files([rules_folder(), *paths]):
        for name, entry in _entries(file).items():
            known[name] = _cited(name, entry)
    return known


def _files(paths: Sequence[str]) -> Iterator[str]:
    folders = (path if os.path.isdir(path) else os.path.dirname(path) or "." for path in paths)
    for folder in dict.fromkeys(folders):
        file = os.path.join(folder, CITED)
        if os.path.exists(file):
            yield file


def _entries(file: str) -> Mapping[str, Any]:
    from perfcheck.rulefile import rule_errors
    from perfcheck.shape import shape_problems
    from perfcheck.yamlfile import excerpt, load

    loaded = load(file)
    problems = loaded.problems or tuple(shape_problems(loaded, "documents"))
    if problems:
        told = ((each.message, each.span) for each in problems)
        raise rule_errors(
            [
                Broken("", file, span.line, said, span.column, excerpt(loaded.lines, span))
                for said, span in told
            ]
        )
    entries: Mapping[str, Any] = loaded.data
    return entries


def _cited(name: str, entry: Mapping[str, Any]) -> Cited:
    def said(key: str) -> Message:
        text = entry.get(key, "")
        return Message(text, entry.get(f"{key}_en", "")) if text else NOTHING

    date, copy = str(entry.get("date", "")), str(entry.get("copy", ""))
    title, issuer, about = said("title"), said("issuer"), said("about")
    return Cited(name, title, issuer, date, about, entry["read"], said("part"), copy)


def told(basis: Basis, known: Mapping[str, Cited]) -> Message:
    """A basis as a page tells it: as it is quoted, then the title where that is another."""
    cited = known.get(basis.document)
    quoted = basis.text()
    if cited is None:
        return Message(quoted, quoted)
    headline = cited.headline
    if cited.read == "rule":
        return Message(f"{quoted}：{cited.about.zh}", f"{quoted}: {cited.about.text('en')}")
    return Message(f"{quoted}　{headline.zh}", f"{quoted}: {headline.text('en')}")
