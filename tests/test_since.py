"""An earlier run beside this one: mended, new, open, and the season by department."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from season import CLEAN, DOUBLED, RULES, VAGUE, WRONG, of

from perfcheck.checking import check_files
from perfcheck.cli.main import main
from perfcheck.finding import Report
from perfcheck.options import Options
from perfcheck.reporters import Look, render

SCHEMA = Path(__file__).parent.parent / "perfcheck" / "schema" / "lint.schema.json"
SELECTED = ["--select", ",".join(RULES)]

pytestmark = pytest.mark.usefixtures("chinese")


def kept(*paths: Path, name: str = "上次.json", select: tuple[str, ...] = RULES) -> Path:
    """The report of a run over `paths`, as JSON beside the first."""
    report = check_files([str(path) for path in paths], Options(select=select))
    file = paths[0].parent / name
    file.write_text(render(report, "json", Look()), "utf-8")
    return file


def linted(past: Path, *paths: Path, **more: object) -> Report:
    options = {"select": RULES, "since": str(past), **more}
    return check_files([str(path) for path in paths], Options(**options))  # type: ignore[arg-type]


def changes(report: Report) -> dict[str, str]:
    return {f.rule: f.change for document in report.documents for f in document.findings}


def mended(report: Report) -> list[str]:
    assert report.since is not None
    return [gone.rule for gone in report.since.mended]


def test_mended_new_and_open(form: Path) -> None:
    past = kept(form)
    form.write_text("\n" + DOUBLED, "utf-8")
    report = linted(past, form)
    assert changes(report) == {"VALUE-002": "open", "TEXT-004": "new"}
    assert mended(report) == []
    past = kept(form)
    form.write_text(VAGUE, "utf-8")
    assert mended(linted(past, form)) == ["TEXT-004"]
    form.write_text(CLEAN, "utf-8")
    assert sorted(mended(linted(past, form))) == ["TEXT-004", "VALUE-002"]


@given(blank=st.integers(0, 3), texts=st.permutations([CLEAN, VAGUE, DOUBLED, WRONG]))
def test_every_finding_of_then_and_now_is_told_of_once(
    tmp_path_factory: pytest.TempPathFactory, blank: int, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("two") / "申报表.txt"
    path.write_text(texts[0], "utf-8")
    past = kept(path)
    then = {f["rule"] for f in json.loads(past.read_text("utf-8"))["documents"][0]["findings"]}
    path.write_text("\n" * blank + texts[1], "utf-8")
    report = linted(past, path)
    now = changes(report)
    assert {rule for rule, change in now.items() if change == "new"} == now.keys() - then
    assert {rule for rule, change in now.items() if change == "open"} == now.keys() & then
    assert set(mended(report)) == then - now.keys()


def test_a_finding_whose_values_changed_is_open_and_says_so(form: Path) -> None:
    past = kept(form)
    form.write_text(VAGUE.replace("良好", "较好"), "utf-8")
    (finding,) = linted(past, form).documents[0].findings
    assert finding.change == "open"
    assert "值有变" in finding.remark.zh


def test_what_was_not_judged_again_is_not_called_mended(form: Path) -> None:
    past = kept(form)
    report = linted(past, form, select=("TEXT-004",))
    assert report.since is not None
    assert mended(report) == []
    assert [gone.rule for gone in report.since.unjudged] == ["VALUE-002"]


def test_what_a_rule_found_under_an_earlier_id_is_not_called_mended(form: Path) -> None:
    form.write_text(CLEAN.replace("合格率\t100%\t100%", "质量\t良好，及时、\t良好"), "utf-8")
    past = kept(form, select=("TEXT-008",))
    data = json.loads(past.read_text("utf-8"))
    (finding,) = data["documents"][0]["findings"]
    finding.update(rule="VALUE-013", fingerprint="0123456789abcdef")
    past.write_text(json.dumps(data), "utf-8")
    report = linted(past, form, select=("TEXT-008",))
    assert changes(report) == {"TEXT-008": "new"}
    assert report.since is not None
    assert (mended(report), len(report.since.unjudged)) == ([], 1)
    form.write_text(CLEAN, "utf-8")
    assert mended(linted(past, form, select=("TEXT-008",))) == ["VALUE-013"]


def test_a_form_that_is_not_checked_again_is_neither(form: Path) -> None:
    other = form.with_name("另一份.txt")
    other.write_text(of("青禾县民政局", VAGUE), "utf-8")
    past = kept(form, other)
    report = linted(past, form)
    assert report.since is not None
    assert (mended(report), report.since.unjudged) == ([], ())
    assert report.since.unchecked == (str(other),)


def test_a_renamed_form_is_still_the_same(form: Path) -> None:
    past = kept(form)
    renamed = form.rename(form.with_name("申报表（修改）.txt"))
    report = linted(past, renamed)
    assert changes(report) == {"VALUE-002": "open"}
    assert report.since is not None and report.since.unchecked == ()


def test_a_run_from_another_folder_knows_the_form(
    form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = kept(form)
    monkeypatch.chdir(form.parent)
    assert changes(linted(past, Path(form.name))) == {"VALUE-002": "open"}


def test_other_rules_are_told_of(form: Path) -> None:
    past = kept(form)
    assert linted(past, form).remarks == ()
    data = json.loads(past.read_text("utf-8"))
    past.write_text(json.dumps({**data, "rules_digest": "fedcba9876543210"}), "utf-8")
    (remark,) = linted(past, form).remarks
    assert "fedcba9876543210" in remark.zh and "规则" in remark.zh


def test_a_report_from_before_there_were_digests_of_values_will_do(form: Path) -> None:
    past = kept(form)
    data = json.loads(past.read_text("utf-8"))
    del data["documents"][0]["findings"][0]["values"]
    past.write_text(json.dumps(data), "utf-8")
    (finding,) = linted(past, form).documents[0].findings
    assert (finding.change, finding.remark.zh) == ("open", "")


@pytest.mark.parametrize("text", ["", "[1]", "null", '{"documents": [{}]}', "\xff", "甲"])
def test_a_foreign_file_is_refused_on_one_line(
    form: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    past = form.with_name("别的.json")
    past.write_text(text, "latin-1" if text == "\xff" else "utf-8")
    assert main(["lint", str(form), "--since", str(past)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["lint", str(form), "--since", str(past) + "x", "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["summary"]["exit_code"] == 2


def test_one_file_can_be_last_and_next(form: Path) -> None:
    past = kept(form)
    form.write_text(DOUBLED, "utf-8")
    line = ["lint", str(form), *SELECTED, "--format", "json", "--since", str(past)]
    main([*line, "--output", str(past)])
    assert json.loads(past.read_text("utf-8"))["since"]["new"] == 1
    main([*line, "--output", str(past)])
    assert json.loads(past.read_text("utf-8"))["since"]["new"] == 0


@pytest.fixture
def season(tmp_path: Path) -> tuple[Path, Path]:
    """Two departments, twelve forms: one of one department mended, one of the other spoilt."""
    for number in range(6):
        for department in ("云川市水务局", "青禾县民政局"):
            path = tmp_path / department / f"{number}.txt"
            path.parent.mkdir(exist_ok=True)
            text = VAGUE.replace("南渡河", f"南渡河{'甲乙丙丁戊己'[number]}段")
            path.write_text(of(department, text), "utf-8")
    past = kept(tmp_path)
    moved = tmp_path / "上次.json"
    moved = past.rename(tmp_path / "last.json") if past != moved else past
    (tmp_path / "云川市水务局" / "0.txt").write_text(CLEAN, "utf-8")
    (tmp_path / "青禾县民政局" / "0.txt").write_text(of("青禾县民政局", WRONG), "utf-8")
    return tmp_path, moved


def said(report: Report) -> Any:
    data = json.loads(render(report, "json", Look()))
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)
    return data


def test_a_season_by_department(season: tuple[Path, Path]) -> None:
    folder, past = season
    report = linted(past, folder)
    rows = {row["department"]: row for row in said(report)["summary"]["departments"]}
    water, welfare = rows["云川市水务局"], rows["青禾县民政局"]
    counts = ("forms", "error", "warning", "mended", "new", "open", "verdict")
    assert [water[name] for name in counts] == [6, 0, 5, 1, 0, 5, "passed"]
    assert [welfare[name] for name in counts] == [6, 1, 5, 1, 1, 5, "failed"]


def test_json_tells_what_changed(season: tuple[Path, Path]) -> None:
    folder, past = season
    data = said(linted(past, folder))
    since = data["since"]
    assert (since["new"], since["open"]) == (1, 10)
    assert [gone["rule"] for gone in since["mended"]] == ["VALUE-002", "VALUE-002"]
    assert since["not_judged"] == since["not_checked"] == []
    told = [f["change"] for document in data["documents"] for f in document["findings"]]
    assert sorted(told) == ["new", *["open"] * 10]


def test_pages_tell_what_changed(season: tuple[Path, Path]) -> None:
    folder, past = season
    report = linted(past, folder)
    concise = render(report, "concise", Look())
    assert concise.count("仍在 需说明 VALUE-002") == 10
    assert concise.count("新增 错误 ARITH-001") == 1
    assert concise.count("已改 VALUE-002") == 2
    page = render(report, "rich", Look(width=120))
    assert "按部门（2 个）" in page
    assert "已改 2 · 新增 1 · 仍在 10" in page
    english = render(report, "rich", Look("en", 120))
    assert "By department (2)" in english and "mended 2 · new 1 · open 10" in english


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_of_the_season_is_wider_than_the_page(
    season: tuple[Path, Path], width: int, language: Any
) -> None:
    folder, past = season
    page = render(linted(past, folder), "rich", Look(language, width))
    assert [line for line in page.splitlines() if cell_len(line) > width] == []


def test_the_table_by_department_is_shown_where_asked_for(form: Path) -> None:
    report = check_files([str(form)], Options(select=RULES))
    assert "按部门" not in render(report, "rich", Look())
    assert "按部门" in render(report, "rich", Look(by_department=True))


def test_runs_under_several_configurations_are_compared_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = []
    for department in ("云川市水务局", "青禾县民政局"):
        path = tmp_path / department / "申报表.txt"
        path.parent.mkdir()
        path.write_text(of(department, VAGUE), "utf-8")
        path.with_name("perfcheck.yaml").write_text("fail_on: warning\n", "utf-8")
        paths.append(path)
    past = kept(*paths)
    paths[0].write_text(CLEAN, "utf-8")
    line = ["lint", *map(str, paths), *SELECTED, "--since", str(past), "--format", "json"]
    main(line)
    since = json.loads(capsys.readouterr().out)["since"]
    assert (len(since["mended"]), since["open"], since["not_checked"]) == (1, 1, [])
