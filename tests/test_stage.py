"""Stages: a rule with a stage runs at that stage, and where no stage is named."""

import json
from pathlib import Path

import pytest

from perfcheck.cli.main import main

FORM = Path(__file__).resolve().parent.parent / "examples" / "defects" / "department-target.txt"
RULE = """\
id: OFFICE-{number:03}
name: 公开时写明项目支出
severity: info
kinds: [department-target]
{stage}
assert: 项目支出 <= 1元
message: 项目支出 {{项目支出}}
why: 公开的表要写明。
hint: 补上。
examples: [{{pass: {{项目支出: "0.0001"}}}}, {{fail: {{项目支出: "2.00"}}}}]
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rules").mkdir()
    for number, stage in ((1, "stage: [公开]"), (2, "stage: [申报, 审核]"), (3, "")):
        text = RULE.format(number=number, stage=stage)
        (tmp_path / "rules" / f"{number}.yaml").write_text(text, "utf-8")
    (tmp_path / "form.txt").write_bytes(FORM.read_bytes())
    (tmp_path / "perfcheck.yaml").write_text("rules: rules\nselect: OFFICE\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> set[str]:
    main(["lint", "form.txt", "--format", "json", *arguments])
    report = json.loads(capsys.readouterr().out)
    assert not report["broken"]
    return {finding["rule"][-1] for finding in report["documents"][0]["findings"]}


def test_the_stage_chooses_rules(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys) == {"1", "2", "3"}
    assert found(capsys, "--stage", "公开") == {"1", "3"}
    assert found(capsys, "--stage", "审核") == {"2", "3"}
    assert found(capsys, "--stage", "申报") == {"2", "3"}


def test_the_configuration_names_the_stage_and_an_option_beats_it(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = desk / "perfcheck.yaml"
    config.write_text(config.read_text("utf-8") + "stage: 公开\n", "utf-8")
    assert found(capsys) == {"1", "3"}
    assert found(capsys, "--stage", "审核") == {"2", "3"}


def test_the_list_of_rules_tells_their_stages(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", "--stage", "公开", "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert "OFFICE-001" in said and "公开" in said and "OFFICE-002" not in said


def test_a_stage_that_there_is_not(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "form.txt", "--stage", "初审"]) == 2
    assert "审核" in capsys.readouterr().err


def test_a_selector_of_a_broken_rule_tells_what_is_wrong_with_it(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = RULE.format(number=9, stage="stage: [公开]").replace("项目支出 <=", "项目支初 <=")
    (desk / "rules" / "9.yaml").write_text(text, "utf-8")
    assert main(["lint", "form.txt", "--select", "OFFICE-009", "--format", "concise"]) == 2
    assert "项目支初" in capsys.readouterr().out
