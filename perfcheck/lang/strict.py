"""Finds assertions that rounding would make accuse in doubt (language: Rounding)."""

from collections.abc import Callable, Iterator

from perfcheck.lang import problems
from perfcheck.lang.nodes import Call, Compare, Join, Literal, Node, Sign, is_path
from perfcheck.messages import Message

_STRICT = frozenset(("<", ">", "!="))


def strict_comparisons(
    node: Node, is_figure: Callable[[Node], bool]
) -> Iterator[tuple[Node, Message]]:
    """The comparisons of an assertion that hold only beyond rounding, between computed figures.

    A side that is a single field, 精确(…) or zero takes the doubt away (a printed zero is exact).
    """
    yield from _strict(node, is_figure, True)


def _strict(
    node: Node, is_figure: Callable[[Node], bool], positive: bool
) -> Iterator[tuple[Node, Message]]:
    match node:
        case Sign(operator="非"):
            yield from _strict(node.operand, is_figure, not positive)
        case Join(operator="且" | "或"):
            yield from _strict(node.left, is_figure, positive)
            yield from _strict(node.right, is_figure, positive)
        case Call(function="若", arguments=(_, one, other)):
            yield from _strict(one, is_figure, positive)
            yield from _strict(other, is_figure, positive)
        case Compare():
            yield from _links(node, is_figure, positive)


def _links(
    node: Compare, is_figure: Callable[[Node], bool], positive: bool
) -> Iterator[tuple[Node, Message]]:
    for i, operator in enumerate(node.operators):
        sides = node.operands[i : i + 2]
        if operator == "属于" or (operator in _STRICT) != positive:
            continue
        if any(map(_settled, sides)) or not all(map(is_figure, sides)):
            continue
        stretch = node._replace(start=sides[0].start, end=sides[1].end)
        yield stretch, problems.STRICT if positive else problems.STRICT_NOT


def _settled(node: Node) -> bool:
    if isinstance(node, Literal):
        return not node.digits.strip("0.")
    return is_path(node) or (isinstance(node, Call) and node.function == "精确")
