"""Turns an expression into the source of a function that keeps no log: the quick way to its value.

It gives the same value as perfcheck.lang.compiler does (tests/test_quick.py holds the two
together), with what rules ask most often written out in place of a call. Where an assertion fails,
the other way is gone once more to explain it.
"""

from typing import cast

from perfcheck.lang.compiler import Writer
from perfcheck.lang.nodes import (
    Call,
    Compare,
    Items,
    Literal,
    Name,
    Node,
    Part,
    Quoted,
    Sign,
    walk,
)
from perfcheck.lang.scope import OF_ONE
from perfcheck.lang.words import FEW, plain
from perfcheck.lang.writtenout import (
    ENDS,
    KIND_OF,
    SIGNS,
    SLIPS,
    Kept,
    Test,
    is_text,
    written_out,
)


def emit_quick(node: Node, name: str) -> str:
    """Return the source of `def name(s, log)`; it needs the names of perfcheck.lang.runtime.

    >>> from perfcheck.lang.parser import parse
    >>> print(emit_quick(parse("有(甲)"), "f"), end="")
    def f(s, log):
        return (True if type(t1 := s['甲']) in FILLED else has(0, t1, s, None))
    """
    writer = Quick()
    value = writer.write(node)
    return f"def {name}(s, log{writer.given()}):\n    return {value}\n"


