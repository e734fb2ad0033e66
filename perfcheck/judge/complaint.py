"""What is said when an assertion fails: the blamed value, its relatives, the sum, the severity."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from perfcheck.finding import Place, Severity
from perfcheck.form import Field, Form, Record
from perfcheck.judge.evidence import evidence
from perfcheck.judge.rounding import cut_off_explains, tree
from perfcheck.lang.account import Account, account, origins, reads
from perfcheck.lang.messages import render
from perfcheck.lang.scope import Row, Scope
from perfcheck.messages import NOTHING, Message
from perfcheck.rule import Rule
from perfcheck.source import Cell, Span
from perfcheck.values import Number, Text

REALIGNED = Message(
    "疑似错列：所读的行有移位，请对照原表核实",
    "the row was realigned in reading; compare with the original form",
)
INFERRED = Message(
    "所读的值由上下文推断，请对照原表核实",
    "a value read here was inferred; compare with the original form",
)
CUT_OFF = Message(
    "截尾：若各数是截去尾数而非四舍五入，可以解释",
    "cutting digits off instead of rounding would explain it",
)

LARGE_RESIDUAL = Message(
    "尾差偏大：在舍入之内，但各数各自四舍五入时，相差这么多的机会不到千分之一",
    "large residual: within rounding, but honest rounding leaves so much less than once in 1,000",
)


class Complaint(NamedTuple):
    """Everything of a finding but its identity."""

    severity: Severity
    message: Message
    place: Place
    related: tuple[Place, ...]
    evidence: Message
    lowered: Message
    field: Field | None
    record: Record | None


def complain(rule: Rule, number: int, scope: Scope, log: list[Any]) -> Complaint:
    """Say what is wrong where assertion `number` of `rule` came out as no."""
    return _complaint(rule, scope, log, account(tree(rule.asserts[number]), scope, log, False))


def wonder(rule: Rule, scope: Scope, log: list[Any], known: Account) -> Complaint:
    """Say that a sum holds, but by a residual that honest rounding hardly ever leaves."""
    said = _complaint(rule, scope, log, known)
    level: Severity = "info" if rule.severity == "info" else "warning"
    return said._replace(severity=level, message=LARGE_RESIDUAL, lowered=NOTHING)


def _complaint(rule: Rule, scope: Scope, log: list[Any], known: Account | None) -> Complaint:
    record = _record(scope)
    blamed = _blamed(rule, scope, known)
    field = next((o for o in _origins(blamed) if isinstance(o, Field) and o.cells), None)
    quote = _quote(known)
    place = _place(field, record, scope, quote)
    read = [o for o in reads(log) if isinstance(o, Field)]
    lowered = _lowered(rule, read, known)
    doubtful = lowered != NOTHING and rule.severity == "error"
    severity: Severity = "warning" if doubtful else rule.severity
    return Complaint(
        severity,
        _message(rule, scope, known, blamed),
        place,
        tuple(_related(_concerned(known, scope, log), field)),
        evidence(known, field),
        lowered,
        field or next((o for o in _origins(blamed) if isinstance(o, Field)), None),
        record,
    )


def _blamed(rule: Rule, scope: Scope, known: Account | None) -> Any:
    program = rule.program
    assert program is not None
    if program.at is not None:
        return program.at(scope, [])
    return known.blamed if known else None


def _origins(value: Any) -> Sequence[object]:
    if isinstance(value, Row):
        origin = value.origin
        return tuple(origin.fields.values()) if isinstance(origin, Record) else ()
    if type(value) is tuple:
        return [origin for item in value for origin in _origins(item)]
    return getattr(value, "origins", ())


def _record(scope: Scope | None) -> Record | None:
    while scope is not None:
        origin = scope.row.origin if isinstance(scope.row, Row) else None
        if isinstance(origin, Record):
            return origin
        scope = scope.parent
    return None


def _form(scope: Scope | None) -> Form | None:
    while scope is not None:
        if isinstance(scope.row, Row) and isinstance(scope.row.origin, Form):
            return scope.row.origin
        scope = scope.parent
    return None


def _quote(known: Account | None) -> str:
    for value in (known.left, known.right) if known else ():
        if isinstance(value, Text):
            return value.text
    return ""


def _place(field: Field | None, record: Record | None, scope: Scope, quote: str) -> Place:
    if field is not None:
        return _field_place(field, quote)
    if record is not None:
        cells = [cell for cell in record.cells if cell.text] or list(record.cells)
        if cells:
            first, last = cells[0], cells[-1]
            span = Span(first.line, first.column, last.end_line, last.end_column)
            return Place(span, record.name, first.text, home_of(record.fields.values()))
    form = _form(scope)
    if form is None:
        return Place(Span(1, 1, 1, 1))
    start = form.span
    return Place(
        Span(start.line, start.column, start.line, start.column + len(form.title)),
        form.title,
        form.title,
        home_of(form.fields),
    )


def home_of(fields: Iterable[Field]) -> str:
    """Of which form the fields are, where several are judged together."""
    return next((field.home for field in fields), "")


def _field_place(field: Field, quote: str = "") -> Place:
    cell = _cell_with(field.cells, quote)
    label = field.path[-1] if field.path else field.name
    span = cell.span
    if quote and quote != cell.text and cell.line == cell.end_line and quote in cell.text:
        start = cell.column + cell.text.index(quote)
        span = Span(cell.line, start, cell.line, start + len(quote))
    return Place(span, label, cell.text, field.home)


def _cell_with(cells: Sequence[Cell], quote: str) -> Cell:
    """The cell, or the line of a wrapped one, that has the words."""
    found = next((cell for cell in cells if quote and quote in cell.text), cells[0])
    return next((part for part in found.parts if quote and quote in part.text), found)


def _concerned(known: Account | None, scope: Scope, log: list[Any]) -> list[Field]:
    """The fields to show beside the blamed one: what decided, and what else was read out here.

    The rows that a search went through without finding anything are not among them.
    """
    found = list(origins((known.left, known.right))) if known else []
    if known and isinstance(known.left, Number) and isinstance(known.right, Number):
        return [origin for origin in found if isinstance(origin, Field)]
    found += reads([entry for entry in log if entry[4] is scope])
    return [origin for origin in found if isinstance(origin, Field)]


def _related(read: Sequence[Field], blamed: Field | None) -> Iterator[Place]:
    seen = {_key(blamed)} if blamed else set()
    for field in read:
        if field.cells and _key(field) not in seen:
            seen.add(_key(field))
            yield _field_place(field)


def _key(field: Field) -> tuple[str, int, int]:
    first = field.cells[0] if field.cells else None
    return (field.home, first.line, first.column) if first else (field.home, 0, 0)


def _lowered(rule: Rule, read: Sequence[Field], known: Account | None) -> Message:
    if rule.severity == "info":
        return NOTHING
    if any(field.certainty == "realigned" for field in read):
        return REALIGNED
    if any(field.certainty == "inferred" for field in read):
        return INFERRED
    return CUT_OFF if cut_off_explains(known) else NOTHING


def _message(rule: Rule, scope: Scope, known: Account | None, blamed: Any) -> Message:
    program = rule.program
    assert program is not None
    sides = {"左": known.left, "右": known.right} if known else {}
    model = blamed if isinstance(blamed, Number) else None
    inner = Scope(sides, scope, scope.row)
    return Message(
        render(program.message, inner, model, "zh"), render(program.message_en, inner, model, "en")
    )
