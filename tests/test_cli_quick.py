"""A command line read without click means what click would make of it, or is left to click."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcheck.cli import lint
from perfcheck.cli.language import Voice
from perfcheck.cli.quick import parameters

VALUES = st.sampled_from(["json", "ARITH", "a.txt", "1", "其他资金=1.50", "-", "表 一.txt", ""])
FLAGS = st.sampled_from([option.flag for option in lint.OPTIONS])
WORDS = st.one_of(
    VALUES,
    FLAGS,
    st.tuples(FLAGS, VALUES).map("=".join),
    st.sampled_from(["--", "-h", "--help", "--forma", "-x", "--nothing", "--quiet=1", "-5"]),
)


def by_click(arguments: list[str]) -> dict[str, object] | None:
    command = lint.command(Voice("zh"))
    try:
        context = command.make_context("lint", list(arguments), resilient_parsing=False)
    except BaseException:
        return None
    return dict(context.params)


@given(st.lists(WORDS, max_size=6))
def test_what_is_read_quickly_is_what_click_reads(arguments: list[str]) -> None:
    quick = parameters(arguments, lint.OPTIONS)
    if quick is not None:
        assert quick == by_click(arguments)


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["-h"], ["--forma", "json"], ["--format"], ["--", "a"], ["--quiet=1"], ["-x"]],
)
def test_what_needs_judgement_is_left_to_click(arguments: list[str]) -> None:
    assert parameters(arguments, lint.OPTIONS) is None


def test_a_plain_line_is_read_without_click() -> None:
    read = parameters(["a.txt", "--format", "json", "--select=ARITH", "--quiet"], lint.OPTIONS)
    assert read is not None
    assert read["paths"] == ("a.txt",)
    assert (read["format_name"], read["select"], read["quiet"]) == ("json", ("ARITH",), True)
