"""What a run over many forms comes to on a terminal: a row a department, and what has changed."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from perfcheck.finding import SEVERITY, Gone, Report
from perfcheck.messages import Message
from perfcheck.reporters import Look
from perfcheck.reporters.departments import MANY, NAMELESS, Department, departments, total
from perfcheck.reporters.page import heading, paragraph, shortened
from perfcheck.reporters.wording import (
    ACCEPTED,
    CHANGE,
    KNOWN,
    MENDED,
    VERDICT_SIGN,
    changes_text,
    one_line,
    passed_word,
    visible,
)
from perfcheck.reporters.wrapping import cut, pad

NARROW = 12
"""With less room than this for its name, a department stands on a line of its own."""
SHOWN = 20
"""How many findings of an earlier run are listed of each sort."""
FORMS = Message("份数", "forms")
ALL = Message("合计", "all")


def department_table(report: Report, look: Look) -> Iterator[Text]:
    """A row a department, where it is asked for or many forms of several were checked."""
    rows = departments(report)
    many = len(report.documents) >= MANY and len(rows) > 1
    if not rows or not (look.by_department or many):
        return
    title = Message(f"按部门（{len(rows)} 个）", f"By department ({len(rows)})")
    yield from heading(title.text(look.language), look)
    table = [_titles(rows, report), *(_cells(row, report, rows, look) for row in rows)]
    if len(rows) > 1:
        everything = total(rows)._replace(department=ALL.text(look.language))
        table.append(_cells(everything, report, rows, look))
    yield from _laid([[_said(cell, look) for cell in line] for line in table], look)


def _said(cell: Message | str, look: Look) -> str:
    return cell if isinstance(cell, str) else cell.text(look.language)


def _columns(rows: Sequence[Department], report: Report) -> list[tuple[Message, str]]:
    """The figures to show: those that are nowhere more than nothing are left out."""
    changes = [(MENDED, "mended"), (CHANGE["new"], "new"), (CHANGE["open"], "open")]
    aside = [(SEVERITY["info"], "info"), (ACCEPTED, "accepted"), (KNOWN, "known")]
    return [
        (FORMS, "forms"),
        (SEVERITY["error"], "error"),
        (SEVERITY["warning"], "warning"),
        *(pair for pair in aside if any(getattr(row, pair[1]) for row in rows)),
        *(changes if report.since else []),
    ]


def _titles(rows: Sequence[Department], report: Report) -> list[Message | str]:
    heads = [word for word, _ in _columns(rows, report)]
    return ["", Message("结论", "verdict"), *heads]


def _cells(
    row: Department, report: Report, rows: Sequence[Department], look: Look
) -> list[Message | str]:
    figures = [str(getattr(row, name) or "·") for _, name in _columns(rows, report)]
    word = passed_word(row.verdict, warned=row.warning > 0).text(look.language)
    verdict = f"{VERDICT_SIGN[row.verdict]} {word}"
    return [visible(row.department) or NAMELESS, verdict, *figures]


def _laid(table: Sequence[Sequence[str]], look: Look) -> Iterator[Text]:
    widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]
    room = look.width - 2 - sum(width + 2 for width in widths[1:])
    if room < min(widths[0], NARROW):
        yield from _narrow(table, look)
        return
    widths[0] = min(widths[0], room)
    for number, line in enumerate(table):
        first, second, *figures = line
        left = [pad(cut(first, widths[0]), widths[0]), pad(second, widths[1])]
        right = [
            " " * (width - cell_len(cell)) + cell
            for cell, width in zip(figures, widths[2:], strict=True)
        ]
        yield Text("  ").append("  ".join([*left, *right]), "" if number else "dim")


def _narrow(table: Sequence[Sequence[str]], look: Look) -> Iterator[Text]:
    titles = table[0]
    for line in table[1:]:
        yield shortened(line[0], look)
        figures = zip(titles[2:], line[2:], strict=True)
        said = " · ".join(f"{title} {figure}" for title, figure in figures if figure != "·")
        yield from paragraph(f"{line[1]}  {said}", look, indent=4)


def changes(report: Report, look: Look) -> Iterator[Text]:
    """What became of the findings of an earlier run, and what is to be known of the whole run."""
    since = report.since
    if since:
        name = visible(since.file)
        title = Message(f"与 {name} 相比", f"Compared with {name}")
        yield from heading(title.text(look.language), look)
        yield from paragraph(changes_text(report, since, look.language), look)
        yield from _gone(MENDED, since.mended, look)
        said = Message("这次没有重新核对，不知道改了没有", "not judged this time, nobody knows")
        yield from _gone(said, since.unjudged, look)
        if since.unchecked:
            listed = Message("、", ", ").text(look.language).join(map(visible, since.unchecked))
            rest = Message(f"这次没有检查：{listed}", f"Not checked this time: {listed}")
            yield from paragraph(rest.text(look.language), look)
    for remark in report.remarks:
        yield Text()
        yield from paragraph(remark.text(look.language), look, indent=0, style="yellow")


def _gone(word: Message, found: Sequence[Gone], look: Look) -> Iterator[Text]:
    if not found:
        return
    colon = Message("：", ":").text(look.language)
    yield from paragraph(f"{word.text(look.language)}{colon}", look, style="green")
    for gone in found[:SHOWN]:
        yield shortened(f"{gone.file}  {gone.rule}  {one_line(gone.message)}", look, indent=4)
    over = len(found) - SHOWN
    if over > 0:
        more = Message(f"……还有 {over} 个（--format json 全有）", f"… {over} more (JSON has all)")
        yield shortened(more.text(look.language), look, indent=4)
