"""The types of the language, and which of them go together."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from perfcheck.messages import Message

Kind = Literal[
    "money", "count", "ratio", "number", "text", "target", "truth",
    "row", "rows", "list", "set", "map", "any", "never",
]  # fmt: skip


class Type(NamedTuple):
    """What an expression gives. `number` is a figure whose unit is known only when it is read.

    A row and a list of rows have `columns`; a list, a set and a map have the type of their items.
    `never` is what a mistake gives: it fits everywhere, so that one mistake is told once.
    """

    kind: Kind
    columns: "Mapping[str, Type] | None" = None
    item: "Type | None" = None


MONEY, COUNT, RATIO, NUMBER = Type("money"), Type("count"), Type("ratio"), Type("number")
TEXT, TARGET, TRUTH, ANY, NEVER = map(Type, ("text", "target", "truth", "any", "never"))  # type: ignore[arg-type]

NUMERIC = frozenset(("money", "count", "ratio", "number"))
WORDS = frozenset(("text", "target"))
LISTS = frozenset(("rows", "list", "set"))
OPEN = frozenset(("any", "never"))

NAMES: Mapping[Kind, Message] = {
    "money": Message("金额", "money"),
    "count": Message("计数（个、年、分等）", "a count"),
    "ratio": Message("比率（%、‰）", "a ratio"),
    "number": Message("数（单位读出后才知道）", "a number whose unit is known when read"),
    "text": Message("文字", "a text"),
    "target": Message("指标值", "a target"),
    "truth": Message("是否", "yes or no"),
    "row": Message("一行", "a row"),
    "rows": Message("若干行", "rows"),
    "list": Message("一列值", "a list of values"),
    "set": Message("词表", "a set of words"),
    "map": Message("对照表", "a map of words"),
    "any": Message("任意", "anything"),
    "never": Message("未知", "unknown"),
}

PARTS: Mapping[str, tuple[Type, Message]] = {
    "数": (NUMBER, Message("（第一个条件的）数", "the number (of the first condition)")),
    "符号": (TEXT, Message("≥、≤、= 等，印成 >=、<=", "the operator: >=, <=, = …")),
    "单位": (TEXT, Message("数的单位", "the unit of the number")),
    "类": (TEXT, Message("定量、定性、时限、无", "定量 定性 时限 无: what kind of target it is")),
    "年": (COUNT, Message("时限中的年", "the year of a deadline")),
    "月": (COUNT, Message("时限中的月", "the month of a deadline")),
    "日": (COUNT, Message("时限中的日", "the day of a deadline")),
    "文": (TEXT, Message("全文", "the whole text")),
}


def rows_of(columns: Mapping[str, Type]) -> Type:
    """A list of rows with these columns."""
    return Type("rows", columns)


def list_of(item: Type) -> Type:
    """A list of values."""
    return Type("list", item=item)


def field_type(word: str) -> Type:
    """The type that a word of kinds/concepts.yaml means (a year is a count); KeyError for others.

    >>> field_type("year").kind
    'count'
    """
    return {
        "money": MONEY,
        "count": COUNT,
        "ratio": RATIO,
        "year": COUNT,
        "text": TEXT,
        "target": TARGET,
        "number": NUMBER,
    }[word]


def is_numeric(kind: Type) -> bool:
    """Whether a value of the type is (or may be) a figure."""
    return kind.kind in NUMERIC or kind.kind in OPEN


def is_words(kind: Type) -> bool:
    """Whether a value of the type is (or may be) a text."""
    return kind.kind in WORDS or kind.kind in OPEN


def item_of(kind: Type) -> Type:
    """The type of what stands in a list."""
    if kind.kind == "rows":
        return Type("row", kind.columns)
    return kind.item or ANY


def joined_type(one: Type, other: Type) -> Type | None:
    """The type of what may be either, or None where the two do not go together."""
    if one == other or other.kind in OPEN:
        return one
    if one.kind in OPEN:
        return other
    if one.kind in NUMERIC and other.kind in NUMERIC:
        if "number" not in (one.kind, other.kind):
            return None
        return other if one.kind == "number" else one
    if one.kind in WORDS and other.kind in WORDS:
        return TEXT
    if one.kind in LISTS and other.kind in LISTS and "rows" not in (one.kind, other.kind):
        item = joined_type(item_of(one), item_of(other))
        return list_of(item) if item else None
    return one if one.kind == other.kind == "rows" else None


def product(one: Type, other: Type) -> Type | None:
    """The type of a product, or None where both sides are money."""
    kinds = (one.kind, other.kind)
    if kinds.count("money") == 2:
        return None
    if "money" in kinds:
        return MONEY
    if "number" in kinds or not OPEN.isdisjoint(kinds):
        return NUMBER
    return RATIO if kinds == ("ratio", "ratio") else COUNT


def quotient(one: Type, other: Type) -> Type | None:
    """The type of a quotient, or None where something else is divided by money."""
    kinds = (one.kind, other.kind)
    if "number" in kinds or not OPEN.isdisjoint(kinds):
        return NUMBER
    if kinds[0] == kinds[1]:
        return RATIO
    return None if kinds[1] == "money" else one


def comparable(operator: str, left: Type, right: Type) -> bool:
    """Whether two types may stand on the two sides of a comparison."""
    if is_numeric(left) and is_numeric(right):
        return joined_type(left, right) is not None
    if operator not in ("==", "!="):
        return False
    return (is_words(left) and is_words(right)) or left.kind == right.kind == "truth"


def mapped(kind: Type) -> Type:
    """The type of a column over all rows of a list."""
    if kind.kind in LISTS or kind.kind in OPEN:
        return kind
    return Type("rows", kind.columns) if kind.kind == "row" else list_of(kind)
