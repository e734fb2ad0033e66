"""Several reports of one run: --format, --output and --also."""

import json
import sys
from pathlib import Path

import pytest

from perfcheck.__main__ import main

FORM = Path(__file__).resolve().parent.parent / "examples" / "defects" / "ARITH-001.txt"


@pytest.fixture
def form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "申报表.txt"
    path.write_bytes(FORM.read_bytes())
    return path


def test_one_run_writes_several_reports(form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    also = ["--also", "json=out/结果.json", "--also", "concise=out/短.txt"]
    assert main(["lint", form.name, "--format", "concise", *also]) == 1
    shown = capsys.readouterr().out
    assert Path("out/短.txt").read_text("utf-8") == shown
    said = json.loads(Path("out/结果.json").read_text("utf-8"))
    assert [f["rule"] for f in said["documents"][0]["findings"]] == ["ARITH-001"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--also", "json"], "--also"),
        (["--also", "json="], "--also"),
        (["--also", "jsno=a.json"], "json"),
        (["--also", "json=a.json", "--also", "concise=./a.json"], "a.json"),
        (["--output", "a.txt", "--also", "json=a.txt"], "a.txt"),
        (["--also", "json=申报表.txt"], "申报表.txt"),
        (["--also", "html=b.html", "--update-baseline", "--baseline", "b2.json"], "--also"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_written(
    form: Path, capsys: pytest.CaptureFixture[str], asked: list[str], told: str
) -> None:
    before = form.read_bytes()
    assert main(["lint", form.name, *asked]) == 2
    assert told in capsys.readouterr().err
    assert form.read_bytes() == before
    assert [path.name for path in form.parent.iterdir()] == [form.name]


def test_a_report_that_cannot_be_written_keeps_no_other_from_being_written(form: Path) -> None:
    Path("file").write_text("")
    also = ["--also", "json=file/a.json", "--also", "concise=b.txt"]
    assert main(["lint", form.name, "--format", "concise", *also]) == 2
    assert "ARITH-001" in Path("b.txt").read_text("utf-8")
    assert not list(Path().glob("*.tmp"))


def test_a_format_without_its_package_says_what_to_install(
    form: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert main(["lint", form.name, "--also", "xlsx=a.xlsx"]) == 2
    said = capsys.readouterr()
    assert "pip install 'perfcheck[report]'" in said.err
    assert said.err.count("\n") == 1
    assert not Path("a.xlsx").exists()


@pytest.mark.parametrize("format_name", ["json", "sarif", "junit", "csv"])
def test_programs_are_told_in_every_format_that_nothing_could_be_checked(
    form: Path, format_name: str
) -> None:
    arguments = ["lint", form.name, "--fail-on", "nothing", "--also", f"{format_name}=a.out"]
    assert main(arguments) == 2
    assert "nothing" in Path("a.out").read_text("utf-8-sig")


def test_reports_in_the_folder_that_is_checked_are_passed_over(
    form: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = {"html": "报告.html", "docx": "退回意见.docx", "xlsx": "清单.xlsx"}
    for name in reports:
        pytest.importorskip({"html": "jinja2", "xlsx": "xlsxwriter"}.get(name, name))
    also = [word for name, file in reports.items() for word in ("--also", f"{name}={file}")]
    assert main(["lint", ".", "--format", "concise", *also]) == 1
    first = capsys.readouterr().out
    assert main(["lint", ".", "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert [document["file"] for document in said["documents"]] == [f"./{form.name}"]
    passed = {one["file"].removeprefix("./"): one["reason"] for one in said["passed_over"]}
    assert set(passed) == set(reports.values())
    assert all("perfcheck" in reason for reason in passed.values())
    assert "ARITH-001" in first
