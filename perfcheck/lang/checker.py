"""Checks an expression against the types of the names in force, all mistakes at once."""

from collections.abc import Mapping, Sequence
from typing import Literal as Choice

from perfcheck.lang import problems
from perfcheck.lang.calls import call_type
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
    bare,
    is_path,
    is_truth,
    same_rows,
)
from perfcheck.lang.problems import Problem
from perfcheck.lang.strict import strict_comparisons
from perfcheck.lang.types import (
    ANY,
    COUNT,
    LISTS,
    MONEY,
    NEVER,
    NUMBER,
    OPEN,
    PARTS,
    RATIO,
    TEXT,
    TRUTH,
    Type,
    comparable,
    is_numeric,
    is_words,
    item_of,
    joined_type,
    list_of,
    mapped,
    product,
    quotient,
)
from perfcheck.messages import Message

Names = Mapping[str, Type]
Role = Choice["value", "when", "assert", "each", "at"]

_UNITS = {"元": MONEY, "万元": MONEY, "亿元": MONEY, "%": RATIO, "‰": RATIO}
_A_TRUTH = Message("一个条件", "a condition")
_A_NUMBER = Message("一个数", "a figure")
_A_LIST = Message("若干行或一列值", "rows or a list")


def check(node: Node, scopes: Sequence[Names], role: Role = "value") -> tuple[Type, list[Problem]]:
    """Return the type of an expression and all that is wrong with it.

    `scopes` are the names in force, innermost first (the row of `each`, the form, the vocabulary);
    fixed names such as 本行 stand among them. `role` is what the rule uses the expression for.
    """
    checker = Checker(tuple(scopes))
    kind = checker.type_of(node)
    checker.require_role(node, kind, role)
    return kind, sorted(checker.problems, key=lambda problem: problem.offset)


