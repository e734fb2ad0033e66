"""A run as a whole on the page: tables by department and document, and what went wrong."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.finding import SEVERITIES, SEVERITY, Failure, Gone, Report
from perfcheck.messages import Language, Message
from perfcheck.reporters.departments import NAMELESS, Department, departments, total
from perfcheck.reporters.html.charts import Chart, charts
from perfcheck.reporters.html.document import DocumentView
from perfcheck.reporters.terminal.season import ALL, FORMS
from perfcheck.reporters.wording import (
    ACCEPTED,
    CHANGE,
    KNOWN,
    MENDED,
    VERDICT_SIGN,
    accepted_count,
    broken_place,
    changes_text,
    failure_place,
    one_line,
    passed_word,
    percent,
    together_line,
    visible,
)


class Table(NamedTuple):
    """A table of heads and rows; each cell is its text, the key it is sorted by, and a link."""

    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str, str], ...], ...]
    foot: tuple[str, ...] = ()


class Trouble(NamedTuple):
    """Something that could not be done: where, what, and the lines concerned."""

    place: str
    message: str
    excerpt: str = ""


class RunView(NamedTuple):
    """What the page says of the run besides its documents."""

    charts: tuple[Chart, ...]
    departments: Table | None
    documents: Table | None
    together: str
    remarks: tuple[str, ...]
    since_title: str
    since: str
    gone: tuple[tuple[str, tuple[str, ...]], ...]
    exit_reasons: tuple[str, ...]
    broken: tuple[Trouble, ...]
    errors: tuple[Trouble, ...]
    passed_over: tuple[Trouble, ...]
    statistics: Table | None


def run_view(report: Report, views: Sequence[DocumentView], language: Language) -> RunView:
    """The run as a whole; charts and tables only of several documents."""
    many = len(views) > 1
    since = report.since
    name = visible(since.file) if since else ""
    return RunView(
        charts=charts(report, language) if many else (),
        departments=_department_table(report, language) if many else None,
        documents=_document_table(report, views, language) if many else None,
        together=together_line(report, language),
        remarks=tuple(one_line(remark.text(language)) for remark in report.remarks),
        since_title=Message(f"与 {name} 相比", f"Compared with {name}").text(language),
        since=changes_text(report, since, language) if since else "",
        gone=_gone(report, language),
        exit_reasons=tuple(one_line(reason.text(language)) for reason in report.exit_reasons)
        if report.exit_code == 2
        else (),
        broken=tuple(
            Trouble(
                visible(f"{broken_place(broken)}  {broken.rule}".strip()),
                visible(broken.message.text(language)),
                "\n".join(map(visible, broken.excerpt.splitlines())),
            )
            for broken in report.broken
        ),
        errors=_troubles(report.errors, language),
        passed_over=_troubles(report.passed_over, language),
        statistics=_statistics(report, language),
    )


def _troubles(failures: Sequence[Failure], language: Language) -> tuple[Trouble, ...]:
    return tuple(
        Trouble(
            visible(failure_place(failure)),
            one_line(failure.message.text(language)),
            "\n".join(map(visible, failure.excerpt.splitlines())),
        )
        for failure in failures
    )


def _gone(report: Report, language: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
    since = report.since
    if since is None:
        return ()

    def told(found: Sequence[Gone]) -> tuple[str, ...]:
        return tuple(visible(f"{g.file}  {g.rule}  {one_line(g.message)}") for g in found)

    lists = (
        (MENDED, told(since.mended)),
        (
            Message("这次没有重新核对，不知道改了没有", "Not judged this time, nobody knows"),
            told(since.unjudged),
        ),
        (
            Message("这次没有检查", "Not checked this time"),
            tuple(map(visible, since.unchecked)),
        ),
    )
    return tuple((word.text(language), lines) for word, lines in lists if lines)


def _figure_columns(rows: Sequence[Department], report: Report) -> list[tuple[Message, str]]:
    always = [(FORMS, "forms"), (SEVERITY["error"], "error"), (SEVERITY["warning"], "warning")]
    aside = [(SEVERITY["info"], "info"), (ACCEPTED, "accepted"), (KNOWN, "known")]
    changes = [(MENDED, "mended"), (CHANGE["new"], "new"), (CHANGE["open"], "open")]
    seen = [pair for pair in aside if any(getattr(row, pair[1]) for row in rows)]
    return [*always, *seen, *(changes if report.since else [])]


def _department_table(report: Report, language: Language) -> Table | None:
    rows = departments(report)
    if len(rows) < 2:
        return None
    columns = _figure_columns(rows, report)
    heads = [Message("部门", "Department"), Message("结论", "Verdict")]
    cells = []
    for row in rows:
        word = passed_word(row.verdict, warned=row.warning > 0).text(language)
        name = visible(row.department) or NAMELESS.text(language)
        cells.append(
            (
                (name, name, ""),
                (f"{VERDICT_SIGN[row.verdict]} {word}", row.verdict, ""),
                *(_figure(getattr(row, key)) for _, key in columns),
            )
        )
    sums = total(rows)
    foot = [ALL.text(language), "", *(str(getattr(sums, key)) for _, key in columns)]
    return Table(
        tuple(head.text(language) for head in [*heads, *(word for word, _ in columns)]),
        tuple(cells),
        tuple(foot),
    )


def _figure(number: int) -> tuple[str, str, str]:
    return (str(number) if number else "·", str(number), "")


def _document_table(report: Report, views: Sequence[DocumentView], language: Language) -> Table:
    aside = accepted_count(report.documents) > 0
    heads = [
        Message("文件", "Document"),
        Message("部门", "Department"),
        Message("结论", "Verdict"),
        *SEVERITY.values(),
        *([ACCEPTED] if aside else []),
        Message("未核对", "Not checked"),
        Message("读懂", "Read"),
    ]
    levels = (*SEVERITIES, *(["accepted"] if aside else []))
    rows = []
    for view, document in zip(views, report.documents, strict=True):
        counts = {count.look: count.number for count in view.counts}
        rows.append(
            (
                (view.file, view.file, f"#d{view.number}"),
                (view.department, view.department, ""),
                (f"{view.sign} {view.word}", view.verdict, ""),
                *(_figure(counts.get(level, 0)) for level in levels),
                _figure(view.skipped),
                (percent(document.coverage), f"{document.coverage:.4f}", ""),
            )
        )
    return Table(tuple(head.text(language) for head in heads), tuple(rows))


def _statistics(report: Report, language: Language) -> Table | None:
    if not report.statistics:
        return None
    from perfcheck.reporters.statistics import HEADS

    met = [count for count in report.statistics if count.forms or count.broken]
    rows = []
    for count in sorted(met, key=lambda count: (-count.milliseconds, count.rule)):
        name = one_line(count.name.text(language))
        figures = (count.findings, count.failed, count.passed, count.skipped, count.not_applicable)
        spent = f"{count.milliseconds:.2f}"
        told = ((f"{count.rule} {name}", count.rule, ""), *map(_figure, figures))
        rows.append((*told, (spent, spent, "")))
    heads = (Message("规则", "Rule"), *HEADS)
    return Table(tuple(head.text(language) for head in heads), tuple(rows))
