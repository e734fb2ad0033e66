"""Writes a tree as text again: one way of writing, with no brackets that are not needed."""

from perfcheck.lang.lexer import KEYWORDS
from perfcheck.lang.nodes import (
    Call,
    Compare,
    Index,
    Items,
    Join,
    Literal,
    Name,
    Node,
    Part,
    Quoted,
    Sign,
)

_POWERS = {"或": 1, "且": 2, "+": 5, "-": 5, "*": 6, "/": 6}
_NOT, _COMPARE, _NEGATE, _ATOM = 3, 4, 7, 8


def show(node: Node) -> str:
    """Return the expression; parsing it again gives the same tree.

    >>> from perfcheck.lang.parser import parse
    >>> show(parse("(sum(x.y))<=(3万元) and not(a==b)"))
    '合计(x.y) <= 3万元 且 非 a == b'
    """
    return _show(node, 0)


def _show(node: Node, power: int) -> str:
    text = _text(node)
    return f"({text})" if _power(node) < power else text


def _power(node: Node) -> int:
    match node:
        case Join():
            return _POWERS[node.operator]
        case Compare():
            return _COMPARE
        case Sign():
            return _NOT if node.operator == "非" else _NEGATE
        case _:
            return _ATOM


def _text(node: Node) -> str:
    match node:
        case Literal():
            return node.digits + node.unit
        case Quoted():
            return _quoted(node.text)
        case Name():
            return _name(node.name)
        case Part():
            return f"{_show(node.base, _ATOM)}.{_name(node.name)}"
        case Index():
            return f"{_show(node.base, _ATOM)}[{_show(node.key, 0)}]"
        case Call():
            return f"{node.function}({_list(node.arguments)})"
        case Items():
            return f"{{{_list(node.items)}}}"
        case Sign():
            space = " " if node.operator == "非" else ""
            return f"{node.operator}{space}{_show(node.operand, _power(node))}"
        case Join():
            own = _power(node)
            left, right = _show(node.left, own), _show(node.right, own + 1)
            return f"{left} {node.operator} {right}"
        case Compare():
            sides = [_show(operand, _COMPARE + 1) for operand in node.operands]
            links = (f" {o} {s}" for o, s in zip(node.operators, sides[1:], strict=True))
            return sides[0] + "".join(links)


def _list(nodes: tuple[Node, ...]) -> str:
    return ", ".join(_show(node, 0) for node in nodes)


def _name(name: str) -> str:
    plain = name.replace("_", "a").isalnum() and not name[0].isdigit() and name not in KEYWORDS
    return name if plain else f"【{name}】"


def _quoted(text: str) -> str:
    for opening, closing in ('""', "''", "“”", "‘’"):
        if closing not in text:
            return f"{opening}{text}{closing}"
    raise ValueError("a text with every kind of quotation mark cannot be written")
