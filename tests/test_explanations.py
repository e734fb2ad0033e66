"""Explanations: what they accept, when they cease to, and what is said about them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from season import CLEAN, RULES, VAGUE, WRONG

from perfcheck.checking import check_document, check_files
from perfcheck.cli.main import main
from perfcheck.explanationfile import Entry, read_side, write_entry
from perfcheck.files import EXPLANATIONS_NAME
from perfcheck.finding import Acceptance, DocumentReport, Finding, Report
from perfcheck.options import Options

Accept = Callable[..., int]
FOREVER = "2999-12-31"

pytestmark = pytest.mark.usefixtures("chinese")


def linted(*paths: Path, **options: object) -> Report:
    chosen = {"select": RULES, **options}
    return check_files([str(path) for path in paths], Options(**chosen))  # type: ignore[arg-type]


def only(report: Report) -> DocumentReport:
    assert not report.errors, report.errors
    (document,) = report.documents
    return document


def of_rule(document: DocumentReport, rule: str) -> Finding:
    (finding,) = [each for each in document.findings if each.rule == rule]
    return finding


def notes(document: DocumentReport) -> list[str]:
    return [finding.rule for finding in document.findings if finding.rule.startswith("NOTE")]


def accept(form: Path, finding: str, *more: str) -> int:
    return main(["accept", str(form), finding, "--reason", "上级文件只作定性要求", *more])


@pytest.fixture
def side(form: Path) -> Path:
    """The explanations beside the form, with one that accepts its only finding."""
    assert accept(form, "VALUE-002", "--by", "王明") == 0
    return form.parent / EXPLANATIONS_NAME


def test_an_accepted_finding_is_shown_and_fails_nothing(form: Path, side: Path) -> None:
    report = linted(form, fail_on="warning")
    finding = of_rule(only(report), "VALUE-002")
    assert finding.accepted is not None
    assert (finding.accepted.reason, finding.accepted.by) == ("上级文件只作定性要求", "王明")
    assert report.exit_code == 0
    assert only(report).verdict == "passed"
    assert notes(only(report)) == []


def test_without_an_explanation_the_same_finding_fails(form: Path) -> None:
    assert linted(form, fail_on="warning").exit_code == 1


def test_an_accepted_finding_is_counted_apart(
    form: Path, side: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    line = ["lint", str(form), "--select", ",".join(RULES), "--format"]
    assert main([*line, "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["summary"]["accepted"], said["summary"]["warning"]) == (1, 0)
    (finding,) = said["documents"][0]["findings"]
    assert finding["accepted"].keys() == {"reason", "by", "date", "until"}
    assert finding["accepted"]["until"] is None
    for format_name in ("rich", "concise"):
        main([*line, format_name])
        page = capsys.readouterr().out
        assert "已说明" in page and "上级文件只作定性要求" in page and "需说明" not in page


def test_a_mended_form_leaves_its_explanation_unused(form: Path, side: Path) -> None:
    form.write_text(CLEAN, "utf-8")
    document = only(linted(form))
    assert notes(document) == ["NOTE-003"]
    assert of_rule(document, "NOTE-003").severity == "info"


def test_a_changed_value_makes_the_finding_count_again(form: Path, side: Path) -> None:
    form.write_text(VAGUE.replace("良好", "较好"), "utf-8")
    report = linted(form, fail_on="warning")
    finding = of_rule(only(report), "VALUE-002")
    assert finding.accepted is None
    assert "值变了" in finding.remark.zh
    assert notes(only(report)) == ["NOTE-004"]
    assert report.exit_code == 1


@given(before=st.integers(0, 4), wide=st.booleans())
def test_moving_lines_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, before: int, wide: bool
) -> None:
    folder = tmp_path_factory.mktemp("moved")
    path = folder / "申报表.txt"
    path.write_text(VAGUE, "utf-8")
    first = of_rule(only(linted(path)), "VALUE-002")
    assert accept(path, first.fingerprint) == 0
    moved = "\n" * before + (VAGUE.replace("\n", "\r\n") if wide else VAGUE)
    path.write_bytes(moved.encode())
    document = only(linted(path))
    assert of_rule(document, "VALUE-002").accepted is not None
    assert notes(document) == []


def test_a_copy_in_another_folder_has_no_explanation(form: Path, side: Path) -> None:
    other = form.parent / "别处"
    other.mkdir()
    (other / form.name).write_text(VAGUE, "utf-8")
    assert of_rule(only(linted(other / form.name)), "VALUE-002").accepted is None


def test_another_form_in_the_folder_has_no_part_in_it(form: Path, side: Path) -> None:
    (form.parent / "另一份.txt").write_text(VAGUE, "utf-8")
    report = linted(form.parent)
    said = {os.path.basename(d.file): of_rule(d, "VALUE-002").accepted for d in report.documents}
    assert said["申报表.txt"] is not None
    assert said["另一份.txt"] is None


def test_a_renamed_form_keeps_its_explanation(form: Path, side: Path) -> None:
    form.rename(form.with_name("申报表（修改）.txt"))
    document = only(linted(form.with_name("申报表（修改）.txt")))
    assert of_rule(document, "VALUE-002").accepted is not None
    assert notes(document) == []


@pytest.mark.parametrize("options", [{"select": ("ARITH-001", "NOTE")}, {"ignore": ("VALUE",)}])
def test_what_was_not_judged_is_not_called_unused(
    form: Path, side: Path, options: dict[str, tuple[str, ...]]
) -> None:
    assert notes(only(linted(form, **options))) == []


def test_an_explanation_of_a_form_that_was_not_checked_is_left_alone(
    form: Path, side: Path
) -> None:
    other = form.with_name("另一份.txt")
    other.write_text(CLEAN, "utf-8")
    assert notes(only(linted(other))) == []


def edited(side: Path, old: str, new: str) -> None:
    text = side.read_text("utf-8")
    assert old in text
    side.write_text(text.replace(old, new), "utf-8")


def test_an_explanation_ends_with_its_last_day(form: Path, side: Path) -> None:
    edited(side, "  date:", f"  until: {FOREVER}\n  date:")
    assert notes(only(linted(form))) == []
    edited(side, FOREVER, "2020-02-29")
    document = only(linted(form))
    assert notes(document) == ["NOTE-001"]
    assert "2020-02-29" in of_rule(document, "NOTE-001").message.zh
    assert of_rule(document, "VALUE-002").accepted is None


@pytest.mark.parametrize("reason", ['""', "", "null", '"  "'])
def test_an_explanation_without_a_reason_has_no_effect(form: Path, side: Path, reason: str) -> None:
    edited(side, '"上级文件只作定性要求"', reason)
    document = only(linted(form))
    assert notes(document) == ["NOTE-002"]
    assert of_rule(document, "VALUE-002").accepted is None


def test_two_explanations_of_one_finding_are_one_too_many(form: Path, side: Path) -> None:
    text = side.read_text("utf-8")
    entry = text[text.index("- rule") :]
    side.write_text(f"{text}\n{entry}", "utf-8")
    document = only(linted(form))
    assert notes(document) == ["NOTE-006"]
    assert of_rule(document, "VALUE-002").accepted is not None
    second = text.count("\n") + 2
    assert of_rule(document, "NOTE-006").place.span.line == second


def test_the_place_of_a_note_is_a_line_of_the_file(form: Path, side: Path) -> None:
    form.write_text(CLEAN, "utf-8")
    place = of_rule(only(linted(form)), "NOTE-003").place
    assert place.file == str(side)
    line = side.read_text("utf-8").splitlines()[place.span.line - 1]
    assert line[place.span.column - 1 : place.span.end_column - 1] == "VALUE-002" == place.text


def test_an_error_cannot_be_explained_away(form: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form.write_text(WRONG, "utf-8")
    assert accept(form, "ARITH-001") == 2
    assert "要改表" in capsys.readouterr().err
    assert not (form.parent / EXPLANATIONS_NAME).exists()
    finding = of_rule(only(linted(form)), "ARITH-001")
    by_hand = Entry(
        finding.rule, finding.fingerprint, finding.values, Acceptance("有理由"), form.name
    )
    write_entry(str(form.parent / EXPLANATIONS_NAME), by_hand)
    report = linted(form)
    assert of_rule(only(report), "ARITH-001").accepted is None
    assert notes(only(report)) == ["NOTE-005"]
    assert report.exit_code == 1


OWN_RULE = """\
id: OFFICE-001
name: 项目支出不超过一千万元
severity: error
kinds: [department-target]
explainable: true
assert: 项目支出 <= 1000万元
message: 项目支出 {项目支出} 过大
why: 本单位的控制数。
hint: 核对预算批复。
examples:
  - pass: {项目支出: 50.00}
  - fail: {项目支出: 5000.00}
