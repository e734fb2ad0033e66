"""`new-rule` writes a rule to fill in: test-rules says what is missing, and then what is wrong."""

from pathlib import Path

import pytest

from perfcheck.cli.main import main
from perfcheck.yamlfile import load

FILLED = {
    "name:\n": "name: 每个指标都有年度指标值\n",
    "assert:\n": "assert: 有(年度指标值)\n",
    "message:\n": "message: 指标“{指标名称}”没有年度指标值\n",
    "why:\n": "why: 没有值就没法考核。\n",
    "hint:\n": "hint: 填写年度指标值。\n",
    "pass: {}": "pass: {绩效指标: [{指标名称: 改造管网长度, 年度指标值: ≥42公里}]}",
    "fail: {}": "fail: {绩效指标: [{指标名称: 改造管网长度, 年度指标值: null}]}",
}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_what_is_empty_is_told_key_by_key(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-rule", "OFFICE-003", "--lang", "zh"]) == 0
    assert "perfcheck test-rules OFFICE-003.yaml" in capsys.readouterr().out
    assert main(["test-rules", "OFFICE-003.yaml", "--lang", "zh"]) == 2
    said = capsys.readouterr().err
    for key in ("name", "assert", "message", "why", "hint"):
        assert f"{key} 是空的，还没有填" in said
    assert "kinds 不能是空的" in said


def test_filled_in_it_is_a_rule_that_passes_its_tests(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ["new-rule", "OFFICE-003", "--kind", "绩效目标表", "--each", "绩效指标"]
    assert main(asked) == 0
    path = Path("OFFICE-003.yaml")
    text = path.read_text("utf-8")
    for empty, full in FILLED.items():
        assert text.count(empty) == 1, empty
        text = text.replace(empty, full)
    path.write_text(text, "utf-8")
    assert main(["test-rules", str(path), "--lang", "en"]) == 0, capsys.readouterr()
    data = load(str(path)).data
    assert data["each"] == "绩效指标" and data["kinds"] == ["绩效目标表"]


def test_it_goes_into_the_folder_of_rules_or_to_the_screen_and_overwrites_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("rules").mkdir()
    assert main(["new-rule", "OFFICE-003"]) == 0
    assert Path("rules", "OFFICE-003.yaml").exists()
    assert main(["new-rule", "OFFICE-003"]) == 2
    capsys.readouterr()
    assert main(["new-rule", "OFFICE-004", "--output", "-"]) == 0
    assert "id: OFFICE-004\n" in capsys.readouterr().out
    assert not Path("rules", "OFFICE-004.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ARITH-001"], "perfcheck explain ARITH-001"),
        (["VALUE-013"], "perfcheck explain VALUE-013"),
        (["office-1"], "OFFICE-003"),
        (["OFFICE-003", "--each", "指标"], "绩效指标"),
        (["OFFICE-003", "--kind", "绩效目标"], "绩效目标表"),
    ],
)
def test_what_is_taken_or_unknown_is_refused(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["new-rule", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not list(Path().iterdir())
