"""`eval` says a value in the language asked for, and refuses what makes no sense before it runs."""

import json
from pathlib import Path

import pytest

from perfcheck.cli.main import main

FORM = str(Path(__file__).resolve().parent.parent / "examples" / "clean" / "guangdong.txt")


@pytest.mark.parametrize(
    ("expression", "column", "zh", "en"),
    [
        ("1 + 基本支付", 5, "是不是“基本支出”", "did you mean 基本支出"),
        ("基本支出 > 50", 1, "50万元", "50万元"),
        ("匹配(部门名称, '(a+)+')", 10, "不许", "no repetition"),
        ("基本支出 +", 7, "没有写完", "not finished"),
        ('"甲" + 1', 1, "却是文字", "found a text"),
    ],
)
def test_a_mistake_is_told_with_a_caret(
    capsys: pytest.CaptureFixture[str], expression: str, column: int, zh: str, en: str
) -> None:
    from perfcheck.yamlfile import display_width

    for language, said in (("zh", zh), ("en", en)):
        assert main(["eval", FORM, expression, "--lang", language]) == 2
        message, shown, caret = capsys.readouterr().err.rstrip("\n").split("\n")
        assert said in message
        assert shown == f"1 | {expression}"
        assert caret.index("^") == 4 + display_width(expression[: column - 1])


@pytest.mark.parametrize(
    ("expression", "zh", "en"),
    [
        ("有(基本支出)", "是", "yes"),
        ("1 / 0", "（没有值）除数可能为零", "(no value) the divisor may be zero"),
        ("1 + 1", "2（精确）", "2 (exact)"),
        ("年度", "2026（精确）", "2026 (exact)"),
        ('个数(任务) < 阈值["指标数上限"]', "是", "yes"),
        ("任务[任务名称 == '甲']", "（没有）", "(none)"),
    ],
)
def test_a_value_is_said_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], expression: str, zh: str, en: str
) -> None:
    for language, said in (("zh", zh), ("en", en)):
        assert main(["eval", FORM, expression, "--lang", language]) == 0
        assert capsys.readouterr().out.split("\n")[0] == said


def test_the_tree_shows_each_operand_with_place_labels_and_interval(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["eval", FORM, "合计(任务.投入资金) == 项目支出", "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.split("\n")
    assert lines[:3] == [
        "是",
        "├─ 合计(任务.投入资金) = 2,714.75万元（2,714.73 至 2,714.77万元）",
        "│  └─ 任务.投入资金 = 4 个值",
    ]
    path = "年度重点工作任务/老旧供水管网改造/拟投入的资金（万元）"
    assert lines[3].split() == ["│", "13:46", path, "1,260.00", "±0.005"]
    assert lines[7] == "└─ 项目支出 = 2,714.75万元（2,714.745 至 2,714.755万元）"
    assert lines[8].split() == ["7:7", "预算整体情况/部门预算支出/项目支出", "2,714.75", "±0.005"]


def test_the_tree_of_a_list_of_rows_names_each_row_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["eval", FORM, "个数(绩效指标)", "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["12（精确）", "└─ 绩效指标 = 12 行"] and len(lines) == 14
    assert "三级指标  改造供水管网长度" in lines[2]


def test_a_row_of_a_table_tells_of_the_rows_to_which_it_leads(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The grand total of a table is its own 合计行."""
    form = str(Path(FORM).with_name("accounts.txt"))
    assert main(["eval", form, "支出总表[层次 == 0]", "--lang", "zh"]) == 0
    (row, *_) = capsys.readouterr().out.split("\n\n")
    assert "合计行 支出总表的一行" in "".join(row.split("\n"))
    for expression in ("支出总表[层次 == 0]", "表单"):
        assert main(["eval", form, expression, "--format", "json"]) == 0
        assert "索引" not in capsys.readouterr().out
    assert main(["eval", form, "表单", "--lang", "zh"]) == 0


def test_what_if_takes_the_place_of_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["eval", FORM, "基本支出 + 项目支出", "--set", "项目支出=0.10", "--lang", "zh"]
    assert main(asked) == 0
    assert capsys.readouterr().out.startswith("2,310.50万元")
    assert main([*asked[:3], "--set", "项目支付=1", "--lang", "zh"]) == 2
    assert "是不是“项目支出”" in capsys.readouterr().err


def test_json_holds_the_value_its_interval_and_the_tree(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["eval", FORM, "基本支出 + 缺省(单位资金, 0)", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["value"] == {
        "kind": "number", "dimension": "money", "unit": "万元",
        "value": "2310.4", "low": "2310.395", "high": "2310.405", "exact": False,
    }  # fmt: skip
    first, second = said["operands"]
    assert first["cells"][0]["line"] == 6 and first["cells"][0]["certainty"] == "certain"
    assert second["operands"][0]["value"]["missing"] == "absent"
    assert main(["eval", FORM, "1", "--format", "xml"]) == 2
