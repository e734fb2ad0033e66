"""What stands after the findings on a terminal: what was not checked, not read, or is broken."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from perfcheck.finding import DocumentReport, Failure, Report, Skip
from perfcheck.messages import Message
from perfcheck.reporters import Look
from perfcheck.reporters.page import heading, paragraph, shortened
from perfcheck.reporters.where import lines_words, stretch_words, where
from perfcheck.reporters.wording import (
    NOT_READ,
    broken_place,
    failure_place,
    one_line,
    percent,
    visible,
)

FEW = 5
"""How many lines of a list stand on the page unless all are asked for."""


def covered(document: DocumentReport, look: Look) -> Iterator[Text]:
    """Which forms were understood, and how much of the text."""
    share = percent(document.coverage)
    said = Message(f"读懂了 {share} 的文字", f"{share} of the text was understood")
    yield from heading(Message("查了什么", "What was checked").text(look.language), look)
    yield from paragraph(said.text(look.language), look)
    for form in document.forms:
        place = stretch_words(document, form.span).text(look.language)
        line = f"{place}  {form.title or form.kind}"
        yield from paragraph(line, look) if document.origins else [shortened(line, look)]


def skips(document: DocumentReport, look: Look) -> Iterator[Text]:
    """The checks that could not be made, by reason; by rule where all were asked for."""
    if not document.skips:
        return
    count = len(document.skips)
    title = Message(f"未能核对（{count} 条规则）", f"Not checked (rules: {count})")
    yield from heading(title.text(look.language), look)
    if look.show_skipped:
        for skip in document.skips:
            yield from paragraph(_skip_text(skip, document, look), look)
        return
    yield from _few([*_by_reason(document, look)], look)


def _skip_text(skip: Skip, document: DocumentReport, look: Look) -> str:
    name = one_line(skip.name.text(look.language))
    reason = one_line(skip.reason.text(look.language))
    times = f"{skip.times} time{'s' * (skip.times > 1)}"
    tail = Message(f"{skip.times} 处", times).text(look.language)
    if skip.line is not None:
        place = lines_words(document, [skip.line])
        first = Message(f"，最先在{place.zh}", f", first on {place.en}")
        tail += first.text(look.language)
    brackets = Message(f"（{tail}）", f" ({tail})").text(look.language)
    colon = Message("：", ": ").text(look.language)
    return f"{skip.rule}  {name}{colon}{reason}{brackets}"


def _by_reason(document: DocumentReport, look: Look) -> Iterator[str]:
    groups: dict[str, list[Skip]] = {}
    for skip in document.skips:
        groups.setdefault(one_line(skip.reason.text(look.language)), []).append(skip)
    for reason, group in sorted(groups.items(), key=lambda item: -len(item[1])):
        rules = list(dict.fromkeys(skip.rule for skip in group))
        named = Message("、", ", ").text(look.language).join(rules[:3])
        if len(rules) > 3:
            named += Message(f" 等 {len(rules)} 条", f" and {len(rules) - 3} more").text(
                look.language
            )
        lines = [skip.line for skip in group if skip.line is not None]
        place = ""
        if lines:
            first = lines_words(document, [min(lines)])
            place = Message(f"（{first.zh}起）", f" (from {first.en})").text(look.language)
        yield f"{reason}{place}  {named}"


def _few(lines: Sequence[str], look: Look, how: Message | None = None) -> Iterator[Text]:
    most = len(lines) if look.show_skipped or len(lines) == FEW + 1 else FEW
    for line in lines[:most]:
        yield shortened(line, look)
    rest = len(lines) - most
    if rest > 0:
        way = (how or Message("--show-skipped 全部列出", "--show-skipped lists all")).text(
            look.language
        )
        more = Message(f"… 另有 {rest} 项（{way}）", f"… and {rest} more ({way})")
        yield Text("  ").append(more.text(look.language), "dim")


def unrecognised(document: DocumentReport, look: Look) -> Iterator[Text]:
    """The text that belongs to nothing known, with its lines."""
    places = document.unrecognised
    if not places:
        return
    title = Message(f"没有读懂的文字（{len(places)} 处）", f"Text not understood ({len(places)})")
    yield from heading(title.text(look.language), look)
    lines = [f"{where(document, p.span).text(look.language)}  {one_line(p.text)}" for p in places]
    yield from _few(lines, look)


def notes(document: DocumentReport, look: Look) -> Iterator[Text]:
    """What of the file was not read, and why."""
    if document.notes:
        yield from heading(NOT_READ.text(look.language), look)
        for note in document.notes:
            yield from paragraph(one_line(note.text(look.language)), look)


def troubles(report: Report, look: Look) -> Iterator[Text]:
    """Broken rules, files that could not be checked, and files passed over."""
    if report.broken:
        title = Message(
            "规则本身有误（与被查的表无关，请告诉规则维护人）",
            "Broken rules (no fault of the forms; tell whoever keeps the rules)",
        )
        yield from heading(title.text(look.language), look)
        for broken in report.broken:
            place = f"{broken_place(broken)}  {broken.rule}".rstrip()
            yield from paragraph(place, look, style="yellow")
            yield from paragraph(broken.message.text(look.language), look, indent=4)
            shown = [f"    {visible(line)}" for line in broken.excerpt.splitlines()]
            if all(cell_len(line) <= look.width for line in shown):
                yield from map(Text, shown)
    if report.errors:
        yield from heading(Message("无法检查", "Could not be checked").text(look.language), look)
        yield from _failures(report.errors, look)
    if report.passed_over and not look.quiet:
        count = len(report.passed_over)
        title = Message(f"略过的文件（{count} 个）", f"Files passed over ({count})")
        yield from heading(title.text(look.language), look)
        colon = Message("：", ": ").text(look.language)
        lines = [
            f"{f.file}{colon}{one_line(f.message.text(look.language))}" for f in report.passed_over
        ]
        yield from _few(lines, look)


def _failures(failures: Sequence[Failure], look: Look) -> Iterator[Text]:
    for failure in failures:
        colon = Message("：", ": ").text(look.language)
        said = f"{failure_place(failure)}{colon}{failure.message.text(look.language)}"
        yield from paragraph(said, look)
        shown = [f"    {visible(line)}" for line in failure.excerpt.splitlines()]
        if all(cell_len(line) <= look.width for line in shown):
            yield from map(Text, shown)
