"""The contents page of a budget: what it lists, and where the document prints it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from perfcheck.extract.value import BLANK
from perfcheck.form import Field, Record
from perfcheck.source import Row
from perfcheck.values import Text
from perfcheck.wording import compiled, normal, numbered

if TYPE_CHECKING:
    from perfcheck.extract.money import MoneyRead
    from perfcheck.extract.prose import Paragraph

LIST = "目录"
_MOST = 100
_LONGEST = 60
_TELLING = 6
_LEADER = r"[.…·]{3,}[-\s]*\d{0,3}[-\s]*$"


class Printed(NamedTuple):
    """What a document prints as captions: its money tables, and other lines that name a table."""

    money: "MoneyRead"
    captions: Mapping[str, str]
    words: Mapping[str, Any]
    sections: Mapping[str, str]


def contents(
    paragraphs: Sequence["Paragraph"],
    rows: Sequence[Row],
    money: "MoneyRead",
    words: Mapping[str, Any],
    sections: Mapping[str, str],
) -> tuple[Record, ...]:
    """Return the lines of the contents page as records.

    `rows` are all rows of the document; `words` is the part of kinds/claims.yaml on contents,
    `sections` are the headings that the kind knows.
    """
    listed = list(_entries(paragraphs))
    if not listed:
        return ()
    last = listed[-1].cells[-1].end_line
    captions = {_loose(text, words): text for text in _captions(rows, last)}
    printed = Printed(money, captions, words, sections)
    return tuple(_record(at, printed) for at in listed)


def _entries(paragraphs: Sequence["Paragraph"]) -> Iterator["Paragraph"]:
    """The lines below 目录, up to the first that is none or that is printed again."""
    first = next((n for n, at in enumerate(paragraphs) if normal(at.text) == LIST), None)
    if first is None:
        return
    seen: set[str] = set()
    for at in paragraphs[first + 1 : first + 1 + _MOST]:
        said = normal(at.text)
        if said in seen or len(said) > _LONGEST or any(stop in said for stop in "。;:"):
            return
        if at.flow.mark is None and not compiled(_LEADER).search(at.cells[-1].text):
            return
        seen.add(said)
        yield at


def _captions(rows: Sequence[Row], after: int) -> list[str]:
    """Short texts below the contents page that name a table."""
    return [
        cell.text.strip()
        for row in rows
        if row.line > after
        for cell in row.cells
        if "表" in cell.text and len(cell.text) <= _LONGEST
    ]


def _record(at: "Paragraph", printed: Printed) -> Record:
    title = _title(at)
    table = compiled(printed.words["table"]).search(normal(title)) is not None
    part = at.flow.mark is not None and at.flow.mark.rank == 0
    table = table and not part and normal(title) not in printed.sections
    found = _found(title, printed) if table else ""
    path = (LIST, title)
    fields = {
        "目录标题": Field("目录标题", Text(title), at.cells, path),
        "目录类别": Field("目录类别", Text("表格" if table else "章节"), (), path),
        "正文标题": Field("正文标题", Text(found) if found else BLANK, (), path),
    }
    return Record(LIST, fields, at.cells, at.cells[0].line)


def _title(at: "Paragraph") -> str:
    text = at.text[at.flow.mark.length if at.flow.mark else 0 :]
    return compiled(r"[\s.…·]+\d{0,3}$").sub("", text).strip()


def _found(title: str, printed: Printed) -> str:
    """The caption in the document that a title of the contents stands for."""
    book = printed.money.book
    kinds = [kind.name for kind in book.kinds if book.says(kind.name, title)]
    for sheet in printed.money.tables:
        if sheet.name in kinds:
            return sheet.title
    wanted = _loose(title, printed.words)
    if wanted in printed.captions:
        return printed.captions[wanted]
    if kinds or len(wanted) < _TELLING:
        return ""
    return next((text for said, text in printed.captions.items() if said.endswith(wanted)), "")


def _loose(title: str, words: Mapping[str, Any]) -> str:
    """A title without its number, year, and the words that one place prints and another not."""
    said = normal(title)
    said = compiled(r"\([^()]*\)").sub("", said[numbered(said) :])
    return compiled(words["loose"]).sub("", said)
