"""Turns an expression into the source of a function that keeps no log: the quick way to its value.

It gives the same value as perfcheck.lang.compiler does (tests/test_quick.py holds the two
together), with what rules ask most often written out in place of a call. Where an assertion fails,
the other way is gone once more to explain it.
"""

from typing import NamedTuple, cast

from perfcheck.lang.compiler import Writer
from perfcheck.lang.lists import KINDS
from perfcheck.lang.nodes import Call, Compare, Join, Literal, Name, Node, Part, Quoted, Sign
from perfcheck.lang.scope import OF_ONE
from perfcheck.lang.words import plain

_KINDS = {said: kind for kind, said in KINDS.items()}
# What finds a slip in a text, as text → what was found, or "".
SLIPS = {
    "落单": "unpaired",
    "断号": "number_gap",
    "重句": "repeated_sentence",
    "叠词": "doubled_word",
    "错词": "wrong_word",
}
_SIGNS = frozenset(("==", "!=", "<", "<=", ">", ">="))
_AMONG = {"包含": "holds", "开头": "opens", "结尾": "closes"}
_WORD = {
    "包含": "{word!r} in plain({kept}.text)",
    "开头": "plain({kept}.text).startswith({word!r})",
    "结尾": "plain({kept}.text).endswith({word!r})",
}


class _Kept(NamedTuple):
    """In place of a node: the temporary name that holds its value already."""

    name: str


def emit_quick(node: Node, name: str) -> str:
    """Return the source of `def name(s, log)`; it needs the names of perfcheck.lang.runtime.

    >>> from perfcheck.lang.parser import parse
    >>> print(emit_quick(parse("有(甲)"), "f"), end="")
    def f(s, log):
        return (True if type(t1 := s['甲']) in FILLED else has(0, t1, s, None))
    """
    writer = _Quick()
    body = writer.body(node)
    constants = "".join(f", {constant}={made}" for made, constant in writer.constants.items())
    return f"def {name}(s, log{constants}):\n{body}"


