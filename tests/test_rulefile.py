"""A rule keeper's mistakes are shown all at once, each with line, excerpt and caret."""

from pathlib import Path

import pytest

from perfcheck.checking import check_files
from perfcheck.errors import ConfigError
from perfcheck.finding import Broken
from perfcheck.library import kinds_data, library
from perfcheck.options import Options
from perfcheck.rulefile import read_rules

DATA = kinds_data()
GOOD = """\
id: OFFICE-001
name: 基本支出不超过支出总计
severity: error
kinds: [department-target]
assert: 基本支出 <= 支出总计
message: 基本支出 {基本支出} 超过支出总计 {支出总计}
why: 部分不会大于整体。
hint: 核对两个数。
examples:
  - pass: {基本支出: 1.00, 支出总计: 2.00}
  - fail: {基本支出: 3.00, 支出总计: 2.00}
"""
FORM = Path(__file__).resolve().parent.parent / "examples" / "clean" / "guangdong.txt"


def broken(tmp_path: Path, text: str) -> tuple[Broken, ...]:
    path = tmp_path / "OFFICE-001.yaml"
    path.write_text(text, "utf-8")
    return read_rules([str(path)], DATA)[1]


def test_a_good_rule_has_no_problem(tmp_path: Path) -> None:
    assert broken(tmp_path, GOOD) == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("基本支出 <= 支出总计\nm", "基本支付 <= 支出总计\nm", 5, "基本支出"),
        ("基本支出 <= 支出总计\nm", "基本支出 <= 50\nm", 5, "50万元"),
        ("基本支出 <= 支出总计\nm", "有(基本支出)且有(支出总计)\nm", 5, "空格"),
        ("基本支出 <= 支出总计\nm", "总和(任务.投入资金) <= 支出总计\nm", 5, "合计"),
        ("severity: error", "severity: fatal", 3, "warning"),
        ("hint: 核对两个数。", "hints: 核对两个数。", 8, "hint"),
        ("[department-target]", "[departmen-target]", 4, "department-target"),
        ("{支出总计}", "{支出总记}", 6, "支出总计"),
        ("{支出总计}", "{支出总计", 6, "}"),
        ("id: OFFICE-001", "id: office1", 1, "id"),
        ("why: 部分", "severity: info\nwhy: 部分", 7, "severity"),
    ],
)
def test_a_mistake_is_named_with_line_excerpt_and_remedy(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in GOOD
    found = broken(tmp_path, GOOD.replace(old, new, 1))
    assert found
    assert any(b.line == line and words in b.message.zh and "^" in b.excerpt for b in found), found


def test_all_mistakes_are_shown_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("severity: error", "severity: fatal").replace("基本支出 <=", "基本支付 <=")
    text = text.replace("why:", "whi:")
    lines = {b.line for b in broken(tmp_path, text)}
    assert {3, 5, 7} <= lines


def test_the_caret_stands_under_the_wrong_word(tmp_path: Path) -> None:
    (found,) = broken(tmp_path, GOOD.replace("基本支出 <= 支出总计\nm", "基本支出 <= 支出总记\nm"))
    shown = found.excerpt.split("\n")
    assert found.column == 17
    assert shown[1].count("^") == 8  # four characters, two cells each


def test_a_broken_rule_is_named_and_the_others_still_run(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(GOOD.replace("支出总计\nm", "支出总记\nm"), "utf-8")
    (tmp_path / "b.yaml").write_text(GOOD.replace("OFFICE-001", "OFFICE-002"), "utf-8")
    report = check_files([str(FORM)], Options(rules=(str(tmp_path),), cache=False))
    assert [b.rule for b in report.broken] == ["OFFICE-001"]
    assert report.exit_code == 2
    assert report.documents[0].checks.passed > 20


def test_two_files_with_one_id_are_refused(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(GOOD, "utf-8")
    found = read_rules([str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")], DATA)[1]
    assert "a.yaml" in found[0].message.zh


def test_own_rules_run_beside_the_shipped_ones_and_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "own.yaml").write_text(GOOD, "utf-8")
    options = Options(rules=(str(tmp_path / "own.yaml"),))
    first = library(options)
    kept = list((tmp_path / "cache" / "perfcheck").iterdir())
    assert kept
    again = library(options)
    assert {rule.id for rule in again.rules} == {rule.id for rule in first.rules} >= {"OFFICE-001"}
    assert again.digest == first.digest != library(Options()).digest


def test_a_cache_that_others_can_write_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "perfcheck"
    folder.mkdir()
    folder.chmod(0o777)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert library(Options()).rules
    assert not list(folder.iterdir())


def test_select_ignore_and_severity() -> None:
    assert {rule.family for rule in library(Options(select=("ARITH",))).rules} == {"ARITH"}
    assert not any(r.id == "ARITH-001" for r in library(Options(ignore=("ARITH-001",))).rules)
    chosen = library(Options(severity=(("ARITH", "info"), ("ARITH-001", "warning")))).rules
    levels = {rule.id: rule.severity for rule in chosen}
    assert levels["ARITH-001"] == "warning" and levels["ARITH-006"] == "info"


def test_an_unknown_selector_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(ConfigError) as error:
        library(Options(select=("ARITH-0001",)))
    assert "ARITH-001" in error.value.message.zh
    with pytest.raises(ConfigError, match="level"):
        library(Options(severity=(("ARITH-001", "fatal"),)))
