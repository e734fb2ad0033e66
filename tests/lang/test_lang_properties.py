"""What must hold of every expression and of all figures."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from perfcheck.lang.functions import FUNCTIONS
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
)
from perfcheck.lang.parser import parse
from perfcheck.lang.printer import show
from perfcheck.lang.runtime import both, either, opposite, plus, times, total
from perfcheck.lang.scope import Scope
from perfcheck.lang.truth import at_least, at_most, below, equal, unequal
from perfcheck.values import SCALE, Missing, Number, Truth, printed_number

_names = some.sampled_from(
    ["甲", "支出总计", "非税收入", "a_1", "因公出国(境)费", "且", "x y", "3号楼"]
)
_leaves = some.one_of(
    some.builds(
        lambda digits, unit: Literal(digits, unit, 0, 0),
        some.from_regex(r"[0-9]{1,6}(\.[0-9]{1,2})?", fullmatch=True),
        some.sampled_from(["", "元", "万元", "亿元", "%", "‰"]),
    ),
    some.builds(
        lambda text: Quoted(text, 0, 0),
        some.text("甲乙 a1，（）{}“”'【】<", max_size=6),
    ),
    _names.map(lambda name: Name("".join(name.split()), 0, 0)),
)


def _call(children: some.SearchStrategy[Node]) -> some.SearchStrategy[Node]:
    def arguments(function: object) -> some.SearchStrategy[Node]:
        name, count = function
        return some.tuples(*[children] * count).map(lambda found: Call(name, found, 0, 0))

    sizes = [(function.name, len(function.parameters)) for function in FUNCTIONS]
    return some.sampled_from(sizes).flatmap(arguments)


def _compare(children: some.SearchStrategy[Node]) -> some.SearchStrategy[Node]:
    operators = some.lists(
        some.sampled_from(["==", "!=", "<", "<=", ">", ">=", "属于"]), min_size=1, max_size=3
    )

    def chained(signs: list[str]) -> some.SearchStrategy[Node]:
        count = len(signs) + 1
        return some.tuples(*[children] * count).map(
            lambda found: Compare(tuple(signs), found, (0,) * len(signs), 0, 0)
        )

    return operators.flatmap(chained)


def _grown(children: some.SearchStrategy[Node]) -> some.SearchStrategy[Node]:
    return some.one_of(
        some.builds(
            lambda base, name: Part(base, name, 0, 0), children, _names.filter(str.isalpha)
        ),
        some.builds(lambda base, key: Index(base, key, 0, 0), children, children),
        _call(children),
        some.lists(children, max_size=3).map(lambda items: Items(tuple(items), 0, 0)),
        some.builds(
            lambda sign, child: Sign(sign, child, 0, 0), some.sampled_from("-非"), children
        ),
        some.builds(
            lambda sign, left, right: Join(sign, left, right, 0, 0),
            some.sampled_from("+-*/且或"),
            children,
            children,
        ),
        _compare(children),
    )


_trees = some.recursive(_leaves, _grown, max_leaves=8).filter(lambda node: len(show(node)) <= 400)


@given(_trees)
def test_a_printed_tree_parses_to_itself(node: Node) -> None:
    assert bare(parse(show(node))) == bare(node)


@given(_trees)
def test_places_cover_the_text_they_stand_for(node: Node) -> None:
    text = show(node)
    again = parse(text)
    assert bare(parse(text[again.start : again.end])) == bare(again)


@given(some.text(max_size=60))
def test_any_text_is_a_tree_or_refused_with_its_place(text: str) -> None:
    from perfcheck.errors import RuleError

    try:
        parse(text)
    except RuleError as error:
        assert error.span is not None
        assert 1 <= error.span.column <= len(text) + 1
        assert error.message.zh
        assert error.message.en


_truths = some.sampled_from([True, False, Missing("absent"), Missing("blank")])


def _and(left: Truth, right: Truth) -> Truth:
    return False if left is False else both(left, right)


def _or(left: Truth, right: Truth) -> Truth:
    return True if left is True else either(left, right)


@given(_truths, _truths)
def test_de_morgan_holds(left: Truth, right: Truth) -> None:
    assert opposite(_and(left, right)) == _or(opposite(left), opposite(right))


_TABLE = {
    ("yes", "yes"): ("yes", "yes"),
    ("yes", "no"): ("no", "yes"),
    ("yes", "missing"): ("missing", "yes"),
    ("no", "yes"): ("no", "yes"),
    ("no", "no"): ("no", "no"),
    ("no", "missing"): ("no", "missing"),
    ("missing", "yes"): ("missing", "yes"),
    ("missing", "no"): ("no", "missing"),
    ("missing", "missing"): ("missing", "missing"),
}


def _word(truth: Truth) -> str:
    return "missing" if isinstance(truth, Missing) else "yes" if truth else "no"


def test_the_truth_tables() -> None:
    values: dict[str, Truth] = {"yes": True, "no": False, "missing": Missing("absent")}
    for (left, right), (joined, either_way) in _TABLE.items():
        assert _word(_and(values[left], values[right])) == joined
        assert _word(_or(values[left], values[right])) == either_way


_digits = some.integers(-(10**7), 10**7)
_places = some.integers(0, 3)


@some.composite
def _rounded(draw: some.DrawFn) -> tuple[Fraction, Number]:
    """A true figure and the print of it, rounded half up."""
    true = Fraction(draw(some.integers(-(10**9), 10**9)), 10**5)
    places = draw(_places)
    shown = (true * 10**places * 2 + 1) // 2
    return true, printed_number(int(shown), places, "万元")


@given(some.lists(_rounded(), min_size=1, max_size=6))
def test_a_true_sum_lies_within_the_interval_of_its_prints(
    figures: list[tuple[Fraction, Number]],
) -> None:
    figures = [(true, number) for true, number in figures if number.mid]
    if not figures:
        return
    true = sum(true for true, _ in figures) * 10**4 * SCALE
    found = total(tuple(number for _, number in figures))
    assert found.low <= true <= found.high


@given(_rounded(), _rounded())
def test_a_true_sum_is_never_accused(
    one: tuple[Fraction, Number], other: tuple[Fraction, Number]
) -> None:
    if not one[1].mid or not other[1].mid:
        return
    shown = ((one[0] + other[0]) * 100 * 2 + 1) // 2
    whole = printed_number(int(shown), 2, "万元")
    if whole.mid:
        assert equal(0, plus(one[1], other[1]), whole, Scope({}), []) is True


@given(_digits, _digits, _places, _places)
def test_strict_signs_are_the_exact_opposites(a: int, b: int, da: int, db: int) -> None:
    left, right = printed_number(a, da, "万元"), printed_number(b, db, "万元")
    scope = Scope({})
    assert equal(0, left, right, scope, []) is not unequal(0, left, right, scope, [])
    assert below(0, left, right, scope, []) is not at_least(0, left, right, scope, [])
    if equal(0, left, right, scope, []):
        assert at_most(0, left, right, scope, [])
        assert at_least(0, left, right, scope, [])


@given(_digits, some.integers(-100, 100))
def test_an_exact_factor_keeps_the_truth_inside(digits: int, factor: int) -> None:
    figure = printed_number(digits, 2, "元")
    found = times(figure, printed_number(factor, 0, "", exact=True))
    assert found.low <= figure.mid * factor <= found.high