class _Quick(Writer):
    """Writes the commonest tests in place; all else is called as ever, without a log."""

    __slots__ = ()

    log = "None"

    def body(self, node: Node) -> str:
        """The lines of the function: a chain of 且 is left at the first no."""
        parts = _chain(node)
        if len(parts) == 1:
            return f"    return {self.write(node)}\n"
        lines = ["    m = None\n"]
        for part in parts:
            kept = self.temporary()
            lines += (
                f"    {kept} = {self.write(part)}\n",
                f"    if {kept} is False: return False\n",
                f"    if {kept} is not True: m = m or {kept}\n",
            )
        return "".join((*lines, "    return m or True\n"))

    def write(self, node: Node) -> str:
        match node:
            case _Kept():
                return node.name
            case Sign(operator="非"):
                kept, said = self.temporary(), self.write(node.operand)
                no = f"False if {kept} is True else {kept}"
                return f"(True if ({kept} := {said}) is False else {no})"
            case Compare(operators=("==" | "!=",), operands=(_, Quoted())):
                return self.same(node)
            case Compare(operators=("属于",)):
                return self.among(node)
            case Call(function="有" | "空白", arguments=(_,)):
                return self.there(node)
            case Call(function="匹配", arguments=(said, Quoted(text=pattern))):
                kept = self.temporary()
                found = f"compiled({pattern!r}).search({kept}.text) is not None"
                return self.chosen(found, kept, said, self.left(node, kept))
            case Call(function="包含" | "开头" | "结尾"):
                return self.held(node)
            case Call(function=function, arguments=(Name(name=name),)) if function in OF_ONE:
                return f"s[{name!r}, {function!r}, 0]"
            case Compare(operators=(sign,), operands=(Call(function="个数"), Literal(unit=""))):
                return self.counted(node, sign)
            case Call(function="缺省", arguments=(said, _)):
                kept = self.temporary()
                rest = self.left(node, kept)
                return f"({kept} if type({kept} := {self.write(said)}) is not Missing else {rest})"
        return super().write(node)

    def left(self, node: Call | Compare, kept: str) -> str:
        """The call as ever, for values of other types: its first operand is at hand already."""
        first = cast(Node, _Kept(kept))
        if isinstance(node, Call):
            return super().write(node._replace(arguments=(first, *node.arguments[1:])))
        return super().write(node._replace(operands=(first, *node.operands[1:])))

    def chosen(self, quick: str, kept: str, said: Node, rest: str) -> str:
        return f"({quick} if type({kept} := {self.write(said)}) in TEXTS else {rest})"

    def same(self, node: Compare) -> str:
        """A text against a word."""
        sign, (said, word) = node.operators[0], node.operands
        assert isinstance(word, Quoted)
        kept = self.temporary()
        if isinstance(said, Part) and said.name == "类" and word.text in _KINDS:
            whole = self.left(node, f"part({kept}, '类')")
            test = f"{kept}.kind {sign} {_KINDS[word.text]!r}"
            return f"({test} if type({kept} := {self.write(said.base)}) is Target else {whole})"
        test = f"plain({kept}.text) {sign} {plain(word.text)!r}"
        return self.chosen(test, kept, said, self.left(node, kept))

    def counted(self, node: Compare, sign: str) -> str:
        """The number of rows of a list against a figure."""
        asked, figure = node.operands
        assert isinstance(asked, Call) and isinstance(figure, Literal)
        kept = self.temporary()
        counted = asked._replace(arguments=(cast(Node, _Kept(kept)),))
        rest = super().write(node._replace(operands=(counted, figure)))
        listed = f"type({kept} := {self.write(asked.arguments[0])}) is tuple"
        rows = f"{listed} and {kept} and type({kept}[0]) is Row"
        if sign not in _SIGNS or not figure.digits.isdigit() or len(asked.arguments) > 1:
            return super().write(node)
        return f"(len({kept}) {sign} {int(figure.digits)} if {rows} else {rest})"

    def among(self, node: Compare) -> str:
        """A text among the words of a set."""
        kept, words = self.temporary(), self.temporary()
        said, given = node.operands
        return (
            f"(plain({kept}.text) in plain_words({words}) if type({kept} := {self.write(said)}) in"
            f" TEXTS and type({words} := {self.write(given)}) is frozenset"
            f" else {self.left(node, kept)})"
        )

    def there(self, node: Call) -> str:
        """Whether a value, or a stretch of a text, is there."""
        asked, kept = node.arguments[0], self.temporary()
        yes = node.function == "有"
        match asked:
            case Call(function="摘取", arguments=(said, Quoted(text=pattern))):
                sign = "is not" if yes else "is"
                test = f"compiled({pattern!r}).search({kept}.text) {sign} None"
                inner = asked._replace(arguments=(cast(Node, _Kept(kept)), asked.arguments[1]))
                rest = super().write(node._replace(arguments=(inner,)))
                return self.chosen(test, kept, said, rest)
            case Call(function=name, arguments=(said, *lists)) if name in SLIPS and not yes:
                return self.sound(node, asked, said, lists)
        rest = self.left(node, kept)
        return f"({yes} if type({kept} := {self.write(asked)}) in FILLED else {rest})"

    def sound(self, node: Call, asked: Call, said: Node, lists: list[Node]) -> str:
        """Whether a text has none of the slips that a function looks for."""
        kept = self.temporary()
        given = [self.temporary() for _ in lists]
        known = "".join(
            f" and type({name} := {self.write(words)}) in WORDS"
            for name, words in zip(given, lists, strict=True)
        )
        inner = asked._replace(arguments=(cast(Node, _Kept(kept)), *lists))
        rest = super().write(node._replace(arguments=(inner,)))
        found = f"late({SLIPS[asked.function]!r})({', '.join((f'{kept}.text', *given))})"
        return f"(not {found} if type({kept} := {self.write(said)}) in TEXTS{known} else {rest})"

    def held(self, node: Call) -> str:
        """Whether a text holds one word, or one of the words of a set."""
        said, words = node.arguments
        kept = self.temporary()
        if isinstance(words, Quoted):
            test = _WORD[node.function].format(word=plain(words.text), kept=kept)
            return self.chosen(test, kept, said, self.left(node, kept))
        given = self.temporary()
        return (
            f"({_AMONG[node.function]}(plain({kept}.text), plain_words({given}))"
            f" if type({kept} := {self.write(said)}) in TEXTS"
            f" and type({given} := {self.write(words)}) is frozenset else {self.left(node, kept)})"
        )


def _chain(node: Node) -> list[Node]:
    """The parts of a chain of 且, in order."""
    if isinstance(node, Join) and node.operator == "且":
        return [*_chain(node.left), *_chain(node.right)]
    return [node]
