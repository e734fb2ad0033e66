"""Profiles: the same row passes under one vintage and not under another."""

from pathlib import Path

import pytest

from perfcheck import config, profile
from perfcheck.cli.main import main
from perfcheck.cli.settings import task
from perfcheck.errors import ConfigError
from perfcheck.judge import judge_rule, subject
from perfcheck.kindmaking import kinds_from
from perfcheck.library import kinds_data, library, names_of
from perfcheck.ruletest import example_form, outcome

PROFILES = profile.profiles()
KINDS = kinds_from(kinds_data())
COST = {"一级指标": "成本指标", "二级指标": "经济成本指标", "指标名称": "管网改造单位成本"}
OUTPUT_COST = {"一级指标": "产出指标", "二级指标": "成本指标", "指标名称": "管网改造单位成本"}
LASTING = {"一级指标": "效益指标", "二级指标": "可持续影响指标", "指标名称": "管网使用年限"}
OLD_SATISFACTION = {
    "一级指标": "效益指标",
    "二级指标": "服务对象满意度指标",
    "指标名称": "用户满意度",
}


def judged(rule: str, row: dict[str, str], name: str | None) -> str:
    books = library(task("-", {"profile": name}).options)
    found = next(each for each in books.rules if each.id == rule)
    form = example_form(found.kinds[0], {"绩效指标": [row]}, names_of(KINDS), KINDS)
    return outcome(list(judge_rule(found, subject(form, books.names(), books.words))))


@pytest.mark.parametrize(
    ("rule", "row", "passing", "failing"),
    [
        ("TAX-001", COST, (None, "central-2021", "shanghai"), ("central-2015", "guangdong")),
        ("TAX-002", OUTPUT_COST, (None, "central-2015", "shenzhen"), ("central-2021", "shanghai")),
        ("TAX-002", LASTING, (None, "central-2015", "shanghai"), ("central-2021",)),
        ("TAX-002", OLD_SATISFACTION, (None,), ("central-2015", "central-2021")),
    ],
)
def test_a_row_that_one_vintage_allows_and_another_does_not(
    rule: str, row: dict[str, str], passing: tuple[str | None, ...], failing: tuple[str, ...]
) -> None:
    assert {name: judged(rule, row, name) for name in passing} == dict.fromkeys(passing, "pass")
    assert {name: judged(rule, row, name) for name in failing} == dict.fromkeys(failing, "fail")


@pytest.mark.parametrize("found", PROFILES, ids=lambda found: found.id)
def test_a_shipped_profile_is_well_formed_and_speaks_both_languages(
    found: profile.Profile,
) -> None:
    laid = config.with_profile(config.Config({}), found.id)
    assert laid.settings.get("words")
    assert found.name.zh and found.name.en and found.about.zh and found.about.en
    books = library(task("-", {"profile": found.id}).options)
    assert books.rules and not books.broken
    assert books.digest != library(task("-", {}).options).digest


def test_the_profiles_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profiles", "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert all(found.id in said and found.name.zh in said for found in PROFILES)
    assert {"central-2015", "central-2021", "guangdong", "shenzhen", "shanghai"} <= {
        found.id for found in PROFILES
    }


def test_a_profile_of_an_office_is_a_file(tmp_path: Path) -> None:
    own = tmp_path / "市.yaml"
    own.write_text("name: 本市\nextends: central-2021\nseverity: {TAX-002: error}\n", "utf-8")
    (tmp_path / "perfcheck.yaml").write_text("profile: 市.yaml\n", "utf-8")
    options = task(str(tmp_path), {}).options
    assert dict(options.severity) == {"TAX-002": "error"}
    assert {setting.name for setting in options.words} >= {"指标分类"}
    assert task("-", {"profile": str(own)}).options.severity == options.severity


def test_an_unknown_profile_is_an_error_that_names_the_nearest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(ConfigError, match="central-2021"):
        task("-", {"profile": "central2021"})
    assert main(["rules", "--profile", "shangha"]) == 2
    assert "shanghai" in capsys.readouterr().err
