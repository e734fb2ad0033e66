"""Turns a parsed expression into the source of a Python function, and runs such source."""

from collections.abc import Callable
from functools import lru_cache
from itertools import zip_longest
from typing import Any, NamedTuple

from perfcheck.lang.functions import Function, function_named
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
    is_truth,
)
from perfcheck.lang.parser import parse
from perfcheck.lang.scope import Log, Scope

_COMPARISONS = {
    "==": "equal",
    "!=": "unequal",
    "<": "below",
    "<=": "at_most",
    ">": "above",
    ">=": "at_least",
    "属于": "member",
}
_ARITHMETIC = {"+": "plus", "-": "minus", "*": "times", "/": "over"}


class Compiled(NamedTuple):
    """An expression ready to run: `function(scope, log)` gives its value."""

    text: str
    node: Node
    function: Callable[[Scope, Log], Any]


@lru_cache(maxsize=1024)
def compile_expression(text: str) -> Compiled:
    """Parse and compile one expression; raises RuleError where it cannot be read."""
    node = parse(text)
    return Compiled(text, node, compile_node(node))


@lru_cache(maxsize=1024)
def compile_node(node: Node) -> Callable[[Scope, Log], Any]:
    """Compile a tree, or a part of one."""
    names = dict(_runtime())
    exec(emit(node, "expression"), names)
    function: Callable[[Scope, Log], Any] = names["expression"]
    return function


@lru_cache(maxsize=1)
def _runtime() -> dict[str, Any]:
    from perfcheck.lang import runtime

    return {name: getattr(runtime, name) for name in runtime.__all__}


def emit(node: Node, name: str) -> str:
    """Return the source of `def name(s, log)`; it needs the names of perfcheck.lang.runtime.

    >>> from perfcheck.lang.parser import parse
    >>> print(emit(parse("甲 <= 5%"), "f"), end="")
    def f(s, log, k0=literal('5', '%')):
        return at_most(2, s['甲'], k0, s, log)
    """
    writer = Writer()
    value = writer.write(node)
    return f"def {name}(s, log{writer.given()}):\n    return {value}\n"


class Writer:
    """The constants and temporary names of one function while it is written."""

    __slots__ = ("constants", "temporaries")

    log = "log"

    def __init__(self) -> None:
        self.constants: dict[str, str] = {}
        self.temporaries = 0

    def given(self) -> str:
        """The constants as parameters of the function."""
        return "".join(f", {constant}={made}" for made, constant in self.constants.items())

    def write(self, node: Node) -> str:
        match node:
            case Name():
                return f"s[{node.name!r}]"
            case Part(base=Name(name=column)):
                return f"s[{column!r}, {node.name!r}]"
            case Part():
                return f"part({self.write(node.base)}, {node.name!r})"
            case Literal():
                return self.constant(f"literal({node.digits!r}, {node.unit!r})")
            case Quoted():
                return self.constant(f"Text({node.text!r})")
            case Compare():
                return self.chain(node)
            case Join():
                return self.join(node)
            case Sign():
                helper = "negative" if node.operator == "-" else "opposite"
                return f"{helper}({self.write(node.operand)})"
            case Index():
                return self.index(node)
            case Items():
                return self.items(node.items)
            case Call():
                return self.call(node)

    def constant(self, made: str) -> str:
        return self.constants.setdefault(made, f"k{len(self.constants)}")

    def temporary(self) -> str:
        self.temporaries += 1
        return f"t{self.temporaries}"

    def join(self, node: Join) -> str:
        left, right = self.write(node.left), self.write(node.right)
        if node.operator in _ARITHMETIC:
            return f"{_ARITHMETIC[node.operator]}({left}, {right})"
        return self.connected(node.operator, left, right)

    def connected(self, operator: str, left: str, right: str) -> str:
        end, helper = ("False", "both") if operator == "且" else ("True", "either")
        kept = self.temporary()
        return f"({end} if ({kept} := {left}) is {end} else {helper}({kept}, {right}))"

    def chain(self, node: Compare) -> str:
        """a <= b <= c is (a <= b) 且 (b <= c), where b is read once."""
        written = [self.write(operand) for operand in node.operands]
        links = []
        last = len(node.operators) - 1
        left = written[0]
        for i, operator in enumerate(node.operators):
            right = written[i + 1]
            shared = self.temporary() if i < last else ""
            if shared:
                right = f"({shared} := {right})"
            given = f"{node.places[i]}, {left}, {right}, s, {self.log}"
            links.append(f"{_COMPARISONS[operator]}({given})")
            left = shared
        result = links[-1]
        for link in reversed(links[:-1]):
            result = self.connected("且", link, result)
        return result

    def index(self, node: Index) -> str:
        base = self.write(node.base)
        if is_truth(node.key):
            return f"where({base}, {self.condition(node.key)}, s)"
        return f"entry({base}, {self.write(node.key)}, s)"

    def items(self, items: tuple[Node, ...]) -> str:
        if items and all(isinstance(item, Quoted) for item in items):
            words = sorted({item.text for item in items if isinstance(item, Quoted)})
            return self.constant(f"frozenset({words!r})")
        return f"({''.join(self.write(item) + ', ' for item in items)})"

    def call(self, node: Call) -> str:
        if node.function == "若":
            return self.conditional(node.arguments)
        function = function_named(node.function)
        assert function is not None, "the parser lets no other function pass"
        written = [
            self.condition(argument) if parameter in ("condition", "key") else self.write(argument)
            for argument, parameter in zip_longest(node.arguments, function.parameters)
            if argument is not None
        ]
        return self.called(function, written, node.start)

    def condition(self, node: Node) -> str:
        """A function of the scopes of rows: what is asked of them, one answer after the other."""
        return f"lambda rows: ({self.write(node)} for s in rows)"

    def called(self, function: Function, written: list[str], place: int) -> str:
        lazy = "condition" in function.parameters or "key" in function.parameters
        if lazy or function.name == "共词":
            written.append("s")
        elif function.result == "truth":
            written = [str(place), *written, "s", self.log]
        code = function.code
        called = f"late({code[1:]!r})" if code.startswith(".") else code
        return f"{called}({', '.join(written)})"

    def conditional(self, arguments: tuple[Node, ...]) -> str:
        condition, one, other = map(self.write, arguments)
        kept = self.temporary()
        chosen = f"{other} if {kept} is False else {kept}"
        return f"({one} if ({kept} := {condition}) is True else {chosen})"
