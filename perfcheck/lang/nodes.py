"""The parts of a parsed expression; each knows where it stands in the text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from perfcheck.lang.functions import function_named

if not TYPE_CHECKING:
    Node = Any  # till all its sorts are there; their names alone would have to be compiled

LONGEST = 500
DEEPEST = 40


class Literal(NamedTuple):
    """A figure as written: its digits and its unit (万元, %, … or none)."""

    digits: str
    unit: str
    start: int
    end: int


class Quoted(NamedTuple):
    """A text in quotes."""

    text: str
    start: int
    end: int


class Name(NamedTuple):
    """A name that the scope resolves."""

    name: str
    start: int
    end: int


class Part(NamedTuple):
    """`base.name`: a field of a row, of every row of a list, or a part of a target."""

    base: Node
    name: str
    start: int
    end: int


class Index(NamedTuple):
    """`base[key]`: a filter, a row by its key, or the n-th row."""

    base: Node
    key: Node
    start: int
    end: int


class Call(NamedTuple):
    """A function by its Chinese name, with its arguments."""

    function: str
    arguments: tuple[Node, ...]
    start: int
    end: int


class Items(NamedTuple):
    """`{a, b}`: a list or set written out."""

    items: tuple[Node, ...]
    start: int
    end: int


class Sign(NamedTuple):
    """`-x` or `非 x`."""

    operator: str
    operand: Node
    start: int
    end: int


class Join(NamedTuple):
    """Two operands joined by one of + - * / 且 或."""

    operator: str
    left: Node
    right: Node
    start: int
    end: int


class Compare(NamedTuple):
    """A chain of comparisons: one operator, and its place, between each two operands."""

    operators: tuple[str, ...]
    operands: tuple[Node, ...]
    places: tuple[int, ...]
    start: int
    end: int


Node: TypeAlias = Literal | Quoted | Name | Part | Index | Call | Items | Sign | Join | Compare


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right below `node`, in the order of the text."""
    match node:
        case Part():
            return (node.base,)
        case Index():
            return (node.base, node.key)
        case Call():
            return node.arguments
        case Items():
            return node.items
        case Sign():
            return (node.operand,)
        case Join():
            return (node.left, node.right)
        case Compare():
            return node.operands
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, outer before inner, left before right."""
    yield node
    for child in children(node):
        yield from walk(child)


def depth(node: Node) -> int:
    """How many levels the tree has."""
    return 1 + max(map(depth, children(node)), default=0)


def bare(node: Node) -> Any:
    """The node without places, to compare what two texts mean."""
    below = tuple(map(bare, children(node)))
    match node:
        case Literal():
            return ("literal", node.digits, node.unit)
        case Quoted():
            return ("text", node.text)
        case Name():
            return ("name", node.name)
        case Part():
            return ("part", node.name, below)
        case Call():
            return ("call", node.function, below)
        case Sign() | Join():
            return (node.operator, below)
        case Compare():
            return (node.operators, below)
        case _:
            return (type(node).__name__, below)


def is_truth(node: Node) -> bool:
    """Whether the node is a condition by its form alone, so that `[…]` with it is a filter."""
    match node:
        case Compare():
            return True
        case Sign():
            return node.operator == "非"
        case Join():
            return node.operator in "且或"
        case Call(function="若"):
            return len(node.arguments) == 3 and is_truth(node.arguments[1])
        case Call():
            function = function_named(node.function)
            return function is not None and function.result == "truth"
        case _:
            return False


def is_filter(node: Node) -> bool:
    """Whether a list is a selection, so that it may well be empty (an `each` is then no doubt)."""
    match node:
        case Index():
            return is_truth(node.key) or is_filter(node.base)
        case Part():
            return is_filter(node.base)
        case Call():
            chosen = node.function in ("两两", "对应", "年份", "数字")
            return chosen or any(map(is_filter, node.arguments[:1]))
        case _:
            return False


def rounding_decides(node: Node) -> bool:
    """Whether the node rests on a comparison that rounded figures may pass by their intervals."""
    return any(
        _is_loose(each)
        and not (len(children(each)) == 2 and any(isinstance(at, Quoted) for at in children(each)))
        for each, _ in deciding(node, True)
    )


def compares(node: Node) -> bool:
    """Whether the node holds a comparison in which rounded figures may stand, wherever it is."""
    return any(map(_is_loose, walk(node)))


def _is_loose(node: Node) -> bool:
    return (
        isinstance(node, Compare)
        and not {"==", "<=", ">="}.isdisjoint(node.operators)
        and not all(map(_never_rounded, node.operands))
    )


def deciding(node: Node, positive: bool) -> Iterator[tuple[Node, bool]]:
    """The comparisons and tests that an outcome rests on, each with whether its yes speaks for it.

    Of the rows of which one says yes (or of those of which one says no), none decides alone.
    """
    match node:
        case Sign(operator="非"):
            yield from deciding(node.operand, not positive)
        case Join(operator="且" | "或"):
            yield from deciding(node.left, positive)
            yield from deciding(node.right, positive)
        case Call(function="每个" | "存在"):
            if positive == (node.function == "每个"):
                yield from deciding(node.arguments[1], positive)
        case Call(function="若"):
            yield from deciding(node.arguments[1], positive)
            yield from deciding(node.arguments[2], positive)
        case Compare() | Call():
            yield node, positive


# Parts of a target: texts, and figures that are exact.
_STIPULATED = frozenset(("数", "年", "月", "日", "类", "单位", "文", "符号"))
# What these give is no figure, or an exact one.
_EXACT = frozenset(
    ("个数", "长度", "精确", "相似", "规范", "单位", "摘取", "连", "共词", "条数", "断号", "叠词")
)


def _never_rounded(node: Node) -> bool:
    """Whether a side is a text, or a figure that is stipulated (of a target) or counted."""
    match node:
        case Literal() | Quoted():
            return True
        case Part():
            return node.name in _STIPULATED
        case Call(function="缺省", arguments=(value, _)):
            return _never_rounded(value)
        case Call(function=function):
            return function in _EXACT
        case Join(operator="*" | "/" | "+" | "-", left=left, right=right):
            return _never_rounded(left) and _never_rounded(right)
    return False


def is_path(node: Node) -> bool:
    """Whether the node names something of the form, so that a finding can stand there."""
    match node:
        case Name():
            return True
        case Part():
            return is_path(node.base)
        case Index():
            return is_path(node.base)
        case _:
            return False


def same_rows(node: Node) -> tuple[Node, ...]:
    """The children whose names mean the same row as the node's own."""
    match node:
        case Index() if is_truth(node.key):
            return (node.base,)
        case Call(function="每个" | "存在" | "分组" | "对应"):
            return node.arguments[::2]
        case _:
            return children(node)
