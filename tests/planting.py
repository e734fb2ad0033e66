"""Plants one defect at a time in a document, and tells whether checking finds it where it stands.

A plant rewrites the print of one cell (or doubles a row) and leaves the rest of the text alone.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from perfcheck.checking import check_document
from perfcheck.extract import understand
from perfcheck.finding import Finding
from perfcheck.form import Field, Form, Record
from perfcheck.judge import subject
from perfcheck.judge.equations import equations
from perfcheck.library import Library, library
from perfcheck.options import Options
from perfcheck.readers import read
from perfcheck.source import Cell
from perfcheck.values import Number, Target, Text

OPTIONS = Options()
GROUPS = {
    "数量指标": "社会效益指标",
    "质量指标": "经济效益指标",
    "时效指标": "生态效益指标",
    "社会效益指标": "数量指标",
    "经济效益指标": "质量指标",
    "生态效益指标": "时效指标",
    "服务对象满意度指标": "数量指标",
}
RATE = re.compile(r"^[≥≤=]?\s*\d+(\.\d+)?%$")


class Plant(NamedTuple):
    """One defect: its class, the cell, what stands there instead, and the lines it may concern."""

    kind: str
    cell: Cell
    text: str
    lines: frozenset[int]
    doubled: bool = False


class Planted(NamedTuple):
    """What came of a plant: whether a new finding names the cell, and what else changed."""

    plant: Plant
    found: bool
    new: tuple[Finding, ...]
    strays: tuple[Finding, ...]


def plants(name: str, data: bytes) -> Iterator[Plant]:
    """All defects that can be planted in a document."""
    books = library(OPTIONS)
    reading = understand(read(name, data), books.kinds)
    for form in reading.forms:
        yield from _figures(form, books)
        rows = form.tables.get("绩效指标", ())
        crowded = Counter(line for record in rows for line in own_lines(record))
        for record in rows:
            if crowded[record.line] == 1:  # in a run of words nothing shows that one is missing
                yield from _indicator(
                    form, record, alone=all(crowded[at] == 1 for at in own_lines(record))
                )


def _figures(form: Form, books: Library) -> Iterator[Plant]:
    """Figures that some sum of the rules holds against others: elsewhere nothing can tell."""
    rules = books.rules_for(form.kind)
    beside: dict[tuple[int, int], set[int]] = {}
    fields: dict[tuple[int, int], Field] = {}
    for equation in equations(rules, subject(form, books.names(), books.words)):
        if not equation.holds():
            continue
        together = {figure.at[0] for _, figure in equation.figures}
        for _, figure in equation.figures:
            beside.setdefault(figure.at, set()).update(together)
            fields.setdefault(figure.at, figure.field)
    for at, field in fields.items():
        cell, value = field.cells[0], field.value
        if not _plain(cell) or not isinstance(value, Number) or value.dimension != "money":
            continue
        lines = frozenset(beside[at])
        for kind, change in _CHANGES:
            text = change(cell.text)
            if text:
                yield Plant(kind, cell, text, lines)


def _plain(cell: Cell) -> bool:
    return cell.line == cell.end_line and not cell.parts


_DIGITS = re.compile(r"\d[\d,]*(\.\d+)?")


def _changed(text: str) -> str:
    """The figure with its first digit changed: far beyond rounding."""
    found = _DIGITS.search(text)
    if not found or not float(found[0].replace(",", "")):
        return ""
    at = found.start() + next(i for i, sign in enumerate(found[0]) if sign in "123456789")
    return f"{text[:at]}{int(text[at]) % 9 + 1}{text[at + 1 :]}"


def _slipped(text: str) -> str:
    found = _DIGITS.search(text)
    if not found or not float(found[0].replace(",", "")):
        return ""
    whole, point, part = found[0].replace(",", "").partition(".")
    moved = (whole + part.ljust(4, "0")[:4]).lstrip("0") + (point + part[4:].ljust(2, "0"))
    return text[: found.start()] + moved + text[found.end() :]


def _garbled(text: str) -> str:
    """The figure with a sign in place of its last digit, as a lost encoding leaves it."""
    found = _DIGITS.search(text)
    return text[: found.end() - 1] + "?" + text[found.end() :] if found else ""


def _mangled(text: str) -> str:
    """The figure with points and a letter that no figure has, as a bad scan leaves it."""
    found = _DIGITS.search(text)
    if not found or len(found[0]) < 4:
        return ""
    return f"{text[: found.end() - 1]}.{found[0][-1]}x{text[found.end() :]}"


_CHANGES = (
    ("figure", _changed),
    ("unit", _slipped),
    ("unreadable", _garbled),
    ("unreadable", _mangled),
)


def own_lines(record: Record) -> frozenset[int]:
    """The lines on which a record's own cells stand: not those of levels that hold for others."""
    own = [record.fields.get(name) for name in ("指标名称", "年度指标值")]
    cells = [*record.cells, *(cell for field in own if field for cell in field.cells)]
    level = record.fields.get("二级指标")
    above = {cell for cell in (level.cells if level else ()) if cell.line != record.line}
    spans = [(cell.line, cell.end_line) for cell in cells if cell not in above]
    return frozenset(line for first, last in spans for line in range(first, last + 1))


def _of_level(form: Form, level: Field) -> frozenset[int]:
    """The lines of all records for which one printed level holds."""
    records = form.tables["绩效指标"]
    same = [at for at in records if at.fields["二级指标"].cells == level.cells]
    return frozenset(line for record in same for line in own_lines(record))


