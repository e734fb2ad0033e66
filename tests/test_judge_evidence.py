"""Evidence tells of an empty cell only where that cell is what a finding is about."""

from typing import Any

from perfcheck.judge import judge_rule, subject
from perfcheck.library import library
from perfcheck.options import Options
from perfcheck.ruletest import example_form

BOOKS = library(Options())
RULES = {rule.id: rule for rule in BOOKS.rules}


def evidence(name: str, given: dict[str, Any]) -> list[str]:
    """What the findings of a rule show as evidence."""
    rule = RULES[name]
    form = example_form(rule.kinds[0], given, BOOKS.names(), BOOKS.kinds)
    judged = judge_rule(rule, subject(form, BOOKS.names(), BOOKS.words))
    return [each.complaint.evidence.zh for each in judged if each.complaint]


def test_an_empty_cell_that_is_blamed_is_told_of() -> None:
    assert evidence("FIELD-001", {"部门名称": ""}) == ["单元格是空的"]


def test_that_something_else_is_blank_is_not_told() -> None:
    listed = {"目录标题": "收支总表", "目录类别": "表格", "正文标题": "收支总表"}
    missing = {"目录标题": "项目支出总表", "目录类别": "表格", "正文标题": ""}
    assert evidence("PUB-001", {"目录": [listed, missing]}) == [""]
