"""`eval` says a value in the language asked for, and refuses what makes no sense before it runs."""

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
        ("任务[任务名称 == '甲']", "（没有）", "(none)"),
    ],
)
def test_a_value_is_said_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], expression: str, zh: str, en: str
) -> None:
    for language, said in (("zh", zh), ("en", en)):
        assert main(["eval", FORM, expression, "--lang", language]) == 0
        assert capsys.readouterr().out.split("\n")[0] == said
