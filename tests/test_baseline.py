"""The baseline: what was known when perfcheck was adopted is counted apart, what is new counts."""

import json
import os
from pathlib import Path

import pytest
from season import CLEAN, DOUBLED, RULES, VAGUE, of

from perfcheck.baseline import updated
from perfcheck.checking import check_files
from perfcheck.cli.main import main
from perfcheck.errors import ConfigError
from perfcheck.finding import Report
from perfcheck.options import Options

SELECTED = ["--select", ",".join(RULES)]

pytestmark = pytest.mark.usefixtures("chinese")


@pytest.fixture
def baseline(form: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = form.with_name("基线.json")
    assert update(form, path) == 0
    assert capsys.readouterr().out.strip() == f"已写入 {path}：1 个问题"
    return path


def update(form: Path, baseline: Path, *more: str) -> int:
    line = ["lint", str(form), *SELECTED, "--baseline", str(baseline), "--update-baseline"]
    return main([*line, *more])


def linted(form: Path, baseline: Path | None, **more: object) -> Report:
    options = {"select": RULES, "fail_on": "warning", **more}
    if baseline:
        options["baseline"] = str(baseline)
    return check_files([str(form)], Options(**options))  # type: ignore[arg-type]


def rules(report: Report) -> list[list[str]]:
    return [[finding.rule for finding in document.findings] for document in report.documents]


def known(report: Report) -> list[list[str]]:
    return [[finding.rule for finding in document.known] for document in report.documents]


def test_what_is_known_fails_nothing_and_is_counted(form: Path, baseline: Path) -> None:
    assert linted(form, None).exit_code == 1
    report = linted(form, baseline)
    assert (rules(report), known(report)) == ([[]], [["VALUE-002"]])
    assert report.exit_code == 0
    assert report.documents[0].verdict == "passed"


def test_only_what_is_new_fails(form: Path, baseline: Path) -> None:
    form.write_text("\n\n" + DOUBLED, "utf-8")
    report = linted(form, baseline)
    assert (rules(report), known(report)) == ([["TEXT-004"]], [["VALUE-002"]])
    assert report.exit_code == 1


def test_a_known_finding_whose_values_changed_is_new(form: Path, baseline: Path) -> None:
    form.write_text(VAGUE.replace("良好", "较好"), "utf-8")
    report = linted(form, baseline)
    assert rules(report) == [["VALUE-002"]]
    assert "值变了" in report.documents[0].findings[0].remark.zh


def test_a_known_warning_that_became_an_error_is_new(form: Path, baseline: Path) -> None:
    report = linted(form, baseline, severity=(("VALUE-002", "error"),))
    assert rules(report) == [["VALUE-002"]]
    report = linted(form, baseline, severity=(("VALUE-002", "info"),))
    assert rules(report) == [[]]


def test_what_is_gone_is_told_once(form: Path, baseline: Path) -> None:
    assert linted(form, baseline).remarks == ()
    form.write_text(CLEAN, "utf-8")
    (remark,) = linted(form, baseline).remarks
    assert "1 个问题" in remark.zh and "--update-baseline" in remark.zh
    assert linted(form, baseline, select=("TEXT-004",)).remarks == ()


def test_json_and_pages_count_what_is_known(
    form: Path, baseline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["lint", str(form), *SELECTED, "--baseline", str(baseline), "--format"]
    assert main([*line, "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["summary"]["known"], said["documents"][0]["known"]) == (1, 1)
    assert said["documents"][0]["findings"] == []
    for format_name in ("rich", "concise"):
        main([*line, format_name])
        page = capsys.readouterr().out
        assert "基线里已有 1" in page and "没有发现问题" not in page


def test_a_baseline_holds_wherever_one_stands(
    form: Path, baseline: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(form.parent)
    assert known(linted(Path(form.name), Path(baseline.name))) == [["VALUE-002"]]
    moved = form.parent / "新"
    moved.mkdir()
    (moved / form.name).write_text(VAGUE, "utf-8")
    assert known(linted(moved, baseline)) == [["VALUE-002"]]


def test_another_department_has_a_baseline_of_its_own(form: Path, baseline: Path) -> None:
    other = form.with_name("另一份.txt")
    other.write_text(of("青禾县民政局", VAGUE), "utf-8")
    assert rules(linted(other, baseline)) == [["VALUE-002"]]


def test_updating_for_one_form_keeps_what_is_said_of_the_others(form: Path, baseline: Path) -> None:
    other = form.with_name("另一份.txt")
    other.write_text(of("青禾县民政局", VAGUE), "utf-8")
    gone = form.with_name("不在了.txt")
    gone.write_text(of("南屏县教育局", VAGUE), "utf-8")
    assert update(other, baseline) == 0
    assert update(gone, baseline) == 0
    gone.unlink()
    form.write_text(CLEAN, "utf-8")
    assert update(form, baseline) == 0
    data = json.loads(baseline.read_text("utf-8"))
    counts = {document["file"]: len(document["findings"]) for document in data["documents"]}
    assert counts == {"申报表.txt": 0, "另一份.txt": 1}


def test_the_same_findings_make_the_same_file(form: Path, baseline: Path) -> None:
    before = baseline.read_bytes()
    assert update(form, baseline) == 0
    assert baseline.read_bytes() == before
    assert updated(str(baseline), linted(form, None))[1] == 1


def test_accepted_findings_are_not_in_it(form: Path, baseline: Path) -> None:
    assert main(["accept", str(form), "VALUE-002", "--reason", "有批复"]) == 0
    assert update(form, baseline) == 0
    assert json.loads(baseline.read_text("utf-8"))["documents"][0]["findings"] == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"documents": 1}', "\x00", '{"a": '])
def test_what_is_no_baseline_is_refused_on_one_line(
    form: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = form.with_name("别的.json")
    path.write_text(text, "utf-8")
    for more in ([], ["--update-baseline"]):
        assert main(["lint", str(form), "--baseline", str(path), *more]) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert path.read_text("utf-8") == text


def test_a_baseline_that_is_not_there_is_a_mistake(
    form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ConfigError, match="baseline"):
        linted(form, form.with_name("没有.json"))
    assert main(["lint", str(form), "--update-baseline"]) == 2
    assert "--baseline" in capsys.readouterr().err


def test_a_run_that_could_not_check_all_says_so(form: Path, baseline: Path) -> None:
    bad = form.with_name("坏.txt")
    bad.write_bytes(b"\x00\x01\x02\xff\xfe\x00")
    line = ["lint", str(form), str(bad), *SELECTED, "--baseline", str(baseline)]
    assert main([*line, "--update-baseline"]) == 2


def test_a_form_that_was_checked_only_in_part_is_said_to_be(
    form: Path, baseline: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["lint", str(form), *SELECTED, "--baseline", str(baseline), "--min-coverage", "1"]
    form.write_text(
        form.read_text("utf-8") + "\n这一行不属于任何栏目，谁也读不懂它说的是什么\n", "utf-8"
    )
    assert main([*line, "--update-baseline"]) == 2
    assert str(form) in capsys.readouterr().out


def test_a_baseline_that_cannot_be_written_stays_whole(
    form: Path, baseline: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = baseline.read_bytes()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    form.write_text(DOUBLED, "utf-8")
    assert update(form, baseline) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert baseline.read_bytes() == before


def test_the_configuration_may_name_it(form: Path, baseline: Path) -> None:
    config = form.with_name("perfcheck.yaml")
    config.write_text(f"baseline: {baseline.name}\nfail_on: warning\n", "utf-8")
    assert main(["lint", str(form), *SELECTED]) == 0
