"""A form as it was understood: fields, records and doubts, each with its cells and certainty."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from perfcheck.messages import Message
from perfcheck.source import Cell, Span
from perfcheck.values import Scalar

Certainty = Literal["certain", "inferred", "realigned"]


class Field(NamedTuple):
    """One understood value: what it is called, what it says, where it was read and how surely.

    `name` is the concept that rules use; `path` the labels above and beside the value as printed,
    outermost first, the field's own label last; `cells` where the value stands, in reading order,
    empty where no such cell was found. `unit` is the unit in force, `unit_certain` whether it was
    printed (own text, column, label, block or page) rather than the kind's default. `home` says of
    which form it is, where several are judged together.
    """

    name: str
    value: Scalar
    cells: tuple[Cell, ...] = ()
    path: tuple[str, ...] = ()
    label: Cell | None = None
    unit: str = ""
    certainty: Certainty = "certain"
    unit_certain: bool = True
    home: str = ""


class Record(NamedTuple):
    """One row of a form's table: its fields by concept, every declared column among them.

    `below` are records that belong to it: the parts of a claim, the projects of a unit.
    """

    name: str
    fields: Mapping[str, Field]
    cells: tuple[Cell, ...]
    line: int
    certainty: Certainty = "certain"
    below: tuple["Record", ...] = ()


class Doubt(NamedTuple):
    """Something about the reading that a person should know; never a defect of the form.

    `kind` is one of the closed list in kinds/concepts.yaml (错列, 值缺失, 层级推断, 单位默认,
    数字难辨, 页眉插入, 格式残留, 未识别 …).
    """

    kind: str
    message: Message
    cells: tuple[Cell, ...]


class Sheet(NamedTuple):
    """One money table as it is printed; its records stand in the form's list of that name too.

    `name` is the standard name, `number` what is printed (表 3: 3), `columns` the column heads.
    `head` are the cells above the table (caption, owner, unit), `notes` those that say that
    it is empty, and those below it.
    """

    name: str
    number: str
    title: str
    columns: tuple[str, ...]
    unit: str
    records: tuple[Record, ...]
    head: tuple[Cell, ...] = ()
    notes: tuple[Cell, ...] = ()


class Form(NamedTuple):
    """One form of a document: its single values in reading order, and the rows of its tables."""

    id: str
    kind: str
    title: str
    span: Span
    fields: tuple[Field, ...]
    tables: Mapping[str, tuple[Record, ...]]
    doubts: tuple[Doubt, ...] = ()
    sheets: tuple[Sheet, ...] = ()

    def field(self, name: str) -> Field | None:
        """The field called `name`; None where the form has none, or several that differ."""
        found = [field for field in self.fields if field.name == name]
        return found[0] if found and same_value(found) else None


def same_value(fields: Sequence[Field]) -> bool:
    """Whether all fields say the same, however often it is printed."""
    first = fields[0].value
    return all(type(each.value) is type(first) and each.value[:3] == first[:3] for each in fields)


class Considered(NamedTuple):
    """Some lines, and the kind of form that they were taken for or might have been.

    `reasons` speak for it; `lacks` says why it was not taken for it (None: it was). `rows` tells
    of single lines why they are a header or are none, where somebody asked.
    """

    kind: str
    name: Message
    title: str
    line: int
    end_line: int
    reasons: tuple[Message, ...]
    lacks: Message | None
    rows: tuple[tuple[int, Message], ...] = ()


class Reading(NamedTuple):
    """All that was understood of one document, and what was not.

    `coverage` is the share of non-blank characters that some form claimed (0 to 1). `considered`
    tells of every stretch of lines what it was taken for, and why.
    """

    forms: tuple[Form, ...]
    unrecognised: tuple[Cell, ...]
    coverage: float
    nearest: str = ""
    considered: tuple[Considered, ...] = ()
