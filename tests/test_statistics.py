"""Statistics of a run: what each rule did, over all documents, only where they are asked for."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from perfcheck.checking import check
from perfcheck.cli.main import main
from perfcheck.finding import Report, RuleCount
from perfcheck.library import library
from perfcheck.locate import PACKAGE
from perfcheck.messages import Message
from perfcheck.options import Options
from perfcheck.reporters import Look
from perfcheck.reporters.statistics import table
from perfcheck.statistics import summed
from perfcheck.yamlfile import display_width

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
FORMS = [str(EXAMPLES / "defects" / "department-target.txt"), str(EXAMPLES / "clean/guangdong.txt")]


@pytest.fixture(scope="module")
def report() -> Report:
    return check(FORMS, Options(statistics=True))


def test_the_counts_are_those_of_the_documents(report: Report) -> None:
    totals = [document.checks for document in report.documents]
    for key in ("failed", "passed", "skipped", "not_applicable"):
        told = sum(getattr(count, key) for count in report.statistics)
        assert told == sum(getattr(checks, key) for checks in totals), key
    findings = sum(len(document.findings) for document in report.documents)
    assert sum(count.findings for count in report.statistics) == findings
    assert [count.rule for count in report.statistics] == sorted(
        entry.id for entry in library(Options()).entries if not entry.together
    )


def test_each_rule_on_its_own(report: Report) -> None:
    counts = {count.rule: count for count in report.statistics}
    fired = counts["ARITH-001"]
    assert (fired.forms, fired.failed, fired.passed, fired.findings) == (2, 1, 1, 1)
    assert fired.milliseconds > 0 and fired.name.zh
    idle = [count for count in counts.values() if not count.forms]
    assert idle and all(count.milliseconds == 0 and not count.name.zh for count in idle)


def test_statistics_change_nothing_else_and_are_not_there_unasked(report: Report) -> None:
    plain = check(FORMS, Options())
    assert plain.statistics == ()
    assert report._replace(statistics=()) == plain


def test_counts_of_several_runs_add_up() -> None:
    one = RuleCount("A-001", Message("甲", "a"), 1, failed=1, findings=2, milliseconds=0.5)
    two = RuleCount("A-001", Message("甲", "a"), 2, passed=2, milliseconds=0.25)
    (both,) = summed([one, RuleCount("A-001"), two])
    assert both == RuleCount("A-001", Message("甲", "a"), 3, 1, 2, findings=2, milliseconds=0.75)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 80])
def test_the_table_fits_and_lines_up(report: Report, language: str, width: int) -> None:
    look = Look(language, width)  # type: ignore[arg-type]
    head, *lines = table(report.statistics, look)
    assert all(display_width(line) <= width for line in lines)
    rows = [line for line in lines if line[:1].isupper()]
    assert display_width(head) == len("ARITH-001") + 6 * 8
    times = [float(row[len("ARITH-001") :].split()[5]) for row in rows]
    assert times == sorted(times, reverse=True), "the slowest first"


def test_a_rule_that_could_not_run_is_marked() -> None:
    count = RuleCount("A-001", Message("甲", "a"), broken=1, milliseconds=1.0)
    assert "!" in list(table([count], Look()))[1]


def test_the_json_holds_them_as_the_schema_says(capsys: pytest.CaptureFixture[str]) -> None:
    main(["lint", *FORMS, "--statistics", "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    schema = json.loads((Path(PACKAGE) / "schema" / "lint.schema.json").read_text("utf-8"))
    assert not list(Draft202012Validator(schema).iter_errors(said))
    assert {count["rule"] for count in said["statistics"]} >= {"ARITH-001", "FIELD-010"}
    main(["lint", *FORMS, "--format", "json"])
    assert "statistics" not in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", ["rich", "concise"])
def test_people_read_them_too(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["lint", *FORMS, "--statistics", "--format", name, "--lang", "zh"])
    said = capsys.readouterr().out
    assert "毫秒" in said and "没有遇到适用的表" in said


def test_several_configurations_are_one_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, form in zip(("a", "b"), FORMS, strict=True):
        (tmp_path / name).mkdir()
        (tmp_path / name / "perfcheck.yaml").write_text("lang: zh\n", "utf-8")
        (tmp_path / name / "form.txt").write_bytes(Path(form).read_bytes())
    paths = [str(tmp_path / name / "form.txt") for name in ("a", "b")]
    main(["lint", *paths, "--statistics", "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    rules = [count["rule"] for count in said["statistics"]]
    assert len(rules) == len(set(rules))
    assert next(c for c in said["statistics"] if c["rule"] == "ARITH-001")["forms"] == 2
