"""The level that fails a run is one of those there are, and is named as reports name it."""

import pytest

from perfcheck.checking import check, check_document
from perfcheck.errors import ConfigError
from perfcheck.options import Options

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
