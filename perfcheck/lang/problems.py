"""What the checker has to say, with its place, and how to mend it."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from perfcheck.lang.lexer import KEYWORDS
from perfcheck.lang.types import LISTS, NAMES, WORDS, Type
from perfcheck.messages import Message
from perfcheck.nearest import did_you_mean


class Problem(NamedTuple):
    """One mistake in an expression, or (`warning`) what may be one.

    `offset` and `length` count characters of the expression, from 0.
    """

    offset: int
    length: int
    message: Message
    severity: Literal["error", "warning"] = "error"


def unknown_name(name: str, known: Iterable[str]) -> Message:
    """Say that a name is unknown: a keyword stuck to it first, then the nearest name."""
    names = list(dict.fromkeys(known))
    stuck = _stuck(name, names)
    if stuck:
        return Message(
            f"没有“{name}”这个名称；如果是“{stuck}”，关键词前后要有空格",
            f"there is no name {name!r}; if you mean “{stuck}”, put spaces around the keyword",
        )
    zh, en = nearest(name, names)
    if not zh:
        zh = f'；可用的名称见 concepts.yaml；如果是一段文字，要加引号："{name}"'
        en = f'; concepts.yaml lists the names; a text is put in quotes: "{name}"'
    return Message(f"没有“{name}”这个名称{zh}", f"there is no name {name!r}{en}")


def nearest(word: str, known: Iterable[str]) -> Message:
    """Return “did you mean …”, or nothing where no known word is near."""
    return did_you_mean(word, known, 3)


def _stuck(name: str, known: list[str]) -> str:
    for keyword in KEYWORDS:
        if keyword.isascii() or keyword not in name:
            continue
        before, _, after = name.partition(keyword)
        if after in known and (before in known or (keyword == "非" and not before)):
            return f"{before} {keyword} {after}".strip()
    return ""


def called(kind: Type) -> Message:
    """The name of a type."""
    return NAMES[kind.kind]


def expected(what: Message, found: Type) -> Message:
    """Say what was wanted and what is there."""
    name = called(found)
    return Message(f"这里要{what.zh}，却是{name.zh}", f"expected {what.en}, found {name.en}")


def unlike_sides(operator: str, left: Type, right: Type) -> Message:
    """Say why two types cannot stand on the two sides of an operator, and what to write."""
    one, other = called(left), called(right)
    kinds = {left.kind, right.kind}
    zh = f"“{operator}”两边不能比：{one.zh} 和 {other.zh}"
    en = f"{operator} between {one.en} and {other.en}"
    if kinds == {"money", "count"}:
        zh, en = f"{zh}；金额要写单位，如 50万元", f"{en}: 50 what? write 50万元"
    elif "ratio" in kinds and kinds & {"count", "money"}:
        zh, en = f"{zh}；比率要写 %，如 100%", f"{en}; write ratios with %, as in 100%"
    elif kinds & {"text", "target"} and kinds & {"money", "count", "ratio", "number"}:
        zh = f'{zh}；文字要加引号，如 编码 == "201"；指标值的数写 指标值.数'
        en = f'{en}; put texts in quotes, as in 编码 == "201"; the number of a target is .数'
    return Message(zh, en)


STRICT = Message(
    "两边都是算出来的数时，断言不能用 < > !=（舍入可能造成误报）：写 <= 或 >=，或者用 精确(…)",
    "an assertion between computed figures cannot use < > != (rounding may accuse in doubt):"
    " write <= or >=, or 精确(…)",
)
STRICT_NOT = Message(
    "“非”里面两边都是算出来的数，等于断言 < > !=（舍入可能造成误报）：去掉“非”，或者用 精确(…)",
    "a comparison of computed figures under 非 asserts < > != (rounding may accuse in doubt):"
    " do without 非, or use 精确(…)",
)
EMPTY_TEXT = Message(
    '空白单元格不等于 ""：写 空白(…) 或 非 有(…)', 'no cell equals "": write 空白(…) or 非 有(…)'
)
SAME_SIDES = Message("两边是同一个值", "both sides are the same value")


def hidden(name: str) -> Message:
    """Warn that a column of an inner row hides a name further out."""
    return Message(
        f"这里的“{name}”是方括号（或函数）里那一行的；外面的写 本行.{name} 或 表单.{name}",
        f"{name!r} here is the inner row's, not the outer one: that is 本行.{name} or 表单.{name}",
    )


def no_part(name: str, known: Iterable[str]) -> Message:
    """Say that a row or target has no such part."""
    near = nearest(name, known)
    listed = "、".join(known)
    if near.zh:
        return Message(f"没有“.{name}”{near.zh}", f"there is no .{name}{near.en}")
    return Message(f"没有“.{name}”；有：{listed}", f"there is no .{name}; there are {listed}")


def no_figure(operator: str, kind: Type) -> Message:
    """Say that an operator wants figures, and how to get one."""
    name = called(kind)
    zh = f"“{operator}”要用在数上，却是{name.zh}"
    en = f"{operator} wants figures, found {name.en}"
    if kind.kind in WORDS:
        zh, en = f"{zh}；指标值的数写 .数，文字相连用 连", f"{en}; a target's number is .数"
    elif kind.kind in LISTS:
        zh, en = f"{zh}；一列数先用 合计", f"{en}; take 合计 (sum) of a list"
    return Message(zh, en)
