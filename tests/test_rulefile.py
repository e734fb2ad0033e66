"""A rule keeper's mistakes are shown all at once, each with line, excerpt and caret."""

from pathlib import Path

import pytest

from perfcheck.checking import check_files
from perfcheck.errors import ConfigError
from perfcheck.finding import Broken
from perfcheck.library import kinds_data, library
from perfcheck.options import Options
from perfcheck.rulefile import read_rules, rule_errors

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


ROWS = (
    GOOD.replace("assert: 基本支出 <= 支出总计", "each: 绩效指标\nassert: 有(指标名称)")
    .replace("message: 基本支出 {基本支出} 超过支出总计 {支出总计}", "message: “{指标名称}”不全")
    .replace("{基本支出: 1.00, 支出总计: 2.00}", "{绩效指标: [{指标名称: 水质达标率}]}")
    .replace("{基本支出: 3.00, 支出总计: 2.00}", "{绩效指标: [{指标名称: }]}")
)


def test_a_good_rule_about_rows_has_no_problem(tmp_path: Path) -> None:
    assert broken(tmp_path, ROWS) == ()


@pytest.mark.parametrize(
    ("base", "old", "new", "place", "zh", "en"),
    [
        (GOOD, "[department-target]", "department-target", (4, 8), "[department", "a list"),
        (GOOD, "message: 基本", "message: {基本}\nhint_en: 基本", (6, 10), "引号", "quotes"),
        (GOOD, "why: 部分不会大于整体。", "why: 5", (7, 6), "“5”", "quotes"),
        (GOOD, "why: 部分不会大于整体。", "why:", (7, 5), "空的", "nothing"),
        (GOOD, "why: 部分不会大于整体。", 'why: ""', (7, 6), "不能是空的", "empty"),
        (GOOD, "OFFICE-001", "office-1", (1, 5), "OFFICE-001", "OFFICE-001"),
        (GOOD, "assert: 基", "assert: [{a: b}]\nhint_en: 基", (5, 10), "一段文字", "a text"),
        (GOOD, "1.00, 支", "1.00, 指标名称: 甲, 支", (10, 24), "指标名称", "指标名称"),
        (GOOD, "{基本支出: 1.00, 支出总计: 2.00}", "是", (10, 11), "键: 值", "key: value"),
        (GOOD, "基本支出: 1.00", "基本支出: [{a: b}]", (10, 12), "一个值", "single value"),
        (GOOD, "1.00", "{text: 1.00, certainty: maybe}", (10, 42), "inferred", "inferred"),
        (ROWS, "{指标名称: 水质达标率}", "水质达标率", (11, 19), "键: 值", "key: value"),
        (ROWS, "[{指标名称: 水质达标率}]", "{指标名称: 甲}", (11, 12), "若干行", "list of rows"),
        (ROWS, "{指标名称: 水", "{名称: 水", (11, 20), "指标名称", "指标名称"),
        (GOOD, "{支出总计}", "{支出总记}", (6, 30), "支出总计", "支出总计"),
        (GOOD, "{支出总计}", "支出总计}", (6, 33), "{", "brace"),
        (GOOD, "{支出总计}", "｛支出总计｝", (6, 29), "半角", "plain"),
        (GOOD, "{支出总计}", "{支出总计", (6, 29), "}", "}"),
        (GOOD, "assert:", "assert: >\n  基本支出 <= 支出总记\nwhen:", (6, 11), "支出总计", "支出"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_both_languages_at_its_place(
    tmp_path: Path, base: str, old: str, new: str, place: tuple[int, int], zh: str, en: str
) -> None:
    assert old in base
    found = {(b.line, b.column): b.message for b in broken(tmp_path, base.replace(old, new, 1))}
    assert place in found, found
    assert zh in found[place].zh
    assert en in found[place].text("en")


def test_braces_that_are_meant_are_left_alone(tmp_path: Path) -> None:
    meant = '{{{支出总计}}}、{连({"甲", "}"}, "、")}、{(基本支出)}'
    assert broken(tmp_path, GOOD.replace("{支出总计}", meant)) == ()


@pytest.mark.parametrize("text", ["- id: A\n", "规则\n"])
def test_a_file_that_is_no_mapping_is_told_what_to_write(tmp_path: Path, text: str) -> None:
    (found,) = broken(tmp_path, text)
    assert "键: 值" in found.message.zh and "key: value" in found.message.en


def test_a_wrong_list_is_told_alone_not_with_all_its_columns(tmp_path: Path) -> None:
    (found,) = broken(tmp_path, ROWS.replace("each: 绩效指标", "each: 指标"))
    assert "绩效指标" in found.message.zh


def test_every_missing_key_is_told_once(tmp_path: Path) -> None:
    found = broken(tmp_path, "id: OFFICE-001\nname: 甲\n")
    assert len(found) == len(set(found)) == 7


def test_mistakes_are_told_in_one_error_with_place_and_excerpt(tmp_path: Path) -> None:
    error = rule_errors(broken(tmp_path, GOOD.replace("支出总计\nm", "支出总记\nm")))
    assert "OFFICE-001.yaml:5:17: 没有" in error.message.zh
    assert "OFFICE-001.yaml:5:17: there is no name" in error.message.en
    assert "没有" not in error.message.en and "^" in error.message.en


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


def test_an_own_rule_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").symlink_to(tmp_path / "gone.yaml")
    with pytest.raises(ConfigError, match="no such file") as error:
        library(Options(rules=(str(tmp_path),)))
    assert error.value.file.endswith("own.yaml")


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


def test_an_office_rule_cannot_take_a_shipped_id(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(GOOD.replace("OFFICE-001", "ARITH-001"), "utf-8")
    books = library(Options(rules=(str(tmp_path),), cache=False))
    assert "ARITH-001" in books.broken[0].message.zh
    kept = next(rule for rule in books.rules if rule.id == "ARITH-001")
    assert kept.name.zh != "基本支出不超过支出总计"


def test_an_unknown_stage_or_kind_is_an_error() -> None:
    with pytest.raises(ConfigError, match="初审"):
        library(Options(stage="初审"))
    with pytest.raises(ConfigError, match="department-target"):
        check_files([str(FORM)], Options(kind="departmenttarget"))


@pytest.mark.parametrize(
    ("old", "new", "place", "zh", "en"),
    [
        ("基本支出 <= 支", "基本支付 <= 支", (5, 9), "“基本支出”", "did you mean 基本支出"),
        ("assert: ", "when：有(基本支出)\nassert: ", (5, 5), "半角冒号", "full-width colon"),
        ("<= 支出总计\nm", "= 支出总计\nm", (5, 14), "“==”", "=="),
        ("<= 支出总计\nm", "=< 支出总计\nm", (5, 14), "“<=”", "<="),
        ("<= 支出总计\nm", "不大于 支出总计\nm", (5, 14), "“<=”", "<="),
        ("基本支出 <= 支出总计\nm", "有(基本支出)且有(支出总计)\nm", (5, 16), "空格", "spaces"),
        ("<= 支出总计\nm", "<= 50\nm", (5, 9), "50万元", "50万元"),
        ("<= 支出总计\nm", "<= 5,000万元\nm", (5, 18), "千分位", "thousands"),
        ("基本支出 <= 支出总计\nm", "部门名称 == 甲局\nm", (5, 17), '"甲局"', "quotes"),
        ("基本支出 <=", "最大(基本支出, 单位资金) <=", (5, 9), "花括号", "braces"),
        (GOOD[GOOD.index("examples") :], "", (1, 1), "pass: {…}", "pass: {…}"),
        ("  - fail", "\t- fail", (11, 1), "制表符", "tab"),
        ("  - fail", " - fail", (11, 1), "缩进", "indentation"),
        ("  - fail", "  -fail", (11, 3), "空格", "blank"),
        ("message: 基本支出 {", "message: {", (6, 10), "引号", "quotes"),
        ("why: 部分", 'why: "部分', (7, 6), "引号没有关上", "not closed"),
        ("[department-target]", "[部门整体目标表]", (4, 9), "部门整体绩效目标表", "did you mean"),
        ("severity: error", "severity: 警告", (3, 11), "“warning”", "did you mean warning"),
        ("severity: error", "severity: Eror", (3, 11), "“error”", "did you mean error"),
        ("hint: 核对两个数。", "hint:", (8, 6), "还没有填", "nothing yet"),
    ],
)
def test_the_commonest_mistakes_are_told_with_what_to_write(
    tmp_path: Path, old: str, new: str, place: tuple[int, int], zh: str, en: str
) -> None:
    assert old in GOOD
    found = broken(tmp_path, GOOD.replace(old, new, 1))
    told = [b.message for b in found if (b.line, b.column) == place]
    assert any(zh in said.zh and en in said.text("en") for said in told), found
