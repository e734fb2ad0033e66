"""The table at the end of a run over several files: one row each, its verdict and its counts."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from perfcheck.finding import SEVERITY, DocumentReport, Report
from perfcheck.messages import Message
from perfcheck.reporters import Look
from perfcheck.reporters.page import heading
from perfcheck.reporters.wording import (
    VERDICT_SIGN,
    counts_text,
    percent,
    severity_counts,
    verdict_word,
    visible,
)
from perfcheck.reporters.wrapping import cut, cut_left, pad

NARROW = 16
"""With less room than this for its name, a file stands on a line of its own."""


def summary_table(report: Report, look: Look) -> Iterator[Text]:
    """One row a file; only where there are several."""
    documents = report.documents
    if len(documents) < 2:
        return
    title = Message(f"汇总（{len(documents)} 个文件）", f"Summary ({len(documents)} files)")
    yield from heading(title.text(look.language), look)
    titles = _titles(look)
    verdicts = [_verdict(document, look) for document in documents]
    widths = [
        max(map(cell_len, [titles[0], *verdicts])),
        *(max(cell_len(title), 4) for title in titles[1:]),
    ]
    room = look.width - 2 - sum(width + 2 for width in widths)
    if room < NARROW:
        for document in documents:
            yield from _narrow(document, look)
        return
    files = [cut_left(visible(document.file), room) for document in documents]
    widths = [max(map(cell_len, files)), *widths]
    yield Text("  ").append(_row(["", *titles], widths), "dim")
    for document, file, verdict in zip(documents, files, verdicts, strict=True):
        counts = [*severity_counts([document]).values(), len(document.skips)]
        figures = [str(n or "·") for n in counts]
        yield Text("  " + _row([file, verdict, *figures, percent(document.coverage)], widths))


def _titles(look: Look) -> list[str]:
    return [
        Message("结论", "verdict").text(look.language),
        *(word.text(look.language) for word in SEVERITY.values()),
        Message("未核对", "unchecked").text(look.language),
        Message("读懂", "read").text(look.language),
    ]


def _narrow(document: DocumentReport, look: Look) -> Iterator[Text]:
    yield Text("  " + cut_left(visible(document.file), look.width - 2))
    counts = counts_text(severity_counts([document]), look.language)
    for line in (_verdict(document, look), counts):
        yield Text("    " + cut(line, look.width - 4))


def _verdict(document: DocumentReport, look: Look) -> str:
    return f"{VERDICT_SIGN[document.verdict]} {verdict_word(document).text(look.language)}"


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    left = [pad(cell, width) for cell, width in zip(cells[:2], widths[:2], strict=True)]
    right = [
        " " * (width - cell_len(cell)) + cell
        for cell, width in zip(cells[2:], widths[2:], strict=True)
    ]
    return "  ".join([*left, *right])
