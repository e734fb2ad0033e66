"""What tests that are written out in place of a call are made of."""

from typing import NamedTuple

from perfcheck.lang.lists import KINDS
from perfcheck.lang.nodes import Call, Items, Node, Part, Quoted
from perfcheck.lang.words import plain

KIND_OF = {said: kind for kind, said in KINDS.items()}
# What finds a slip in a text, as text → what was found, or "".
SLIPS = {
    "落单": "unpaired",
    "断号": "number_gap",
    "重句": "repeated_sentence",
    "叠词": "doubled_word",
    "错词": "wrong_word",
}
SIGNS = frozenset(("==", "!=", "<", "<=", ">", ">="))
ENDS = {"开头": "startswith", "结尾": "endswith"}
_TEXT_PARTS = frozenset(("文", "单位", "符号", "类"))


class Kept(NamedTuple):
    """In place of a node: the temporary name that holds its value already."""

    name: str


class Test(NamedTuple):
    """A test written out: `quick` where a value is `given` for which it is made, else the `rest`.

    All three are source; `quick` is yes or no.
    """

    quick: str
    given: str
    rest: str

    def whole(self) -> str:
        """The test as one expression."""
        return f"({self.quick} if {self.given} else {self.rest})"

    def opposite(self) -> "Test":
        """The test of 非."""
        return Test(f"not ({self.quick})", self.given, f"opposite({self.rest})")


def written_out(node: Node) -> tuple[str, ...]:
    """The words that a rule spells out, as they are compared; none where it names a list."""
    given = node.items if isinstance(node, Items) else (node,)
    words = {plain(each.text) for each in given if isinstance(each, Quoted)}
    return tuple(sorted(words)) if all(isinstance(each, Quoted) for each in given) else ()


def is_text(node: Node) -> bool:
    """Whether a node gives a text by its form alone, if it gives anything."""
    match node:
        case Part(name=name):
            return name in _TEXT_PARTS
        case Call(function="规范" | "摘取"):
            return True
        case Call(function="缺省", arguments=(_, Quoted())):
            return True
    return False
