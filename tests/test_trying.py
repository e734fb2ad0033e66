"""`try` tells what a rule newly finds, no longer finds, and cannot judge."""

import json
from pathlib import Path
from typing import Any

import pytest

from perfcheck.cli.main import main
from perfcheck.library import rule_files
from perfcheck.locate import rules_folder

ROOT = Path(__file__).resolve().parent.parent
DEFECTS = str(ROOT / "examples" / "defects" / "department-target.txt")
CLEAN = str(ROOT / "examples" / "clean" / "guangdong.txt")
NEW = """\
id: OFFICE-001
name: 项目支出不超过基本支出
severity: warning
kinds: [department-target]
assert: 项目支出 <= 基本支出
message: 项目支出 {项目支出} 超过基本支出
why: 甲
hint: 乙
examples:
  - pass: {项目支出: 1.00, 基本支出: 2.00}
  - fail: {项目支出: 3.00, 基本支出: 2.00}
"""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")


def tried(capsys: pytest.CaptureFixture[str], text: str, *paths: str) -> dict[str, Any]:
    Path("mine.yaml").write_text(text, "utf-8")
    assert main(["try", "mine.yaml", *paths, "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)["rules"][0]
    return found


def shipped(rule: str) -> str:
    path = next(path for path in rule_files([rules_folder()]) if path.endswith(f"{rule}.yaml"))
    return Path(path).read_text("utf-8")


def test_a_new_rule_shows_what_it_finds(capsys: pytest.CaptureFixture[str]) -> None:
    found = tried(capsys, NEW, CLEAN, DEFECTS)
    assert not found["replaces"] and not found["gone"] and not found["still"]
    assert {one["file"] for one in found["new"]} == {CLEAN, DEFECTS}
    assert all(one["message"].startswith("项目支出 ") and one["line"] for one in found["new"])


def test_a_rule_that_is_unchanged_finds_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    found = tried(capsys, shipped("ARITH-001"), DEFECTS)
    assert found["replaces"] and found["still"] == 1
    assert not (found["new"] or found["gone"] or found["otherwise"])


def test_a_rule_made_mild_no_longer_finds(capsys: pytest.CaptureFixture[str]) -> None:
    mild = shipped("ARITH-001").replace("assert: >-\n", "assert: >-\n  有(基本支出) 或\n")
    found = tried(capsys, mild, DEFECTS)
    assert len(found["gone"]) == 1 and not found["new"] and not found["still"]


def test_other_words_or_another_severity_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    for old, new in (("severity: error", "severity: info"), ("message: 基本", "message: 说 基本")):
        found = tried(capsys, shipped("ARITH-001").replace(old, new), DEFECTS)
        assert found["still"] == len(found["otherwise"]) == 1


def test_what_cannot_be_judged_is_told_with_the_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = tried(capsys, NEW.replace("基本支出\nm", "单位资金\nm"), CLEAN)
    (skip,) = found["unjudged"]
    assert "单位资金" in skip["reason"] and skip["count"] == 1 and not found["new"]


def test_the_text_lists_up_to_so_many_places(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.yaml").write_text(NEW, "utf-8")
    assert main(["try", "mine.yaml", CLEAN, DEFECTS, "--most", "1", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "OFFICE-001  warning" in said and "[a new rule]" in said
    assert "  newly found: 2\n    + " in said and "… 1 more" in said
    assert "tried on 2 files with 2 forms" in said


def test_a_broken_rule_is_told_with_all_mistakes_before_any_form_is_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = NEW.replace("warning", "警告").replace("<= 基本支出\n", "<= 50\n")
    Path("mine.yaml").write_text(text, "utf-8")
    assert main(["try", "mine.yaml", "missing.txt", "--lang", "zh"]) == 2
    said = capsys.readouterr().err
    assert "mine.yaml:3:11" in said and "是不是“warning”" in said
    assert "mine.yaml:5:9" in said and "50万元" in said and said.count("^\n") >= 2


def test_a_form_that_cannot_be_read_keeps_no_other_from_being_tried(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("mine.yaml").write_text(NEW, "utf-8")
    Path("note.txt").write_text("会议通知\n下午三点开会\n", "utf-8")
    assert main(["try", "mine.yaml", "note.txt", CLEAN, "--format", "json"]) == 2
    said = json.loads(capsys.readouterr().out)
    assert len(said["rules"][0]["new"]) == 1 and said["errors"][0]["file"] == "note.txt"
    Path("forms").mkdir()
    Path("forms", "note.txt").write_text("会议通知\n下午三点开会\n", "utf-8")
    assert main(["try", "mine.yaml", "forms", CLEAN, "--format", "json"]) == 0
    capsys.readouterr()
    assert main(["try", "mine.yaml", "forms", "--format", "json"]) == 2


def test_a_folder_of_rules_is_tried_rule_by_rule(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine").mkdir()
    Path("mine", "a.yaml").write_text(NEW, "utf-8")
    Path("mine", "b.yaml").write_text(NEW.replace("OFFICE-001", "OFFICE-002"), "utf-8")
    assert main(["try", "mine", CLEAN, "--format", "json"]) == 0
    rules = json.loads(capsys.readouterr().out)["rules"]
    assert [rule["rule"] for rule in rules] == ["OFFICE-001", "OFFICE-002"]
    Path("empty").mkdir()
    assert main(["try", "empty", CLEAN]) == 2
