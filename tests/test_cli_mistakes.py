"""Mistakes at the command line that must not pass in silence, and what they are told."""

import json
from pathlib import Path

import pytest
from season import VAGUE

from perfcheck.checking import check
from perfcheck.cli.main import main
from perfcheck.errors import ConfigError
from perfcheck.finding import Report
from perfcheck.options import Options
from perfcheck.reporters import Look, render

TOGETHER = Path(__file__).resolve().parent.parent / "examples" / "together"


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PERFCHECK_LANG", "zh")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "水务局 [本级].txt"
    path.write_text(VAGUE, "utf-8")
    return path


@pytest.mark.parametrize(
    "option",
    ["--since", "--baseline", "--explanations", "--config", "--output", "--profile", "--rules"],
)
def test_an_option_that_is_given_nothing_is_refused(
    form: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", form.name, option, ""]) == 2
    assert option in capsys.readouterr().err


def test_a_path_that_is_empty_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "", "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["summary"]["exit_reasons"] == ["路径是空的"]


@pytest.mark.parametrize("arguments", [["--nope"], ["--year"], ["--formats", "x"]])
def test_who_asks_for_json_gets_it_for_a_wrong_command_line_too(
    form: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", form.name, "--format", "json", *arguments]) == 2
    shown = capsys.readouterr()
    (reason,) = json.loads(shown.out)["summary"]["exit_reasons"]
    assert reason in shown.err
    before = form.read_bytes()
    assert main(["lint", form.name, "--output", form.name, "--format=json", *arguments]) == 2
    assert form.read_bytes() == before, "no form is overwritten"


def test_the_baseline_is_not_overwritten_by_a_report(form: Path, tmp_path: Path) -> None:
    assert main(["lint", form.name, "--baseline", "b.json", "--update-baseline"]) == 0
    before = (tmp_path / "b.json").read_bytes()
    arguments = ["lint", form.name, "--baseline", "b.json", "--format", "json", "--output"]
    assert main([*arguments, "b.json"]) == 2
    assert (tmp_path / "b.json").read_bytes() == before
    assert main([*arguments, "last.json"]) == 0
    assert main([*arguments, "last.json", "--since", "last.json"]) == 0, "the next of a row"


def test_no_report_takes_the_place_of_what_an_office_wrote(form: Path, tmp_path: Path) -> None:
    words = "profile: own.yaml\n"
    (tmp_path / "perfcheck.yaml").write_text(words, "utf-8")
    (tmp_path / "own.yaml").write_text("words: {阈值: {add: {甲数上限: 3}}}\n", "utf-8")
    (tmp_path / "审核说明.yaml").write_text("[]\n", "utf-8")
    for name in ("perfcheck.yaml", "own.yaml", "审核说明.yaml"):
        before = (tmp_path / name).read_bytes()
        assert main(["lint", form.name, "--format", "concise", "--output", name]) == 2
        assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize("asked", [["--format", "json"], ["--output", "r.txt"]])
def test_writing_the_baseline_gives_no_report(
    form: Path, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint", form.name, "--baseline", "b.json", "--update-baseline", *asked]) == 2
    assert asked[0] in capsys.readouterr().err


def test_a_what_if_value_that_is_none_is_refused(form: Path) -> None:
    with pytest.raises(ConfigError, match="项目支出=abc"):
        check([str(form)], Options(what_if=(("项目支出", "abc"),)))
    with pytest.raises(ConfigError, match="perfcheck parse"):
        check([str(form)], Options(what_if=(("无此项", "1"),)))
    assert check([str(form)], Options(what_if=(("项目支出", ""),))).documents


def test_capitals_are_not_taken_for_another_rule() -> None:
    with pytest.raises(ConfigError, match="did you mean ARITH-001"):
        check(["."], Options(select=("arith-001",)))


def test_a_missing_option_is_named(form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["accept", form.name, "VALUE-002"]) == 2
    assert "--reason" in capsys.readouterr().err


def test_a_few_rules_do_not_tell_that_a_form_is_cut_off() -> None:
    report = check([str(TOGETHER)], Options(select=("XREF",), together=True))
    assert report.documents and report.exit_code == 0


def test_the_command_that_explains_can_be_copied(form: Path) -> None:
    page = render(check([form.name]), "rich", Look("zh", 100))
    assert '\n  perfcheck accept "水务局 [本级].txt" ' in page
    across = render(check(["."], Options()), "rich", Look("zh", 100))
    assert "--together" not in across.splitlines()[-1]


def of_together(tmp_path: Path) -> Report:
    for path in TOGETHER.glob("*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return check(["."], Options(together=True))


def test_a_finding_across_documents_is_explained_as_the_report_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = render(of_together(tmp_path), "rich", Look("zh", 100))
    command = next(line for line in page.splitlines() if line.startswith("  perfcheck accept"))
    assert "--together" in command
    assert main([*command.split()[1:-1], "口径不同"]) == 0
    assert sum(d.findings[0].accepted is not None for d in of_together(tmp_path).documents) == 1


def test_a_form_among_those_of_its_folder_may_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of_together(tmp_path)
    (tmp_path / "坏.txt").write_bytes(b"\x00\x01")
    arguments = ["accept", "targets.txt", "XREF-080", "--reason", "口径不同"]
    assert main(arguments) == 2
    assert "--together" in capsys.readouterr().err
    assert main([*arguments, "--together"]) == 0
    assert main(["accept", "坏.txt", "XREF-080", "--reason", "无", "--together"]) == 2


def test_the_other_documents_lines_are_shown(tmp_path: Path) -> None:
    lines = render(of_together(tmp_path), "rich", Look("zh", 100)).splitlines()
    place = next(number for number, line in enumerate(lines) if "projects.txt:7" in line)
    assert lines[place + 1].startswith("  7 │ ") and "~" in lines[place + 2]
    assert "^" not in lines[place + 2]


def test_paths_under_configurations_of_their_own_are_not_silently_kept_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, name in (("甲", "targets.txt"), ("乙", "projects.txt")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "perfcheck.yaml").write_text("lang: zh\n", "utf-8")
        (tmp_path / folder / name).write_bytes((TOGETHER / name).read_bytes())
    assert main(["lint", "甲", "乙", "--together", "--format", "concise"]) == 0
    assert "没有互相核对：甲、乙" in capsys.readouterr().out
    report = check(["."], Options(together=True))
    assert [Path(passed.file).parent.name for passed in report.passed_over] == ["乙", "甲"]
    assert "没有用" in report.passed_over[0].message.zh


def test_a_report_names_its_profile(form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for shape, said in (("rich", "口径 central-2021"), ("concise", "口径 central-2021")):
        main(["lint", form.name, "--profile", "central-2021", "--format", shape])
        assert said in capsys.readouterr().out
    main(["lint", form.name, "--profile", "central-2021", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["profile"] == "central-2021"
    main(["lint", form.name, "--format", "json"])
    assert json.loads(capsys.readouterr().out)["profile"] is None


def test_english_pages_count_in_words(form: Path) -> None:
    page = render(check([form.name]), "rich", Look("en", 100, show_skipped=True))
    assert "1 time" in page and "built-in" not in page


def test_eval_takes_any_form_of_a_file(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = VAGUE + "\n" + VAGUE.replace("云川市水务局", "青禾县民政局")
    (tmp_path / "两张.txt").write_text(both, "utf-8")
    assert main(["eval", "两张.txt", "部门名称", "--form", "f2"]) == 0
    assert capsys.readouterr().out.startswith("青禾县民政局")
    assert main(["eval", "两张.txt", "部门名称", "--form", "f3"]) == 2
    assert "f1" in capsys.readouterr().err


def test_no_example_is_made_of_what_is_not_about_one_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of_together(tmp_path)
    assert main(["false-alarm", "targets.txt", "XREF-080"]) == 2
    assert "explain XREF-080" in capsys.readouterr().err
    assert main(["false-alarm", "targets.txt", "NOTE-001"]) == 2
    assert "审核说明" in capsys.readouterr().err
