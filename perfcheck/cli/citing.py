"""Which finding of a report somebody means: by its fingerprint, its rule, or its rule and line."""

import re
from collections.abc import Iterator, Sequence

from perfcheck.errors import ConfigError
from perfcheck.finding import DocumentReport, Finding, Report
from perfcheck.messages import Message

Cited = tuple[DocumentReport, Finding]

SHOWN = 10
_FINGERPRINT = re.compile(r"[0-9a-f]{4,16}")
_RULE = re.compile(r"([A-Z][A-Z0-9]*-[0-9]{3})(?::([0-9]+))?", re.IGNORECASE)


def cited(report: Report, text: str) -> Cited:
    """Return the one finding that `text` means, with the document that it stands in.

    `text` is the beginning of a fingerprint (four signs or more), RULE, or RULE:LINE. Raises
    ConfigError that lists the candidates where it means none of them, or several.
    """
    every = [(document, each) for document in report.documents for each in document.findings]
    found = list(_meant(every, text.strip()))
    if len(found) == 1:
        return found[0]
    raise ConfigError(_several(text, found) if found else _none(text, every))


def _meant(every: Sequence[Cited], text: str) -> Iterator[Cited]:
    named = _RULE.fullmatch(text)
    for document, finding in every:
        if named:
            line = named[2]
            here = line is None or finding.place.span.line == int(line)
            meant = finding.rule == named[1].upper() and here
        else:
            beginning = text.lower()
            meant = bool(_FINGERPRINT.fullmatch(beginning)) and finding.fingerprint.startswith(
                beginning
            )
        if meant:
            yield document, finding


def _several(text: str, found: Sequence[Cited]) -> Message:
    return _listed(
        Message(
            f"“{text}”指的可能是 {len(found)} 个问题；写其中一个的指纹（每行开头的字符）",
            f"{text!r} may mean {len(found)} findings; write one's fingerprint (first column)",
        ),
        found,
    )


def _none(text: str, every: Sequence[Cited]) -> Message:
    if not every:
        return Message("这里没有任何问题可指", "there is no finding here at all")
    said = Message(
        f"没有问题叫“{text}”；写指纹的开头（至少 4 个字符）、规则编号，或“编号:行号”。现有的问题：",
        f"no finding is called {text!r}; write the beginning of a fingerprint (4 signs or more),"
        " RULE or RULE:LINE. There are:",
    )
    return _listed(said, every)


def _listed(said: Message, found: Sequence[Cited]) -> Message:
    zh, en = [said.zh], [said.text("en")]
    for document, finding in found[:SHOWN]:
        place = f"{finding.fingerprint}  {finding.rule}:{finding.place.span.line}  {document.file}"
        zh.append(f"  {place}  {finding.message.zh}")
        en.append(f"  {place}  {finding.message.text('en')}")
    over = len(found) - SHOWN
    if over > 0:
        zh.append(f"  …… 还有 {over} 个")
        en.append(f"  … and {over} more")
    return Message("\n".join(zh), "\n".join(en))
