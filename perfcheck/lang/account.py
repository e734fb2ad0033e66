"""Explains an outcome from its log: the comparison that decided, its sides, terms and origins."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from perfcheck.lang.compiler import compile_node
from perfcheck.lang.lexer import COMPARISONS
from perfcheck.lang.nodes import (
    Call,
    Compare,
    Items,
    Join,
    Literal,
    Node,
    Sign,
    deciding,
    is_path,
    walk,
)
from perfcheck.lang.scope import Log, Row, Scope, Value
from perfcheck.values import Exact, Missing, Number, quotient

Terms = tuple[tuple[int, Number], ...]


class Account(NamedTuple):
    """The comparison that decided.

    `operator` is its sign or the function's name. `path` is the place that a finding blames by
    default and `blamed` its value: the side that is a single field, else the row. `left_terms` and
    `right_terms` are what a side adds up, with signs, None where it is no sum. `scope` is where
    the comparison was made: inside 每个 or 存在, the row's.
    """

    operator: str
    left: Value
    right: Value
    left_terms: Terms | None
    right_terms: Terms | None
    blamed: Value
    path: Node | None
    scope: Scope

    @property
    def residual(self) -> Exact:
        """Left minus right, in 10⁻¹⁰ of the canonical unit; 0 where they are no figures."""
        if isinstance(self.left, Number) and isinstance(self.right, Number):
            difference: Exact = self.left.mid - self.right.mid
            return difference
        return 0

    @property
    def bound(self) -> Exact:
        """How far apart rounding may bring the sides: the sum of their half-widths."""
        sides = (self.left, self.right)
        widths: list[Exact] = [side.high - side.low for side in sides if isinstance(side, Number)]
        return quotient(sum(widths), 2)


class _Link(NamedTuple):
    """One comparison of an expression; `positive` unless an odd number of 非 stands above it."""

    operator: str
    left: Node
    right: Node | None
    positive: bool


Entry = tuple[int, Any, Any, Any, Scope]


def account(
    node: Node, scope: Scope, log: Sequence[Any], held: bool | None = None
) -> Account | None:
    """Return the account of an assertion that was run with `log`; None where nothing compares.

    `held` tells how it came out, for who knows it; else it is run once more.

    Of one that failed, it is the last comparison that spoke against it, of several readings joined
    by 或 the first one's; of one that passed, the == with the largest residual for its rounding.
    """
    links = dict(_links(node, True))
    entries: list[Entry] = [entry for entry in log if entry[0] in links]
    if held is None:
        held = compile_node(node)(scope, []) is True
    chosen = _farthest(entries, links) if held else _last_against(node, entries)
    return _account(links[chosen[0]], chosen) if chosen else None


def _last_against(node: Node, entries: Sequence[Entry]) -> Entry | None:
    """What speaks against the first reading of an 或 at the top, or else against the next.

    In `非 (有(x) 且 …) 或 …` the left side only asks whether there is anything to judge.
    """
    if isinstance(node, Join) and node.operator == "或":
        left = None if _asks_for(node.left) else _last_against(node.left, entries)
        return left or _last_against(node.right, entries)
    links = dict(_links(node, True))
    against = (
        entry
        for entry in reversed(entries)
        if entry[0] in links and entry[1] is (not links[entry[0]].positive)
    )
    return next(against, None)


def _asks_for(node: Node) -> bool:
    negated = node.operand if isinstance(node, Sign) and node.operator == "非" else None
    while isinstance(negated, Join) and negated.operator == "且":
        negated = negated.left
    return isinstance(negated, Call) and negated.function == "有"


def _links(node: Node, positive: bool) -> Iterator[tuple[int, _Link]]:
    """The comparisons that an outcome rests on, by the places under which they are logged."""
    for each, speaks_for in deciding(node, positive):
        if isinstance(each, Compare):
            for i, operator in enumerate(each.operators):
                left, right = each.operands[i : i + 2]
                yield each.places[i], _Link(operator, left, right, speaks_for)
        elif isinstance(each, Call):
            second = each.arguments[1] if len(each.arguments) > 1 else None
            yield each.start, _Link(each.function, each.arguments[0], second, speaks_for)


def _farthest(entries: Sequence[Entry], links: dict[int, _Link]) -> Entry | None:
    found: Entry | None = None
    largest: Exact = -1
    for entry in entries:
        if links[entry[0]].operator != "==" or entry[1] is not True:
            continue
        left, right = entry[2], entry[3]
        if isinstance(left, Number) and isinstance(right, Number):
            width: Exact = left.high - left.low + right.high - right.low
            apart: Exact = left.mid - right.mid
            share = max(apart, -apart) * 10**9 // width if width else 0
            if share > largest:
                found, largest = entry, share
    return found


def _account(link: _Link, entry: Entry) -> Account:
    _, _, left, right, scope = entry
    path = _blamed(link)
    return Account(
        link.operator,
        left,
        right,
        _terms(link.left, scope),
        _terms(link.right, scope) if link.right is not None else None,
        _value(path, scope) if path is not None else _row(scope),
        path,
        scope,
    )


def _blamed(link: _Link) -> Node | None:
    """The single-field side (the left of two), or the first path in a test of texts or of 有."""
    if link.operator in COMPARISONS:
        sides = (link.left, *([link.right] if link.right is not None else ()))
        return next((side for side in sides if is_path(side)), None)
    return next((node for node in walk(link.left) if is_path(node)), None)


def _row(scope: Scope | None) -> Row | None:
    while scope is not None:
        if scope.row is not None:
            return scope.row
        scope = scope.parent
    return None


def _value(node: Node, scope: Scope) -> Value:
    log: Log = []
    return compile_node(node)(scope, log)


def _terms(node: Node, scope: Scope, sign: int = 1) -> Terms | None:
    """The figures that a side adds up, in the order of the text; None where it is no sum."""
    match node:
        case Join(operator="+" | "-"):
            left = _terms(node.left, scope, sign)
            right = _terms(node.right, scope, sign if node.operator == "+" else -sign)
            return None if left is None or right is None else left + right
        case Sign(operator="-"):
            return _terms(node.operand, scope, -sign)
        case Call(function="合计", arguments=(Items(items=items),)):
            return _all_terms([_value(item, scope) for item in items], sign)
        case Call(function="合计"):
            return _all_terms(_value(node.arguments[0], scope), sign)
        case Call(function="若", arguments=(condition, one, other)):
            chosen = one if _value(condition, scope) is True else other
            return _terms(chosen, scope, sign)
        case Call(function="缺省" | "精确") | Literal():
            return _all_terms([_value(node, scope)], sign)
        case _ if is_path(node):
            return _all_terms([_value(node, scope)], sign)
        case _:
            return None


def _all_terms(values: Any, sign: int) -> Terms | None:
    if isinstance(values, Missing):
        return None
    figures = [value for value in values if type(value) is Number]
    blanks = sum(type(value) is Missing and value.kind == "blank" for value in values)
    if len(figures) + blanks < len(values):
        return None
    return tuple((sign, figure) for figure in figures)


def reads(log: Sequence[Any]) -> tuple[object, ...]:
    """The origins of all that the comparisons of a log touched, each once, the deciding first."""
    failed = [entry for entry in log if entry[1] is False]
    first = failed[-1:] or list(log[-1:])
    found: dict[int, object] = {}
    for entry in (*first, *log):
        for side in sorted(entry[2:4], key=_breadth):
            for origin in origins(side):
                found.setdefault(id(origin), origin)
    return tuple(found.values())


def _breadth(value: Value) -> int:
    return sum(1 for _ in origins(value)) or 10**6


def origins(value: Value) -> Iterator[object]:
    """Where a value came from: fields, or the origin of a row."""
    if type(value) is Row:
        if value.origin is not None:
            yield value.origin
    elif type(value) is tuple:
        for item in value:
            yield from origins(item)
    else:
        yield from getattr(value, "origins", ())
