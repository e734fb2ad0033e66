"""Where names get their values: rows, scopes, and what is said of a value that is not there."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from perfcheck.errors import RuleError
from perfcheck.messages import Message
from perfcheck.values import SCALE, Absence, Missing, Number, Target, Text, plain

Value: TypeAlias = Any
"""Number, Text, Target, Missing, bool, Row, a plain tuple of these, a frozenset of words, a map."""

Log: TypeAlias = list[tuple[int, Any, Any, Any, "Scope"]]
Compiled: TypeAlias = Callable[["Scope", Log], Any]


class Row(NamedTuple):
    """One row as rules see it: every declared column, and where the row came from."""

    name: str
    fields: Mapping[str, Value]
    origin: object = None


class Scope:
    """The names in force at one place: a row's, then those around it; inner wins."""

    __slots__ = ("fields", "parent", "row")

    def __init__(
        self, fields: Mapping[str, Value], parent: "Scope | None" = None, row: Row | None = None
    ) -> None:
        self.fields = fields
        self.parent = parent
        self.row = row

    def __call__(self, name: str) -> Value:
        """Return the value that `name` has here; raises RuleError where it has none."""
        scope: Scope | None = self
        while scope is not None:
            fields = scope.fields
            if name in fields:
                value = fields[name]
                return named(value, name) if type(value) is Missing else value
            scope = scope.parent
        return self._form(name)

    def find(self, name: str) -> Value:
        """The value of a name of the vocabulary, or None where nobody gave one."""
        scope: Scope | None = self
        while scope is not None and name not in scope.fields:
            scope = scope.parent
        return None if scope is None else scope.fields[name]

    def _form(self, name: str) -> Value:
        if name == "表单":
            scope: Scope | None = self
            while scope is not None:
                if scope.row is not None and scope.row.name == name:
                    return scope.row
                scope = scope.parent
        raise RuleError(Message(f"没有“{name}”这个名称", f"there is no name {name!r}"))


def inner(item: Value, scope: Scope) -> Scope:
    """The scope inside one item of a list: a row's columns, or 值 for a plain value."""
    if type(item) is Row:
        return Scope(item.fields, scope, item)
    return Scope({"值": item}, scope)


def as_list(value: Value) -> Value:
    """A list as a tuple, also where it is a set of words; what is missing stays so."""
    if type(value) is frozenset:
        return tuple(Text(word) for word in sorted(value))
    return value


def enter(item: Value, scope: Scope, number: int, previous: Value = None) -> Scope:
    """The scope in which a rule's `each` judges its `number`-th item (from 1)."""
    if previous is None:
        said = Message("第一行没有上一行", "the first row has none before it")
        previous = Missing("absent", said)
    exact = number * SCALE
    place = Number(exact, exact, exact, "count")
    fixed = {"本行": item, "上一行": previous, "行号": place}
    return inner(item, Scope(fixed, scope))


def named(value: Missing, name: str) -> Missing:
    """The missing value with a reason that names it, where it has none of its own."""
    return value if value.reason.zh else value._replace(reason=_reason(value.kind, name))


@lru_cache(maxsize=1024)
def _reason(kind: Absence, name: str) -> Message:
    match kind:
        case "absent":
            return Message(f"表中没有找到“{name}”", f"{name!r} was not found")
        case "blank":
            return Message(f"“{name}”是空的", f"{name!r} is blank")
        case "lost":
            return Message(
                f"“{name}”可能在转换中丢失", f"{name!r} may have been lost in conversion"
            )
        case "unreadable":
            return Message(f"“{name}”读不成数字", f"{name!r} cannot be read as a figure")
        case _:
            return Message(f"“{name}”没有确定的值", f"{name!r} has no definite value")


def worse(left: Value, right: Value) -> Missing | None:
    """The missing one of two values: what was not found before what is only blank."""
    if type(left) is Missing:
        return right if left.kind == "blank" and type(right) is Missing else left
    return right if type(right) is Missing else None


def blank_of(name: str, origins: tuple[object, ...] = ()) -> Missing:
    """A blank in place of something that a value does not have."""
    return Missing("blank", _reason("blank", name), origins)


def fits(left: Number, right: Number) -> bool:
    """Whether two figures can be added and compared; zero fits all."""
    return left.dimension == right.dimension or _zero(left) or _zero(right)


def _zero(number: Number) -> bool:
    return not number.low and not number.high


UNLIKE = "单位不可比"


def unlike(left: Number, right: Number) -> Missing:
    """No answer, because the units of two figures cannot be compared."""
    pair = f"{_printed(left)} / {_printed(right)}"
    said = Message(f"{UNLIKE}：{pair}", f"units that cannot be compared: {pair}")
    return Missing("undefined", said, left.origins + right.origins)


def _printed(number: Number) -> str:
    figure = number.printed or plain(number.mid, number.unit)
    return figure if not number.unit or figure.endswith(number.unit) else figure + number.unit


def leaves_out(value: Missing) -> bool:
    """Whether a row is left out when a condition meets this, instead of spoiling the whole."""
    return value.kind == "blank" or value.reason.zh.startswith(UNLIKE)


def mixed(what: str, left: Value, right: Value) -> RuleError:
    """The error of an expression that no checker has seen and that mixes types."""
    kinds = f"{type(left).__name__} / {type(right).__name__}"
    return RuleError(
        Message(f"“{what}”的两边类型不合：{kinds}", f"{what} between unlike types: {kinds}")
    )


def text_of(value: Value) -> str | None:
    """The text of a text or target, None of anything else."""
    return value.text if isinstance(value, (Text, Target)) else None
