"""What the formats that go into files share: texts that any of them can hold, and places."""

from collections.abc import Mapping

from perfcheck.finding import DocumentReport, Place, Report
from perfcheck.messages import Language, Message
from perfcheck.reporters.where import line_words, where
from perfcheck.reporters.wording import holding, percent, visible

TROUBLE = 2
"""The exit code of a run that could not do what was asked."""
_FORBIDDEN = dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], 0xFFFD)


def clean(text: str) -> str:
    """Text for a cell: on one line, and nothing that XML forbids or that steers a screen.

    >>> clean("甲\\n乙\\x07\\ud800")
    '甲 乙␇�'
    """
    return safe(" ".join(text.split()))


def safe(text: str) -> str:
    """The same with its blanks as they are, which a file's name needs."""
    return text if text.isprintable() else visible(text).translate(_FORBIDDEN)


def by_file(report: Report) -> dict[str, DocumentReport]:
    """The documents of a run by their names, to find places in another one."""
    return {document.file: document for document in report.documents}


def place_words(
    place: Place, document: DocumentReport, documents: Mapping[str, DocumentReport]
) -> Message:
    """Where a place is found, with the file's name where it is not in the document."""
    found = holding(place, document, documents)
    said = where(found, place.span) if found else line_words(place.span.line)
    if not place.file:
        return said
    file = safe(place.file)
    return Message(f"{file} {said.zh}", f"{file}, {said.en}")


def unbegun(report: Report) -> tuple[Message, ...]:
    """Why a run could not begin, where neither a document nor a file that failed says so."""
    told = report.documents or report.errors or report.broken
    return () if told or report.exit_code != TROUBLE else report.exit_reasons


def incomplete_text(document: DocumentReport, language: Language) -> str:
    """Why a document could not be checked in full, as far as its own figures tell."""
    said = [one.text(language) for holds, one in _doubts(document) if holds]
    if not said:
        share = percent(document.coverage)
        said = [Message(f"读懂了 {share} 的文字", f"{share} of the text understood").text(language)]
    return Message("，", ", ").text(language).join(said)


def _doubts(document: DocumentReport) -> tuple[tuple[bool, Message], ...]:
    checks, share = document.checks, percent(document.coverage)
    judged, broken, skipped = checks.passed + checks.failed, checks.broken, checks.skipped
    return (
        (
            document.coverage < 1,
            Message(f"只读懂了 {share} 的文字", f"only {share} of the text understood"),
        ),
        (
            broken > 0,
            Message(f"有 {broken} 条规则不能运行", f"{broken} rule{'s' * (broken > 1)} cannot run"),
        ),
        (
            not judged and not broken,
            Message("没有一条规则核对到内容", "no rule had anything to check"),
        ),
        (
            skipped > judged > 0,
            Message(
                f"有 {skipped} 条规则未能核对，多于核对到的",
                f"{skipped} rules could not be checked, more than could",
            ),
        ),
    )
