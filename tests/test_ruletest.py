"""What is said of an example that comes out otherwise than it says."""

from pathlib import Path

import pytest

from perfcheck.options import Options
from perfcheck.ruletest import test_rules as run_examples

RULE = """\
id: OFFICE-001
name: 基本支出不超过支出总计
severity: error
kinds: [department-target]
when: 有(支出总计)
assert: 基本支出 <= 支出总计
message: 多了
why: 甲
hint: 乙
examples:
  - {0}
"""


@pytest.mark.parametrize(
    ("example", "zh", "en"),
    [
        ("pass: {基本支出: 1.00}", "when", "`when` holds nowhere"),
        ("fail: {支出总计: 1.00}", "实为 skip：表中没有", "was not found"),
        (
            "fail: {基本支出: 3, 支出总计: 2}\n    at: 支出总计",
            "实际指出：基本支出",
            "blames 基本支出",
        ),
    ],
)
def test_the_complaint_gives_its_reason_in_both_languages(
    tmp_path: Path, example: str, zh: str, en: str
) -> None:
    (tmp_path / "own.yaml").write_text(RULE.replace("{0}", example), "utf-8")
    (tried,) = run_examples([str(tmp_path)], Options())
    assert not tried.ok
    assert zh in tried.complaint.zh
    assert en in tried.complaint.en
