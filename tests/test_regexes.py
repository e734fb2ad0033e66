"""Regular expressions ready-made: the same as compiled ones, and only for the Python at hand."""

import re
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from perfcheck import regexes
from perfcheck.expressions import of_modules, of_rules, of_words
from perfcheck.library import library
from perfcheck.options import Options
from perfcheck.regexes import SHIPPED, finished, python, regex, source_of, taken_up

pytestmark = pytest.mark.skipif(python() is None, reason="this Python has no such code")

PATTERNS = (
    "年",
    r"(?P<year>20\d\d)[-/.](?P<month>\d{1,2})",
    r"(?i)and(?:(?<=[^\W\d_]and))(?= ?[^\W\d_])",
    r"[個們來時國會發經費務業產學對開關動專電車單價項預計實壓機構區縣貧農環護書長門問題風險氣]",
    r"^(?:\((?:\d{1,2}|[一二三]{1,3})\)|\d{1,2}[.、,](?!\d))(a|b)*+$",
    r"(.)\1{2,}",
)


@pytest.fixture
def afresh() -> Iterator[None]:
    """Nothing that was loaded before is taken up, nor what the test puts there afterwards."""
    regexes._shipped.cache_clear()
    yield
    regexes._shipped.cache_clear()


def shipped(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    module = ModuleType(f"perfcheck.{SHIPPED}")
    exec(source, vars(module))
    monkeypatch.setitem(sys.modules, f"perfcheck.{SHIPPED}", module)


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("flags", [0, re.ASCII, re.IGNORECASE | re.MULTILINE])
def test_finished_code_is_what_compiling_gives(pattern: str, flags: int) -> None:
    made = finished(pattern, flags)
    assert made is not None
    found, wanted = taken_up(pattern, made), re.compile(pattern, flags)
    assert found == wanted and found.groupindex == wanted.groupindex
    assert (found.flags, found.groups) == (wanted.flags, wanted.groups)


def test_what_rules_and_modules_need_is_all_the_same_when_taken_up() -> None:
    whole = library(Options())
    patterns = [*of_rules(whole.rules), *of_words(whole.kinds.vocabulary), *of_modules()]
    names: dict[str, dict[tuple[str, int], regexes.Made]] = {}
    exec(source_of(patterns), names)
    assert len(names["REGEXES"]) > 200
    for (pattern, flags), made in names["REGEXES"].items():
        assert taken_up(pattern, made) == re.compile(pattern, flags)
    known = {(each.pattern, int(each.flags & ~re.UNICODE)) for each in patterns}
    missing = {(pattern, flags) for pattern, flags in known if "(?i)" not in pattern}
    assert missing <= names["REGEXES"].keys()


def test_modules_tell_constants_and_what_they_compile_late() -> None:
    found = {(each.pattern, each.flags & re.ASCII) for each in of_modules()}
    assert any("quarter" in pattern and flags for pattern, flags in found), "numerals: ASCII"
    assert any("万元|亿元|元" in pattern and not flags for pattern, flags in found), "lexer"


def test_what_is_ready_is_taken_up(monkeypatch: pytest.MonkeyPatch, afresh: None) -> None:
    code = finished("乙", 0)
    shipped(monkeypatch, f"PYTHON = {python()!r}\nREGEXES = {{('甲', 0): {code!r}}}\n")
    assert regex("甲").search("乙"), "the code of 乙 stands under 甲, so it was taken up"
    assert regex("丙").search("丙"), "what is not there is compiled"
    assert regex("甲", re.ASCII).search("甲"), "other flags are another expression"


def test_what_another_python_made_is_left(monkeypatch: pytest.MonkeyPatch, afresh: None) -> None:
    code = finished("乙", 0)
    shipped(monkeypatch, f"PYTHON = ('other-312', 1)\nREGEXES = {{('甲', 0): {code!r}}}\n")
    assert regex("甲").search("甲") and not regex("甲").search("乙")


def test_a_checkout_compiles(monkeypatch: pytest.MonkeyPatch, afresh: None) -> None:
    monkeypatch.setitem(sys.modules, f"perfcheck.{SHIPPED}", None)
    assert regex("甲").search("甲")


def test_what_is_no_expression_is_told() -> None:
    with pytest.raises(re.error):
        regex("(")
