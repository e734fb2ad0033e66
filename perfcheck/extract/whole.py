"""What one cell leaves out or adds: sign and unit in other columns, merged cells, numbering."""

from collections.abc import Mapping, Sequence

from perfcheck import numerals
from perfcheck.extract.frame import At
from perfcheck.extract.printed import Body
from perfcheck.form import Field, Record, same_value
from perfcheck.kind import Column, Table, Vocabulary
from perfcheck.messages import Message
from perfcheck.source import Cell
from perfcheck.values import Missing, Number, Scalar, Text, add
from perfcheck.wording import compiled, meaning, normal

_SIGNS = "≥≤＞＜><=＝"
_SEVERAL = Missing("undefined", Message("各行所印不同", "the rows differ"))
_FIGURE = r"[-+]?\d[\d,，]*(?:\.\d+)?"


def whole(
    cell: Cell, column: Column, row: Body, columns: Mapping[str, At]
) -> tuple[tuple[Cell, ...], str]:
    """Join a value with its operator and unit, which stand in columns of their own.

    Only a bare figure lacks them; what prints its own is left as it is.
    """
    text = meaning(cell.text)
    if compiled(_FIGURE).fullmatch(normal(text)) is None:
        return (cell,), text
    before = _part(column, "sign", row, columns)
    after = _part(column, "unit", row, columns)
    if before and not all(sign in _SIGNS for sign in normal(before.text)):
        before = None
    if after and ("/" in after.text or "否" in after.text):
        after = None
    cells = tuple(each for each in (before, cell, after) if each)
    return cells, "".join(meaning(each.text) for each in cells)


def _part(column: Column, fit: str, row: Body, columns: Mapping[str, At]) -> Cell | None:
    """The cell of the row in a column that holds a part of the value."""
    for name in column.joins:
        at = columns.get(name)
        if at and at.column.fit == fit:
            return row.placed.get(at.number)
    return None


def unmarked(text: str, vocabulary: Vocabulary) -> str:
    """Take the numbering off a name: 指标1：清淤长度 is called 清淤长度."""
    mark = compiled(vocabulary.marks).match(text) if vocabulary.marks else None
    return text[mark.end() :].strip() if mark else text


def summed(value: Scalar, more: Sequence[Cell], type_: str) -> Scalar:
    """A value that goes on in rows below: scores add up, texts are joined."""
    if isinstance(value, Text) and type_ == "text":
        return Text("".join((value.text, *(meaning(cell.text) for cell in more))))
    for cell in more:
        next_ = numerals.count(meaning(cell.text))
        if not isinstance(value, Number) or not isinstance(next_, Number):
            return next_ if isinstance(next_, Missing) else value
        value = add(value, next_)._replace(printed="")
    return value


def carried(records: list[Record], table: Table) -> list[Record]:
    """Carry down what merged cells say of several rows, until the next that says otherwise."""
    columns = [at.name for at in table.columns if at.carried]
    if not columns:
        return records
    done: list[Record] = []
    for record in records:
        fields = dict(record.fields)
        fresh = False  # a new text on the left ends what merged cells right of it said
        for name in columns:
            value = fields[name].value
            fresh = fresh or not isinstance(value, Missing)
            above = done[-1].fields[name] if done else None
            if above and not fresh and isinstance(value, Missing) and value.kind == "blank":
                fields[name] = above
        done.append(record._replace(fields=fields))
    return done


def own_fields(records: Sequence[Record], table: Table) -> list[Field]:
    """The form's own fields that are printed in columns; no answer where the rows differ.

    Where some row lacks the value, or was moved, the others' is the form's by inference.
    """
    made: list[Field] = []
    for column in (at for at in table.columns if at.field):
        every = [record.fields[column.name] for record in records if column.name in record.fields]
        found = [field for field in every if field.cells and not isinstance(field.value, Missing)]
        if not found:
            continue
        own = found[0]._replace(name=column.field, path=found[0].path[-1:])
        if len(found) < len(every) or any(field.certainty != "certain" for field in found):
            own = own._replace(certainty="inferred")
        made.append(own if same_value(found) else own._replace(value=_SEVERAL))
    return made
