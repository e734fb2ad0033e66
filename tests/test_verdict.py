"""The level that fails a run is one of those there are, and is named as reports name it."""

import json
from pathlib import Path
from typing import Any

import pytest
from season import CLEAN

from perfcheck.checking import check, check_document
from perfcheck.errors import ConfigError
from perfcheck.finding import Checks, Report
from perfcheck.options import Options
from perfcheck.reporters import Look, render
from perfcheck.verdict import doubts_of, doubts_of_form

FORM = (
    "部门整体支出绩效目标申报表\n部门名称\t青禾县民政局\n年度\t\n基本支出\t10.00\n项目支出\t5.00\n"
)


def test_an_unknown_level_is_refused_with_those_there_are() -> None:
    with pytest.raises(ConfigError, match="warning"):
        check_document("a.txt", FORM.encode(), Options(fail_on="eror"))


def test_the_reason_names_the_level_in_the_language_of_the_reader() -> None:
    report = check_document("a.txt", FORM.encode(), Options(fail_on="info"))
    reasons = [reason for reason in report.exit_reasons if "info" in reason.en]
    assert [("提示" in reason.zh, "info" in reason.zh) for reason in reasons] == [(True, False)]


def test_a_run_over_nothing_vouches_for_nothing() -> None:
    report = check([])
    assert report.exit_code == 2
    assert [reason.en for reason in report.exit_reasons] == ["nothing was checked"]


CRASHES = """\
id: OFFICE-001
name: 示例
severity: warning
kinds: [所有表式]
assert: 有(部门名称)
message: 没有部门名称
why: 示例。
hint: 示例。
examples:
  - pass: {部门名称: 青禾县民政局}
  - fail: {部门名称: null}
"""


def test_a_rule_that_is_broken_leaves_no_form_vouched_for(tmp_path: Path) -> None:
    rule = tmp_path / "OFFICE-001.yaml"
    rule.write_text(CRASHES.replace("有(部门名称)", "有(部门名你)"), "utf-8")
    report = check_document("a.txt", CLEAN.encode(), Options(rules=(str(rule),)))
    assert report.exit_code == 2
    assert report.documents[0].verdict == "incomplete"
    assert summary(report)["broken"] == 1


def test_a_rule_that_falls_over_is_counted_and_leaves_its_form_in_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from perfcheck.judge import judging

    judge_rule = judging.judge_rule

    def fall(rule: Any, *rest: Any) -> Any:
        if rule.id == "TEXT-004":
            raise ZeroDivisionError("示例")
        return judge_rule(rule, *rest)

    chosen = Options(select=("TEXT-004", "ARITH-001"))
    whole = check_document("a.txt", CLEAN.encode(), chosen).documents[0]
    assert whole.verdict == "passed"
    monkeypatch.setattr(judging, "judge_rule", fall)
    report = check_document("a.txt", CLEAN.encode(), chosen)
    document = report.documents[0]
    assert (document.verdict, document.checks.broken, report.exit_code) == ("incomplete", 1, 2)
    assert sum(document.checks) - document.checks.passed_by_rounding == 2
    assert summary(report)["broken"] == 1


def summary(report: Report) -> Any:
    return json.loads(render(report, "json", Look()))["summary"]


def test_nearly_all_is_not_called_all() -> None:
    (doubt,) = doubts_of(0.9996, Checks(passed=1), 1.0)
    assert "99.9%" in doubt.zh and "99.9%" in str(doubt.en)


def test_a_few_rules_say_nothing_of_a_form() -> None:
    assert not [*doubts_of_form("甲", Checks(passed=1, skipped=3))]
    assert [*doubts_of_form("甲", Checks(passed=3, skipped=9))]