"""


def test_a_rule_may_let_its_errors_be_explained(form: Path, tmp_path: Path) -> None:
    rules = tmp_path / "规则"
    rules.mkdir()
    (rules / "OFFICE-001.yaml").write_text(OWN_RULE, "utf-8")
    own = {"rules": (str(rules),), "select": ("OFFICE-001", "NOTE")}
    assert linted(form, **own).exit_code == 1
    assert accept(form, "OFFICE-001", "--rules", str(rules)) == 0
    report = linted(form, **own)
    assert of_rule(only(report), "OFFICE-001").accepted is not None
    assert report.exit_code == 0


def test_accepting_again_takes_the_place_of_the_first(form: Path, side: Path) -> None:
    form.write_text(VAGUE.replace("良好", "较好"), "utf-8")
    assert accept(form, "VALUE-002", "--by", "李红") == 0
    (entry,) = read_side(str(side)).entries
    assert entry.acceptance.by == "李红"
    assert notes(only(linted(form))) == []


def test_what_stands_in_the_file_stays_as_it_is(form: Path, side: Path) -> None:
    mine = "# 王明：下面这条等局里批复\n"
    edited(side, "- rule", f"{mine}- rule")
    form.write_text(VAGUE.replace("岸坡修复", "岸坡岸坡修复"), "utf-8")
    before = side.read_text("utf-8")
    assert accept(form, "TEXT-004") == 0
    assert side.read_text("utf-8").startswith(before)
    assert accept(form, "VALUE-002") == 0
    assert mine in side.read_text("utf-8")
    assert [entry.rule for entry in read_side(str(side)).entries] == ["VALUE-002", "TEXT-004"]


@pytest.mark.parametrize("end", ["\n", "", "\n\n", "\n# 完\n"])
@pytest.mark.parametrize("sign", ["\n", "\r\n"])
def test_the_lines_end_as_they_did(form: Path, side: Path, end: str, sign: str) -> None:
    text = (side.read_text("utf-8").rstrip("\n") + end).replace("\n", sign)
    side.write_bytes(text.encode())
    form.write_text(VAGUE.replace("岸坡修复", "岸坡岸坡修复"), "utf-8")
    assert accept(form, "TEXT-004") == 0
    done = side.read_bytes().decode()
    assert done.startswith(text) and done.endswith(sign)
    assert done.count("\r\n") == (done.count("\n") if sign == "\r\n" else 0)
    assert len(read_side(str(side)).entries) == 2


@given(
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip),
    st.text(st.characters(exclude_categories=("Cs",))),
)
def test_any_reason_is_read_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, reason: str, by: str
) -> None:
    path = str(tmp_path_factory.mktemp("any") / "a.yaml")
    first = Entry("VALUE-002", "0" * 16, "1" * 16, Acceptance(reason.strip(), by), "甲.txt")
    other = first._replace(fingerprint="2" * 16)
    write_entry(path, first)
    write_entry(path, other)
    read = read_side(path)
    assert not read.failures
    assert [entry[:5] for entry in read.entries] == [first[:5], other[:5]]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- rule: VALUE-002\n  reson: 甲\n", "reason"),
        ("- rule: VALUE-002\n", "fingerprint"),
        ("rule: VALUE-002\n", "一列"),
        ("- rule: [甲\n- rule: 乙\n", "括号"),
        (
            "- {rule: VALUE-002, fingerprint: 0123456789abcdef, values: 0123456789abcdef, "
            "until: 2026-02-30}\n",
            "没有这一天",
        ),
    ],
)
def test_an_ill_formed_file_is_told_with_its_line_and_the_form_is_checked(
    form: Path, text: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    side = form.parent / EXPLANATIONS_NAME
    side.write_text(text, "utf-8")
    report = linted(form)
    assert report.exit_code == 2
    assert len(report.documents) == 1
    failure = next(each for each in report.errors if says in each.message.zh)
    assert failure.file == str(side) and failure.line in (1, 2) and "^" in failure.excerpt
    assert accept(form, "VALUE-002") == 2
    assert "^" in capsys.readouterr().err
    assert side.read_text("utf-8") == text


def test_a_file_in_another_style_is_not_spoilt(form: Path) -> None:
    side = form.parent / EXPLANATIONS_NAME
    text = "[{rule: VALUE-003, fingerprint: 0123456789abcdef, values: 0123456789abcdef}]\n"
    side.write_text(text, "utf-8")
    assert accept(form, "VALUE-002") == 2
    assert side.read_text("utf-8") == text


def test_a_file_that_cannot_be_written_stays_whole(
    form: Path,
    side: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = side.read_bytes()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    capsys.readouterr()
    assert accept(form, "VALUE-002", "--by", "李红") == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert side.read_bytes() == before
    assert sorted(os.listdir(form.parent)) == sorted([form.name, side.name])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["VALUE-002", "--until", "2020-01-01"], "已经过去"),
        (["VALUE-002", "--until", "明年"], "2026-12-31"),
        (["VALUE-099"], "VALUE-002"),
        (["ffff"], "VALUE-002"),
    ],
)
def test_what_cannot_be_meant_is_told(
    form: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert accept(form, *arguments) == 2
    assert says in capsys.readouterr().err
    assert not (form.parent / EXPLANATIONS_NAME).exists()


def test_a_named_file_of_explanations_is_for_every_folder(form: Path, tmp_path: Path) -> None:
    file = tmp_path / "全市.yaml"
    assert accept(form, "VALUE-002", "--explanations", str(file)) == 0
    assert of_rule(only(linted(form)), "VALUE-002").accepted is None
    told = linted(form, explanations=str(file))
    assert of_rule(only(told), "VALUE-002").accepted is not None
    other = form.with_name("另一份.txt")
    other.write_text(VAGUE, "utf-8")
    told = linted(form.parent, explanations=str(file))
    accepted = {os.path.basename(d.file) for d in told.documents if d.findings[0].accepted}
    assert accepted == {form.name}


def test_a_file_of_explanations_that_is_not_there_is_told_of(
    form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = str(tmp_path / "没有.yaml")
    (remark,) = linted(form, explanations=missing).remarks
    assert missing in remark.zh
    assert main(["lint", str(form), "--explanations", missing]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    form.with_name("perfcheck.yaml").write_text("explanations: 说明.yaml\n", "utf-8")
    assert accept(form, "VALUE-002") == 0
    assert (form.parent / "说明.yaml").exists()
    capsys.readouterr()
    assert main(["lint", str(form), "--select", "VALUE-002,NOTE", "--fail-on", "warning"]) == 0


def test_bytes_in_hand_are_checked_without_looking_at_any_folder(
    form: Path, side: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(form.parent)
    report = check_document(form.name, VAGUE.encode(), Options(select=RULES))
    assert of_rule(only(report), "VALUE-002").accepted is None


def test_an_office_may_have_rules_about_explanations(
    form: Path, side: Path, tmp_path: Path
) -> None:
    rules = tmp_path / "规则"
    rules.mkdir()
    (rules / "OFFICE-002.yaml").write_text(
        "id: OFFICE-002\nname: 说明要署名\nseverity: warning\nkinds: [审核说明]\n"
        "each: 审核说明\nassert: 有(填写人)\nmessage: 说明没有署名\nwhy: 要找得到人。\n"
        "hint: 写上姓名。\nexamples:\n  - pass: {审核说明: [{填写人: 王明}]}\n"
        "  - fail: {审核说明: [{填写人: null}]}\n",
        "utf-8",
    )
    own = {"rules": (str(rules),), "select": ("OFFICE-002", "VALUE-002")}
    assert [f.rule for f in only(linted(form, **own)).findings] == ["VALUE-002"]
    edited(side, '  by: "王明"\n', "")
    assert [f.rule for f in only(linted(form, **own)).findings] == ["VALUE-002", "OFFICE-002"]


LOADED = """
import sys
from perfcheck.__main__ import main
main(["lint", sys.argv[1], "--format", "concise"])
print([name for name in sys.modules if "explanation" in name], file=sys.stderr)
"""


def test_without_explanations_nothing_of_theirs_is_loaded(form: Path) -> None:
    command = [sys.executable, "-c", LOADED, str(form)]
    subprocess.run(command, capture_output=True, check=True)  # rules are bound on first use
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
