"""对应: rows of two lists with one key, held against the plain definition."""

from collections.abc import Iterable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from perfcheck.lang.matching import matched
from perfcheck.lang.scope import Row, Scope, Value
from perfcheck.messages import Message
from perfcheck.values import Missing, Text

NAMES = st.lists(st.sampled_from(["甲", "乙", "1.甲", "丙", "（丙）", ""]), max_size=7)
HERE = Scope({})


def named(scopes: Iterable[Scope]) -> Iterator[Value]:
    """The key of each row: its name."""
    return (scope["名"] for scope in scopes)


def rows(names: list[str]) -> tuple[Row, ...]:
    return tuple(
        Row("项", {"名": Text(name) if name else Missing("blank"), "次": at}, at)
        for at, name in enumerate(names)
    )


def pairs(one: object, other: object) -> list[tuple[int, int]]:
    found = matched(one, named, other, named, HERE)
    assert all(row.origin == row.fields["甲"].origin for row in found)
    return [(row.fields["甲"].origin, row.fields["乙"].origin) for row in found]


def bare(name: str) -> str:
    return name.strip("1.（）")


@given(NAMES, NAMES)
def test_a_pair_is_a_key_that_stands_once_in_either_list(one: list[str], other: list[str]) -> None:
    keys, others = [bare(name) for name in one], [bare(name) for name in other]
    wanted = [
        (at, others.index(key))
        for at, key in enumerate(keys)
        if key and keys.count(key) == others.count(key) == 1
    ]
    assert pairs(rows(one), rows(other)) == wanted


def test_a_list_that_is_not_there_has_no_pairs_and_says_why() -> None:
    absent = Missing("absent", Message("没有这张表", "no such table"))
    assert matched(absent, named, (), named, HERE) is absent
    assert matched((), named, absent, named, HERE) is absent


def test_a_form_without_the_list_is_passed_over() -> None:
    lacking = (Missing("absent"), *rows(["甲"]))
    assert pairs(lacking, rows(["甲"])) == [(0, 0)]