def _indicator(form: Form, record: Record, *, alone: bool) -> Iterator[Plant]:
    own = own_lines(record)
    lines = own | {cell.line for cell in record.cells}
    name = record.fields.get("指标名称")
    target = record.fields.get("年度指标值")
    level = record.fields.get("二级指标")
    if name and _alone(name) and isinstance(name.value, Text):
        yield Plant("name", name.cells[0], "", lines)
    if target and _alone(target) and isinstance(target.value, Target):
        cell = target.cells[0]
        if target.value.kind != "none":  # “无” promises as much as an empty cell
            yield Plant("blank", cell, "", lines)
        if target.value.kind in ("quantitative", "deadline"):  # a quality was vague before
            yield Plant("vague", cell, "及时", lines)
        if RATE.match(cell.text):
            yield Plant("above 100%", cell, "≥130%", lines)
        if target.value.kind == "deadline" and target.value.year and _other_years(form, record):
            past = cell.text.replace(str(target.value.year), str(target.value.year - 2))
            yield Plant("past", cell, past, lines)
    one = record.fields.get("一级指标")
    if level and one and _alone(level) and level.cells[0].line in own:
        printed = level.cells[0].text
        # Where no level one is printed for the row, another class is no contradiction.
        if printed in GROUPS and one.certainty == "certain" and one.cells:
            yield Plant("level", level.cells[0], GROUPS[printed], _of_level(form, level))
    if name and _alone(name) and alone and len(own) == 1 and not form.sheets:
        yield Plant("twice", name.cells[0], name.cells[0].text, lines, doubled=True)


def _other_years(form: Form, record: Record) -> bool:
    """Whether anything else in the form names a year: a lone deadline stands against nothing."""
    year = form.field("年度")
    if year and isinstance(year.value, Number):
        return True
    return any(
        isinstance(field.value, Target) and field.value.year
        for other in form.tables["绩效指标"]
        if other is not record and (field := other.fields.get("年度指标值"))
    )


def _alone(field: Field) -> bool:
    return len(field.cells) == 1 and _plain(field.cells[0]) and field.certainty == "certain"


def plant(name: str, data: bytes, one: Plant) -> Planted:
    """Check the document with and without the defect."""
    before = findings_of(name, data)
    after = findings_of(name, planted(data, one))
    shift = int(one.doubled)
    old = Counter(_key(finding, 0, 0) for finding in before)
    new = []
    for finding in after:
        key = _key(finding, one.cell.line, shift)
        if old[key]:
            old[key] -= 1
        else:
            new.append(finding)
    found = any(_names(finding, one) for finding in new)
    gone = [finding for finding in before if old[_key(finding, 0, 0)] > 0]
    strays = [each for each in (*new, *gone) if not _names(each, one) and not _concerned(each, one)]
    return Planted(one, found, tuple(new), tuple(strays))


def planted(data: bytes, one: Plant) -> bytes:
    """The document with the defect."""
    lines = data.decode("utf-8").split("\n")
    at, cell = one.cell.line - 1, one.cell
    line = lines[at]
    if one.doubled:
        lines.insert(at + 1, _continued(line, cell))
    else:
        width = 0 if "\t" in line or "|" in line else _width(line[cell.column - 1 :], cell)
        lines[at] = line[: cell.column - 1] + one.text.ljust(width) + line[cell.end_column - 1 :]
    return "\n".join(lines).encode("utf-8")


def _width(rest: str, cell: Cell) -> int:
    """How wide a cell's place is kept: in a print laid out by blanks nothing else may move."""
    width = cell.end_column - cell.column
    return width if rest[width : width + 1] in ("", " ") else 0


def _continued(line: str, cell: Cell) -> str:
    """The row once more; what stands before its name is merged with the row above."""
    head, rest = line[: cell.column - 1], line[cell.column - 1 :]
    return re.sub(r"[^\t|｜]", "", head) + rest if "\t" in line else line


@lru_cache(maxsize=2)
def findings_of(name: str, data: bytes) -> list[Finding]:
    """The findings of a document."""
    report = check_document(name, data, OPTIONS)
    return [finding for document in report.documents for finding in document.findings]


def _key(finding: Finding, line: int, shift: int) -> tuple[object, ...]:
    at = finding.place.span.line
    at -= shift if shift and at > line else 0
    return (finding.rule, at, finding.severity)


def _names(finding: Finding, one: Plant) -> bool:
    lines = {one.cell.line, one.cell.line + int(one.doubled)}
    whole_row = one.doubled or not one.text  # what is not there any more has no place of its own
    lines |= one.lines if whole_row else set()
    for place in (finding.place, *finding.related):
        span = place.span
        if span.line <= max(lines) and span.end_line >= min(lines):
            start, end = one.cell.column, max(one.cell.column + len(one.text), one.cell.column + 1)
            if whole_row or (span.column <= end and span.end_column >= start):
                return True
    return False


def _concerned(finding: Finding, one: Plant) -> bool:
    """Whether a finding has to do with the planted cell: it stands on a line of it, or its rule
    holds all indicators against something (a goal, a count, each other)."""
    lines = {*one.lines, one.cell.line, one.cell.line + int(one.doubled)}
    if any(place.span.line in lines for place in (finding.place, *finding.related)):
        return True
    return finding.rule in _whole_list_rules()


@lru_cache(maxsize=1)
def _whole_list_rules() -> frozenset[str]:
    """The rules that look at a list as a whole: a change of one row may concern another."""
    rules = library(OPTIONS).rules
    return frozenset(
        rule.id
        for rule in rules
        if not rule.each
        or any("绩效指标" in text or "推断年度" in text for text in (rule.when, *rule.asserts))
        or any(text.startswith(("分组", "两两")) or "下级" in text for text in rule.each)
    )
