"""Where names get their values: rows, scopes, and what is said of a value that is not there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from perfcheck.errors import RuleError
from perfcheck.messages import Message
from perfcheck.values import SCALE, Absence, Missing, Number, Target, Text, plain

Value: TypeAlias = Any
"""Number, Text, Target, Missing, bool, Row, a plain tuple of these, a frozenset of words, a map."""

Log: TypeAlias = list[tuple[int, Any, Any, Any, "Scope"]] | None
Compiled: TypeAlias = Callable[["Scope", Log], Any]


class Row(NamedTuple):
    """One row as rules see it: every declared column, and where the row came from."""

    name: str
    fields: Mapping[str, Value]
    origin: object = None


# Functions of one value that rules call over and over: what they give is worth keeping.
OF_ONE = {"规范": "folded_text", "数字": "numbers_in", "年份": "years_in", "长度": "length"}


class Scope(dict[Any, Value]):
    """The names in force at one place: a row's, then those around it; inner wins.

    What was looked up once stays known: an outer name, a part (`scope["年度指标值", "类"]`), a
    folded text (`scope["指标名称", "规范", 0]`).
    `place` is the list that a rule goes through and where the row stands in it (from 0); `shared`
    are the scopes of the rows that all rules on a form look into, by the id of the row, and of the
    list that a rule goes through.
    """

    __slots__ = ("parent", "place", "row", "shared")

    def __init__(
        self,
        fields: Mapping[str, Value],
        parent: "Scope | None" = None,
        row: Row | None = None,
        place: tuple[tuple[Value, ...], int] | None = None,
        shared: "dict[Any, Any] | None" = None,
    ) -> None:
        super().__init__(fields)
        self.parent = parent
        self.row = row
        self.place = place
        self.shared = shared

    def __missing__(self, name: Any) -> Value:
        if type(name) is tuple:
            outer, column = self.parent, name[0]
            if self.place is None and (known := self._shared_row(column)) is not None:
                value = known[name]
            elif column in self or outer is None or column in _OWN:
                part, functions = _makers()
                said = self[column]
                value = part(said, name[1]) if len(name) == 2 else functions[name[1]](said)
            else:
                value = outer[name]
        elif self.place is not None and name in PLACED:
            value = PLACED[name](*self.place)
        elif name == "表单" and self.row is not None and self.row.name == name:
            value = self.row
        elif self.parent is not None:
            value = self.parent[name]
        else:
            raise RuleError(Message(f"没有“{name}”这个名称", f"there is no name {name!r}"))
        self[name] = value
        return value

    def _shared_row(self, column: str) -> "Scope | None":
        """For a row that a condition goes through, the scope where its columns are asked once."""
        row, around = self.row, self.parent
        if row is None or column not in row.fields:
            return None
        while around is not None and around.shared is None:
            around = around.parent
        found = None if around is None or around.shared is None else around.shared.get(id(row))
        return found if found is not self else None

    def find(self, name: str) -> Value:
        """The value of a name of the vocabulary, or None where nobody gave one."""
        scope: Scope | None = self
        while scope is not None and name not in scope:
            scope = scope.parent
        return None if scope is None else scope[name]


_bare: Callable[[type[Scope]], Scope] = Scope.__new__


@lru_cache(maxsize=1)
def _makers() -> tuple[Callable[[Value, str], Value], Mapping[str, Callable[[Value], Value]]]:
    """What gives a part of a value, and what the functions of one value make of it.

    They build on this module, so they are fetched when they are first needed.
    """
    from perfcheck.lang import texts
    from perfcheck.lang.lists import part

    return part, {said: getattr(texts, function) for said, function in OF_ONE.items()}


def inner(item: Value, scope: Scope, place: tuple[tuple[Value, ...], int] | None = None) -> Scope:
    """The scope inside one item of a list: a row's columns, or 值 for a plain value."""
    # Set by hand: a form has more of these than of anything else, and a call more is dear.
    inside = _bare(Scope)
    if type(item) is Row:
        inside.update(item.fields)
        inside.row = item
    else:
        inside["值"] = item
        inside.row = None
    inside.parent, inside.place, inside.shared = scope, place, None
    return inside


PASSING = frozenset(("两两", "分组", "对应"))
"""What rows are called that a function makes anew at each call: nobody looks into them twice."""


def within(items: tuple[Value, ...], scope: Scope) -> Iterable[Scope]:
    """The scope of each item of a list, made when its turn comes; of a form's row, once for all."""
    shared = scope.shared
    if shared is None or not items or type(items[0]) is not Row or items[0].name in PASSING:
        return (inner(item, scope) for item in items)
    if id(items) in shared or id(items[0]) not in shared:
        return entered(items, scope)
    return (
        (shared.get(id(item)) or shared.setdefault(id(item), inner(item, scope)))
        if type(item) is Row
        else inner(item, scope)
        for item in items
    )


def entered(items: tuple[Value, ...], scope: Scope) -> Sequence[Scope]:
    """The scopes in which a rule's `each` judges the items of a list, one after the other.

    All rules that go through a list of the form share its scopes, as do conditions on its rows.
    """
    shared = scope.shared
    known = None if shared is None else shared.get(id(items))
    if known is None:
        known = (items, [inner(item, scope, (items, at)) for at, item in enumerate(items)])
        if shared is not None:
            shared[id(items)] = known
            if items and type(items[0]) is Row and id(items[0]) not in shared:
                shared.update(zip(map(id, items), known[1], strict=True))
    return known[1]


class Said(NamedTuple):
    """What a column says: each text once, and all of them as the lines of one text."""

    texts: list[str]
    lines: str


def said_in(scopes: Sequence[Scope], column: str) -> Said:
    """What a column says; nothing where something in it is no text."""
    around = scopes[0].parent
    shared = around.shared if around is not None and around.shared is not None else {}
    known = shared.get((id(scopes), column))
    if known is None:
        values = [scope[column] for scope in scopes]
        texts = all(type(value) is Text or type(value) is Target for value in values)
        said = dict.fromkeys(value.text for value in values) if texts else ()
        known = shared[id(scopes), column] = (scopes, Said(list(said), "\n".join(said)))
    found: Said = known[1]
    return found


def listed(rows: Compiled, scope: Scope) -> Value:
    """What a rule's `each` gives; all that goes through the same rows shares it."""
    if rows not in scope:
        scope[rows] = rows(scope, None)
    return scope[rows]


def as_list(value: Value) -> Value:
    """A list as a tuple, also where it is a set of words; what is missing stays so."""
    if type(value) is frozenset:
        return tuple(Text(word) for word in sorted(value))
    return value


def _previous(items: tuple[Value, ...], at: int) -> Value:
    if at:
        return items[at - 1]
    return Missing("absent", Message("第一行没有上一行", "the first row has none before it"))


def _number(items: tuple[Value, ...], at: int) -> Number:
    exact = (at + 1) * SCALE
    return Number(exact, exact, exact, "count")


# The names that a row has only within the list that a rule goes through.
PLACED: Mapping[str, Callable[[tuple[Value, ...], int], Value]] = {
    "本行": lambda items, at: items[at],
    "上一行": _previous,
    "行号": _number,
}
_OWN = frozenset((*PLACED, "表单"))


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
    kind = type(value)
    return value.text if kind is Text or kind is Target else None
