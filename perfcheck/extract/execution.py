"""The matrix of an evaluation's head (budget, executed, rate, points of each fund) as a list."""

from collections.abc import Sequence

from perfcheck.extract.state import Pair
from perfcheck.extract.value import ABSENT, LOST
from perfcheck.form import Field, Record
from perfcheck.source import Cell
from perfcheck.values import Text
from perfcheck.wording import meaning

LIST = "预算执行"
LINE = "资金项目"


def execution(
    pairs: Sequence[Pair], fields: Sequence[Field], columns: Sequence[str]
) -> tuple[Record, ...]:
    """Return a record for each line of named figures; `columns` are those of the list."""
    lines: dict[Cell, list[tuple[str, Field]]] = {}
    names: dict[Cell, str] = {}
    for pair, field in zip(pairs, fields, strict=True):
        if pair.over:
            lines.setdefault(pair.label.cell, []).append((pair.over, field))
            names[pair.label.cell] = pair.line
    printed = {over for line in lines.values() for over, _ in line}
    return tuple(
        _record(label, names[label], dict(found), columns, printed)
        for label, found in lines.items()
    )


def _record(
    label: Cell, name: str, found: dict[str, Field], columns: Sequence[str], printed: set[str]
) -> Record:
    path = (LIST, meaning(label.text))
    fields = {LINE: Field(LINE, Text(name), (label,), path, label)}
    for column in columns:
        if column in found:
            fields[column] = found[column]._replace(name=column)
        elif column != LINE:
            fields[column] = Field(column, LOST if column in printed else ABSENT, (), path)
    cells = tuple(cell for field in fields.values() for cell in field.cells)
    sure = all(field.certainty == "certain" for field in found.values())
    return Record(LIST, fields, cells, label.line, "certain" if sure else "realigned")
