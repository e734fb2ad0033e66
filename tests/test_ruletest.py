"""What is said of an example that comes out otherwise, and of a rule that lacks something."""

from pathlib import Path

import pytest

from perfcheck import rulelacks
from perfcheck.cli.main import main
from perfcheck.locate import rules_folder
from perfcheck.options import Options
from perfcheck.rulebasis import cited_documents
from perfcheck.ruletest import test_rules as run_examples
from perfcheck.yamlfile import loads

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
    (tried,) = (t for t in run_examples([str(tmp_path)], Options()) if t.number)
    assert not tried.ok
    assert zh in tried.complaint.zh
    assert en in tried.complaint.en


WHOLE = """\
id: OFFICE-001
name: 项目支出不超过支出总计
severity: warning
kinds: [department-target]
when: 有(项目支出) 且 有(支出总计)
assert: 项目支出 <= 支出总计
message: 项目支出 {项目支出} 超过支出总计 {支出总计}
why: 部分不会大于总数。
hint: 核对两个数。
basis: [{document: 表内勾稽关系}]
examples:
  - pass: {项目支出: 50.00, 支出总计: 150.00}
  - fail: {项目支出: 250.00, 支出总计: 150.00}
"""


def run_cli(tmp_path: Path, text: str, language: str = "zh") -> int:
    (tmp_path / "OFFICE-001.yaml").write_text(text, "utf-8")
    return main(["test-rules", str(tmp_path), "--lang", language])


def test_a_whole_rule_of_an_office_needs_neither_english_nor_a_skip(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_cli(tmp_path, WHOLE) == 0
    assert "不符 0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "place", "zh", "en"),
    [
        ("  - fail: {项目支出: 250.00, 支出总计: 150.00}\n", "", "11:1", "- fail: {", "- fail: {"),
        ("  - pass: {项目支出: 50.00, 支出总计: 150.00}\n", "", "11:1", "- pass: {", "- pass: {"),
        ("超过支出总计 {支出总计}", "{财政拨款}", "7:23", "财政拨款", "neither when"),
        ("表内勾稽关系", "表内钩稽关系", "10:20", "表内勾稽关系", "did you mean"),
        ("表内勾稽关系", "财预〔2015〕88号, checked: true", "10:42", "没有读到", "not read"),
        ("表内勾稽关系", "财预〔2021〕101号, article: 第三条", "10:43", "article", "article"),
    ],
)  # fmt: skip
def test_what_a_rule_lacks_is_told_with_place_caret_and_remedy(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    old: str,
    new: str,
    place: str,
    zh: str,
    en: str,
) -> None:
    assert old in WHOLE
    for language, said in (("zh", zh), ("en", en)):
        assert run_cli(tmp_path, WHOLE.replace(old, new), language) == 1
        first, _, caret, *_ = capsys.readouterr().out.split("\n")
        assert f"OFFICE-001.yaml:{place}: OFFICE-001 " in first and said in first
        assert "^" in caret


def test_an_empty_example_is_told_to_be_filled_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = WHOLE.replace("{项目支出: 50.00, 支出总计: 150.00}", "{}")
    assert run_cli(tmp_path, text) == 1
    assert "例 1：应为 pass，实为 inapplicable：例子是空的" in capsys.readouterr().out


def lacks(text: str, outcome: str = "skip", own: bool = False) -> list[str]:
    loaded = loads(text)
    return [
        problem.message.text("en")
        for problem in rulelacks.lacks_of(loaded, cited_documents(), {}, lambda _: outcome, own)
    ]


def test_a_shipped_rule_speaks_english_and_shows_what_it_skips() -> None:
    found = lacks(WHOLE)
    assert any("name_en is missing" in said for said in found)
    assert any("hint_en is missing" in said for said in found)
    assert any("项目支出: {lost: true}" in said for said in found)
    assert not lacks(WHOLE, own=True)
    assert not any("lost" in said for said in lacks(WHOLE, outcome="pass"))


def test_the_columns_that_name_a_row_may_stand_in_the_message() -> None:
    rows = WHOLE.replace("when: 有(项目支出) 且 有(支出总计)", "each: 绩效指标").replace(
        "项目支出 <= 支出总计\nm", "有(年度指标值)\nm"
    )
    named = rows.replace("超过支出总计 {支出总计}", "{指标名称}{一级指标}{左}")
    assert any("项目支出" in said for said in lacks(named, own=True))
    assert not any("指标名称" in said or "左" in said for said in lacks(named, own=True))


def test_every_shipped_rule_is_whole() -> None:
    lacking = [t for t in run_examples((), Options()) if not t.number]
    assert not lacking, [f"{t.file}:{t.line}: {t.complaint.zh}" for t in lacking]


def test_an_office_describes_its_own_documents_beside_its_rules(tmp_path: Path) -> None:
    text = WHOLE.replace("表内勾稽关系", "云财绩〔2026〕1号")
    assert run_cli(tmp_path, text) == 1
    entry = "云财绩〔2026〕1号: {title: 云川市绩效管理办法, about: 本市的要求, read: all}\n"
    (tmp_path / "documents.yaml").write_text(entry, "utf-8")
    assert run_cli(tmp_path, text) == 0


def test_the_folder_of_shipped_rules_holds_no_document_that_is_a_rule() -> None:
    from perfcheck.library import rule_files

    assert not any(path.endswith("documents.yaml") for path in rule_files([rules_folder()]))