class Quick(Writer):
    """Writes the commonest tests in place; all else is called as ever, without a log.

    `kept` names, for each list whose rows are asked something, the innermost last, what is the
    same for all of them; `rare` tells that what is written is for values that few rows have.
    """

    __slots__ = ("kept", "rare")

    log = "None"

    def __init__(self, *kept: dict[str, str]) -> None:
        super().__init__()
        self.kept = [*kept]
        self.rare = False

    def constant(self, made: str) -> str:
        """A constant takes its time when the rules are loaded: what is rare makes its own."""
        return made if self.rare else super().constant(made)

    def once(self, made: str) -> tuple[str, str]:
        """What is the same for all rows, made when the first asks for it; and its name."""
        if not self.kept:
            name = self.temporary()
            return f"({name} := {made})", name
        name = self.kept[-1].get(made) or self.temporary()
        self.kept[-1][made] = name
        return f"({name} or ({name} := {made}))", name

    def condition(self, node: Node) -> str:
        self.kept.append({})
        written = self.write(node)
        kept = "".join(f", {name}=None" for name in self.kept.pop().values())
        return f"lambda rows{kept}: ({written} for s in rows)"

    def write(self, node: Node) -> str:
        if test := self.test(node):
            return test.whole()
        match node:
            case Kept():
                return node.name
            case Sign(operator="非"):
                kept, said = self.temporary(), self.write(node.operand)
                no = f"False if {kept} is True else {kept}"
                return f"(True if ({kept} := {said}) is False else {no})"
            case Call(function=function, arguments=(Name(name=name),)) if function in OF_ONE:
                return f"s[{name!r}, {function!r}, 0]"
            case Call(function="存在" | "每个" | "合计") if len(self.kept) == 1:
                return self.settled(node)
            case Call(function="缺省", arguments=(said, other)):
                kept = self.temporary()
                rest = f"{self.write(other)} if {kept}.kind in EMPTY else {kept}"
                return f"({kept} if type({kept} := {self.write(said)}) is not Missing else {rest})"
        return super().write(node)

    def test(self, node: Node) -> Test | None:
        """The test that is written out in place of a call; None where there is none."""
        match node:
            case Sign(operator="非"):
                test = self.test(node.operand)
                return test and test.opposite()
            case Compare(operators=("==" | "!=",), operands=(_, Quoted())):
                return self.same(node)
            case Compare(operators=("属于",)):
                return self.among(node)
            case Call(function="有" | "空白", arguments=(_,)):
                return self.there(node)
            case Call(function="匹配", arguments=(said, Quoted(text=pattern))):
                kept = self.temporary()
                found = f"{self.search(pattern, kept)} is not None"
                return self.chosen(found, kept, said, self.left(node, kept))
            case Call(function="包含" | "开头" | "结尾"):
                return self.held(node)
            case Compare(
                operators=(sign,), operands=(Call(function="个数" | "长度"), Literal(unit=""))
            ):
                return self.counted(node, sign)
            case Compare(operators=("==" | "!=",), operands=(one, other)):
                return self.alike(node) if is_text(one) or is_text(other) else None
        return None

    def settled(self, node: Call) -> str:
        """What is asked of another list: once for all rows, where no row has a part in it."""
        written = super().write(node)
        rows, *names = (each.name for each in walk(node) if isinstance(each, Name))
        match node.arguments[0]:
            case Name(name=name) | Part(base=Name(name=name)) if name == rows:
                said, kept = self.temporary(), self.temporary()
                self.kept[0][f"settled {kept}"] = kept
                given = f"({said} := {written}), s, {(rows, *names)!r}"
                found = f"({kept} := settled({given}))"
                return f"({kept} if {kept} is not None else {said} if {found} is None else {kept})"
        return written

    def connected(self, operator: str, left: str, right: str) -> str:
        """且 and 或: the right side is asked where the left does not decide."""
        end, goes_on = ("False", "True") if operator == "且" else ("True", "False")
        one, other = self.temporary(), self.temporary()
        rest = f"{other} if ({other} := {right}) is {end} or {one} is {goes_on} else {one}"
        return f"({end} if ({one} := {left}) is {end} else {rest})"

    def left(self, node: Call | Compare, kept: str) -> str:
        """The call as ever, for values of other types: its first operand is at hand already."""
        first = cast(Node, Kept(kept))
        if isinstance(node, Call):
            return self.as_ever(node._replace(arguments=(first, *node.arguments[1:])))
        return self.as_ever(node._replace(operands=(first, *node.operands[1:])))

    def as_ever(self, node: Node) -> str:
        """The call that is made for values of which the quick test does not know."""
        before, self.rare = self.rare, True
        written = super().write(node)
        self.rare = before
        return written

    def chosen(self, quick: str, kept: str, said: Node, rest: str, given: str = "") -> Test:
        """The quick test of a text, where words too are `given`; the rest for other values."""
        words = f" and {given}" if given else ""
        return Test(quick, f"type({kept} := {self.write(said)}) in TEXTS{words}", rest)

    def made(self, maker: str, words: Node) -> tuple[str, str]:
        """What is made of the words of a set, nothing of other values; and its name."""
        written = f"{maker}({self.write(words)})"
        if isinstance(words, Name):
            return self.once(written if not self.kept else f"s.row and {written}")
        name = self.temporary()
        return f"({name} := {written})", name

    def search(self, pattern: str, kept: str) -> str:
        """The place where a regular expression fits the text that is kept, or None."""
        made = f"compiled({pattern!r}).search"
        search = self.once(made)[0] if self.kept else made
        return f"{search}({kept}.text)"

    def same(self, node: Compare) -> Test:
        """A text against a word."""
        sign, (said, word) = node.operators[0], node.operands
        assert isinstance(word, Quoted)
        kept = self.temporary()
        if isinstance(said, Part) and said.name == "类" and word.text in KIND_OF:
            whole = self.left(node, f"part({kept}, '类')")
            test = f"{kept}.kind {sign} {KIND_OF[word.text]!r}"
            return Test(test, f"type({kept} := {self.write(said.base)}) is Target", whole)
        test = f"plain({kept}.text) {sign} {plain(word.text)!r}"
        return self.chosen(test, kept, said, self.left(node, kept))

    def alike(self, node: Compare) -> Test:
        """Two texts against each other."""
        one, other = self.temporary(), self.temporary()
        given = f"type({other} := {self.write(node.operands[1])}) in TEXTS"
        test = f"plain({one}.text) {node.operators[0]} plain({other}.text)"
        return self.chosen(test, one, node.operands[0], self.left(node, one), given)

    def counted(self, node: Compare, sign: str) -> Test | None:
        """The number of rows of a list, or of signs of a text, against a figure."""
        asked, figure = node.operands
        assert isinstance(asked, Call) and isinstance(figure, Literal)
        if sign not in SIGNS or not figure.digits.isdigit() or len(asked.arguments) > 1:
            return None
        kept = self.temporary()
        counted = asked._replace(arguments=(cast(Node, Kept(kept)),))
        rest = self.as_ever(node._replace(operands=(counted, figure)))
        if asked.function == "长度":
            signs = f"len(''.join({kept}.text.split()))"
            return self.chosen(
                f"{signs} {sign} {int(figure.digits)}", kept, asked.arguments[0], rest
            )
        listed = f"type({kept} := {self.write(asked.arguments[0])}) is tuple"
        rows = f"{listed} and {kept} and type({kept}[0]) is Row"
        return Test(f"len({kept}) {sign} {int(figure.digits)}", rows, rest)

    def among(self, node: Compare) -> Test:
        """A text among the words of a set."""
        said, given = node.operands
        kept = self.temporary()
        rest = self.left(node, kept)
        if isinstance(given, Items) and (words := written_out(given)):
            test = f"plain({kept}.text) in {{{', '.join(map(repr, words))}}}"
            return self.chosen(test, kept, said, rest)
        words_of, name = self.made("word_set", given)
        return self.chosen(f"plain({kept}.text) in {name}", kept, said, rest, words_of)

    def there(self, node: Call) -> Test:
        """Whether a value, or a stretch of a text, is there."""
        asked, kept = node.arguments[0], self.temporary()
        yes = node.function == "有"
        match asked:
            case Call(function="摘取", arguments=(said, Quoted(text=pattern))):
                test = f"{self.search(pattern, kept)} {'is not' if yes else 'is'} None"
                inner = asked._replace(arguments=(cast(Node, Kept(kept)), asked.arguments[1]))
                rest = self.as_ever(node._replace(arguments=(inner,)))
                return self.chosen(test, kept, said, rest)
            case Call(function=name, arguments=(said, *lists)) if name in SLIPS and not yes:
                if all(isinstance(each, Name) for each in lists):
                    return self.sound(node, asked, said, lists)
        rest = self.left(node, kept)
        return Test(f"{yes}", f"type({kept} := {self.write(asked)}) in FILLED", rest)

    def sound(self, node: Call, asked: Call, said: Node, lists: list[Node]) -> Test:
        """Whether a text has none of the slips that a function looks for."""
        kept = self.temporary()
        inner = asked._replace(arguments=(cast(Node, Kept(kept)), *lists))
        rest = self.as_ever(node._replace(arguments=(inner,)))
        made = ", ".join((repr(SLIPS[asked.function]), *map(self.write, lists)))
        find, name = self.once(f"slips({made})")
        return self.chosen(f"not {name}({kept}.text)", kept, said, rest, find)

    def held(self, node: Call) -> Test:
        """Whether a text holds one word, or one of the words of a set."""
        said, given = node.arguments
        kept = self.temporary()
        rest, end, text = self.left(node, kept), ENDS.get(node.function), f"plain({kept}.text)"
        if test := self.spelled_out(node, text):
            return self.chosen(test, kept, said, rest)
        if is_text(given):
            word = self.temporary()
            test = f"{text}.{end}(plain({word}.text))" if end else f"plain({word}.text) in {text}"
            one = f"type({word} := {self.write(given)}) in TEXTS"
            return self.chosen(test, kept, said, rest, one)
        words_of, name = self.made("word_list" if end else "word_set", given)
        test = f"{text}.{end}({name})" if end else f"holds({text}, {name})"
        return self.chosen(test, kept, said, rest, words_of)

    def spelled_out(self, node: Call, text: str) -> str:
        """Whether a text has one of the words that the rule spells out; empty where it does not."""
        words, end = written_out(node.arguments[1]), ENDS.get(node.function)
        if not words:
            return ""
        return f"{text}.{end}({words!r})" if end else self.holding(text, words)

    def holding(self, text: str, words: tuple[str, ...]) -> str:
        """Whether a text holds one of the words that the rule spells out."""
        if len(words) > FEW:
            return f"holds({text}, {self.constant(f'frozenset({list(words)!r})')})"
        if len(words) == 1:
            return f"{words[0]!r} in {text}"
        kept, (first, *others) = self.temporary(), words
        rest = "".join(f" or {word!r} in {kept}" for word in others)
        return f"({first!r} in ({kept} := {text}){rest})"