class Checker:
    """The names in force while an expression is checked, and the problems found so far."""

    __slots__ = ("problems", "scopes")

    def __init__(self, scopes: tuple[Names, ...]) -> None:
        self.scopes = scopes
        self.problems: list[Problem] = []

    def report(self, node: Node, message: Message) -> Type:
        self.problems.append(Problem(node.start, node.end - node.start, message))
        return NEVER

    def warn(self, node: Node, message: Message) -> None:
        self.problems.append(Problem(node.start, node.end - node.start, message, "warning"))

    def require_role(self, node: Node, kind: Type, role: Role) -> None:
        if role in ("when", "assert"):
            self.require_truth(node, kind)
        elif role == "each" and kind.kind not in LISTS | OPEN:
            self.report(node, problems.expected(_A_LIST, kind))
        elif role == "at" and not is_path(node):
            self.report(
                node,
                Message("at 要写一个栏目或一行，如 行[2].名称", "at names a field or a row"),
            )
        if role == "assert":
            for compare, message in strict_comparisons(node, self.is_figure):
                self.report(compare, message)

    def is_figure(self, node: Node) -> bool:
        """Whether the node gives a figure; asked of a node that was checked already."""
        return is_numeric(Checker(self.scopes).type_of(node))

    def require_truth(self, node: Node, kind: Type) -> None:
        if kind.kind not in ("truth", "any", "never"):
            self.report(node, problems.expected(_A_TRUTH, kind))

    def type_of(self, node: Node) -> Type:
        match node:
            case Literal():
                zero = not node.unit and not node.digits.strip("0.")
                return NUMBER if zero else _UNITS.get(node.unit, COUNT)
            case Quoted():
                return TEXT
            case Name():
                return self.name(node)
            case Part():
                return self.part(node, self.type_of(node.base))
            case Index():
                return self.index(node)
            case Items():
                return self.items(node)
            case Sign():
                return self.sign(node)
            case Join():
                return self.join(node)
            case Compare():
                return self.compare(node)
            case Call():
                return call_type(self, node)

    def name(self, node: Name) -> Type:
        found = [names[node.name] for names in self.scopes if node.name in names]
        if not found:
            known = [name for names in self.scopes for name in names]
            return self.report(node, problems.unknown_name(node.name, known))
        return found[0]

    def inside(self, row: Type, node: Node) -> Type:
        """The type of a condition or key about the items of a list."""
        item = item_of(row)
        columns: Names = item.columns or {} if item.kind == "row" else {"值": item}
        outer = self.scopes
        if item.kind in OPEN:
            columns = {}
        self.scopes = (columns, *outer)
        kind = self.type_of(node)
        self.warn_hidden(node, columns, outer)
        self.scopes = outer
        return kind

    def warn_hidden(self, node: Node, columns: Names, outer: tuple[Names, ...]) -> None:
        if isinstance(node, Name) and node.name in columns:
            if any(node.name in names for names in outer):
                self.warn(node, problems.hidden(node.name))
            return
        for child in same_rows(node):
            self.warn_hidden(child, columns, outer)

    def part(self, node: Part, base: Type) -> Type:
        match base.kind:
            case "any" | "never":
                return base
            case "row":
                return self.column(node, base.columns or {})
            case "rows":
                return mapped(self.column(node, base.columns or {}))
            case "list" | "set":
                return mapped(self.part(node, item_of(base)))
            case "target":
                if node.name in PARTS:
                    return PARTS[node.name][0]
                return self.report(node, problems.no_part(node.name, PARTS))
        said = problems.called(base)
        return self.report(
            node,
            Message(f"{said.zh}没有“.{node.name}”", f"{said.en} has no .{node.name}"),
        )

    def column(self, node: Part, columns: Names) -> Type:
        if node.name in columns:
            return columns[node.name]
        return self.report(node, problems.no_part(node.name, columns))

    def index(self, node: Index) -> Type:
        base = self.type_of(node.base)
        if base.kind not in LISTS | OPEN | {"map"}:
            self.report(node.base, problems.expected(_A_LIST, base))
            base = NEVER
        if is_truth(node.key):
            if base.kind == "map":
                return self.report(node, problems.expected(_A_LIST, base))
            self.require_truth(node.key, self.inside(base, node.key))
            return base
        key = self.type_of(node.key)
        return base if base.kind in OPEN else self.entry(node, base, key)

    def entry(self, node: Index, base: Type, key: Type) -> Type:
        if is_words(key) and base.kind in ("rows", "map"):
            if base.columns and base.kind == "map" and isinstance(node.key, Quoted):
                return self.figure(node.key, base.columns)
            return item_of(base)
        if key.kind in ("count", "number", "any") and base.kind in ("rows", "list"):
            return item_of(base)
        if key.kind == "never":
            return NEVER
        wanted = {
            "rows": Message(
                "条件、名称（文字）或行号", "a condition, a key (text) or a row number"
            ),
            "map": Message("文字", "a text"),
        }.get(base.kind, Message("条件或序号", "a condition or a number"))
        return self.report(node.key, problems.expected(wanted, key))

    def figure(self, key: Quoted, known: Names) -> Type:
        """A figure of a map, whose names are all known."""
        if key.text in known:
            return known[key.text]
        return self.report(key, problems.unknown_name(key.text, known))

    def items(self, node: Items) -> Type:
        kind = ANY
        for item in node.items:
            own = self.type_of(item)
            both = joined_type(kind, own)
            if both is None:
                self.report(item, problems.unlike_sides("{…}", kind, own))
            else:
                kind = both
        return list_of(kind)

    def sign(self, node: Sign) -> Type:
        kind = self.type_of(node.operand)
        if node.operator == "非":
            self.require_truth(node.operand, kind)
            return TRUTH
        if is_numeric(kind):
            return kind
        return self.report(node.operand, problems.expected(_A_NUMBER, kind))

    def join(self, node: Join) -> Type:
        left, right = self.type_of(node.left), self.type_of(node.right)
        if node.operator in "且或":
            self.require_truth(node.left, left)
            self.require_truth(node.right, right)
            return TRUTH
        for side, kind in ((node.left, left), (node.right, right)):
            if not is_numeric(kind):
                return self.report(side, problems.no_figure(node.operator, kind))
        combine = {"*": product, "/": quotient}.get(node.operator, joined_type)
        kind_of_result = combine(left, right)
        if kind_of_result is None:
            return self.report(node, problems.unlike_sides(node.operator, left, right))
        return kind_of_result

    def compare(self, node: Compare) -> Type:
        kinds = [self.type_of(operand) for operand in node.operands]
        for i, operator in enumerate(node.operators):
            self.link(node, i, operator, kinds[i], kinds[i + 1])
        return TRUTH

    def link(self, node: Compare, i: int, operator: str, left: Type, right: Type) -> None:
        sides = node.operands[i : i + 2]
        stretch = node._replace(start=sides[0].start, end=sides[1].end)
        if not OPEN.isdisjoint((left.kind, right.kind)):
            return
        if operator == "属于":
            self.membership(stretch, sides[1], left, right)
        elif not comparable(operator, left, right):
            self.report(stretch, problems.unlike_sides(operator, left, right))
        elif any(isinstance(side, Quoted) and not side.text for side in sides):
            self.report(stretch, problems.EMPTY_TEXT)
        elif bare(sides[0]) == bare(sides[1]):
            self.report(stretch, problems.SAME_SIDES)

    def membership(self, node: Node, side: Node, left: Type, right: Type) -> None:
        if right.kind not in ("list", "set", "map"):
            wanted = Message(
                "一组值，如 {…}、词表 或 表.栏目", "values: {…}, a set of words, or table.column"
            )
            self.report(side, problems.expected(wanted, right))
            return
        item = TEXT if right.kind == "map" else item_of(right)
        if not comparable("==", left, item):
            self.report(node, problems.unlike_sides("属于", left, item))
