"""Single keys of rules set otherwise in perfcheck.yaml: checked, in force, kept, explained."""

from pathlib import Path

import pytest

from perfcheck.cli.settings import task
from perfcheck.errors import ConfigError, PerfcheckError
from perfcheck.library import Library, library
from perfcheck.options import Options
from perfcheck.rule import Rule
from perfcheck.rulebook import explain
from perfcheck.ruletest import test_rules as run_examples


def options(folder: Path, text: str, name: str = "perfcheck.yaml") -> Options:
    (folder / name).write_text(text, "utf-8")
    return task(str(folder), {}).options


def books(folder: Path, text: str) -> Library:
    return library(options(folder, f"overrides:\n{text}"))


def rule(found: Library, name: str) -> Rule:
    return next(rule for rule in found.rules if rule.id == name)


def test_only_the_keys_that_are_set_change(tmp_path: Path) -> None:
    before = rule(library(Options()), "FIELD-010")
    found = books(tmp_path, "  FIELD-010: {assert: 个数(绩效指标) >= 5, hint: 补足指标}\n")
    after = rule(found, "FIELD-010")
    assert after.asserts == ("个数(绩效指标) >= 5",) and after.hint.zh == "补足指标"
    assert after.hint.text("en") == "补足指标", "the English twin no longer fits"
    assert (after.message, after.when, after.kinds) == (before.message, before.when, before.kinds)
    assert after in found.rules_for("department-target")
    assert not found.broken and found.digest != library(Options()).digest
    assert {each.id for each in found.rules} == {each.id for each in library(Options()).rules}


def test_an_earlier_id_and_a_level_over_all(tmp_path: Path) -> None:
    text = "  VALUE-013: {severity: error}\nseverity: {TEXT-008: info}\n"
    found = books(tmp_path, text)
    assert rule(found, "TEXT-008").severity == "info"
    without = books(tmp_path, "  VALUE-013: {severity: error}\n")
    assert rule(without, "TEXT-008").severity == "error"


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("  FIELD-010:\n    asert: 有(年度)\n", 3, 5, "assert"),
        ("  FIELD-010:\n    assert: 个数(绩效指表) >= 5\n", 3, 16, "绩效指标"),
        ("  FIELD-010:\n    message: 共 {个数(绩效指标} 个\n", 3, None, ""),
        ("  FIELD-010:\n    severity: eror\n", 3, 15, "error"),
        ("  FIELD-010:\n    id: OFFICE-001\n", 3, 5, "ignore"),
    ],
)
def test_a_mistake_is_told_in_the_configuration_with_a_caret(
    tmp_path: Path, text: str, line: int, column: int | None, said: str
) -> None:
    found = books(tmp_path, text)
    broken = found.broken[0]
    assert (broken.rule, broken.line) == ("FIELD-010", line)
    assert broken.file.endswith("perfcheck.yaml") and "^" in broken.excerpt
    assert column in (None, broken.column) and said in broken.message.zh
    assert "FIELD-010" not in {each.id for each in found.rules}, "and the others still run"
    assert len(found.rules) == len(library(Options()).rules) - 1


def test_a_rule_that_is_not_there_teaches(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        books(tmp_path, "  FIELD-0010: {severity: info}\n")
    for language in ("zh", "en"):
        said = caught.value.text(language)
        assert "FIELD-010" in said and "perfcheck.yaml:2:3" in said and "^" in said


def test_the_nearer_file_wins_key_by_key(tmp_path: Path) -> None:
    (tmp_path / "省.yaml").write_text("overrides: {FIELD-010: {hint: 甲, why: 丙}}\n", "utf-8")
    found = library(options(tmp_path, "extends: 省.yaml\noverrides: {FIELD-010: {hint: 乙}}\n"))
    page = explain("FIELD-010", "zh", options(tmp_path, "extends: 省.yaml\n"))
    assert rule(found, "FIELD-010").hint.zh == "乙"
    assert "丙" in page and "甲" in page


def test_an_office_rule_can_be_overridden(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.yaml").write_text(
        "id: OFFICE-001\nname: 甲\nseverity: error\nkinds: [department-target]\n"
        "assert: 有(基本支出)\nmessage: 无\nwhy: 乙\nhint: 丙\nexamples: [{pass: {基本支出: 1}}]\n",
        "utf-8",
    )
    text = "rules: rules\noverrides: {OFFICE-001: {severity: info}}\n"
    assert rule(library(options(tmp_path, text)), "OFFICE-001").severity == "info"


def test_what_was_overridden_is_kept_and_the_shipped_book_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    text = "  FIELD-010: {assert: 个数(绩效指标) >= 5}\n"
    first = books(tmp_path, text)
    kept = sorted((tmp_path / "cache" / "perfcheck").iterdir())
    again = books(tmp_path, text)
    assert sorted((tmp_path / "cache" / "perfcheck").iterdir()) == kept != []
    assert again.digest == first.digest
    assert rule(again, "FIELD-010").asserts == rule(first, "FIELD-010").asserts
    other = books(tmp_path, "  FIELD-010: {assert: 个数(绩效指标) >= 6}\n")
    assert other.digest != first.digest
    assert rule(library(Options()), "FIELD-010").asserts != rule(other, "FIELD-010").asserts


def test_explain_tells_the_rule_in_force_without_stale_examples(tmp_path: Path) -> None:
    page = explain(
        "FIELD-010",
        "zh",
        options(tmp_path, "overrides: {FIELD-010: {assert: 个数(绩效指标) >= 5}}\n"),
    )
    assert "个数(绩效指标) >= 5" in page
    assert "## 例子" not in page


def test_examples_of_an_override_are_run(tmp_path: Path) -> None:
    text = (
        "overrides:\n  FIELD-010:\n    assert: 个数(绩效指标) >= 2\n    examples:\n"
        "      - pass: {绩效指标: [{指标名称: 甲}, {指标名称: 乙}]}\n"
        "      - fail: {绩效指标: [{指标名称: 甲}, {指标名称: 乙}]}\n"
    )
    found = options(tmp_path, text)
    own = [tried for tried in run_examples((), found) if tried.file.endswith("perfcheck.yaml")]
    assert [(tried.number, tried.ok, tried.line) for tried in own] == [(1, True, 5), (2, False, 6)]


def test_examples_of_an_override_by_an_earlier_id_are_run(tmp_path: Path) -> None:
    text = "overrides:\n  VALUE-013:\n    examples: [{fail: {全文: [{文: 改造管网、}]}}]\n"
    (own,) = [
        tried
        for tried in run_examples((), options(tmp_path, text))
        if tried.file.endswith("perfcheck.yaml")
    ]
    assert own.ok and own.rule == "TEXT-008"
    unknown = options(tmp_path, text.replace("VALUE-013", "VALUE-999"))
    with pytest.raises(ConfigError, match="VALUE-999"):
        list(run_examples((), unknown))


def test_a_broken_override_with_examples_stops_the_tests(tmp_path: Path) -> None:
    text = "overrides:\n  FIELD-010:\n    assert: 个数(没有\n    examples: [{skip: {}}]\n"
    with pytest.raises(PerfcheckError, match=r"perfcheck\.yaml:3"):
        list(run_examples((), options(tmp_path, text)))
