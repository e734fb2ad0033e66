"""From bytes to findings: verdicts, severities, places, and no silent way out."""

from pathlib import Path

import pytest

from perfcheck.checking import check_document, check_files
from perfcheck.errors import ConfigError
from perfcheck.finding import DocumentReport, Finding, Report
from perfcheck.options import Options

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
CLEAN = sorted((EXAMPLES / "clean").glob("*.txt"))
GUANGDONG = (EXAMPLES / "clean" / "guangdong.txt").read_text("utf-8")
MERGED = (EXAMPLES / "clean" / "guangdong-merged-cells.txt").read_text("utf-8")


def checked(text: str, **options: object) -> Report:
    return check_document("form.txt", text.encode(), Options(**options))  # type: ignore[arg-type]


def document(text: str, **options: object) -> DocumentReport:
    report = checked(text, **options)
    assert not report.errors and not report.broken
    return report.documents[0]


def found(text: str, rule: str) -> list[Finding]:
    return [finding for finding in document(text).findings if finding.rule == rule]


def swap(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_a_clean_form_has_neither_errors_nor_warnings(path: Path) -> None:
    report = check_files([str(path)], Options())
    assert report.exit_code == 0
    serious = [f for d in report.documents for f in d.findings if f.severity != "info"]
    assert serious == []
    assert report.documents[0].coverage == 1.0
    assert report.documents[0].checks.passed > 5


def test_a_sum_beyond_rounding_is_an_error_that_underlines_every_operand() -> None:
    (finding,) = found(swap(GUANGDONG, "2,310.40", "2,310.90"), "ARITH-001")
    assert finding.severity == "error"
    assert finding.place.text == "4,905.15"
    assert {"2,310.90", "2,714.75", "120.00"} <= {place.text for place in finding.related}
    assert "2,310.90 + 2,714.75 = 5,025.65" in finding.evidence.zh
    assert "相差 0.50" in finding.evidence.zh and "0.02" in finding.evidence.zh


def test_what_rounding_explains_passes_and_is_counted() -> None:
    report = document(swap(GUANGDONG, "2,310.40", "2,310.41"))
    assert not [f for f in report.findings if f.rule == "ARITH-001"]
    assert report.checks.passed_by_rounding >= 1


def test_yuan_and_wan_yuan_are_one_money() -> None:
    assert not found(MERGED, "ARITH-002")
    (finding,) = found(swap(MERGED, "2,436,500.00", "24,365,000.00"), "ARITH-002")
    assert "24,365,000.00元" in finding.evidence.zh
    assert finding.severity == "error" or finding.lowered.zh


def test_a_blank_target_is_an_error_and_a_lost_one_is_a_doubt() -> None:
    blank = swap(GUANGDONG, "≥98%\t≥98%", "≥98%\t")
    (finding,) = found(blank, "FIELD-005")
    assert finding.severity == "error"
    shifted = swap(GUANGDONG, "\t\t\t监测数据有效率\t≥98%\t≥98%", "\t\t\t\t监测数据有效率\t≥98%")
    assert not [f for f in document(shifted).findings if f.rule.startswith("FIELD-005")]
    doubts = [f for f in document(shifted).findings if f.rule.startswith("READ")]
    assert doubts and all(doubt.severity == "info" for doubt in doubts)


def test_a_violation_in_a_realigned_row_is_a_warning_at_most_and_says_so() -> None:
    text = swap(MERGED, "≥92%\t≥92%\t", "≥92%\t≥192%\t")
    (finding,) = found(text, "VALUE-007")
    assert finding.severity == "warning"
    assert "移位" in finding.lowered.zh


def test_a_missing_cell_is_a_skip_that_names_it() -> None:
    report = document(swap(GUANGDONG, "\t财政拨款\t4,905.15", "\t\t"))
    assert not [f for f in report.findings if f.rule == "ARITH-006"]
    assert "“支出总计”" in {s.rule: s.reason.zh for s in report.skips}["ARITH-006"]


def test_the_identity_of_a_finding_stays_when_lines_move() -> None:
    text = swap(GUANGDONG, "2,310.40", "2,310.90")
    moved = "\n\n\n" + text
    before = {f.fingerprint: f.place.span.line for f in document(text).findings}
    after = {f.fingerprint: f.place.span.line for f in document(moved).findings}
    assert before.keys() == after.keys()
    assert all(after[key] == before[key] + 3 for key in before)
    other = swap(text, "云川市水务局", "云川市林业局")
    assert not before.keys() & {f.fingerprint for f in document(other).findings}


def test_findings_stand_in_the_order_of_the_form() -> None:
    text = (EXAMPLES / "defects" / "department-target.txt").read_text("utf-8")
    lines = [finding.place.span.line for finding in document(text).findings]
    assert lines == sorted(lines) and len(lines) > 5


def test_nothing_recognised_is_said_with_what_is_known() -> None:
    report = checked("今天天气很好。\n我们去春游。\n")
    assert report.exit_code == 2
    assert "部门整体" in report.errors[0].message.zh


def test_nothing_selected_is_said() -> None:
    report = checked(GUANGDONG, select=("ARITH-016",), ignore=("ARITH",))
    assert report.exit_code == 2
    assert any("规则" in reason.zh for reason in report.exit_reasons)


def test_nothing_checked_is_never_a_pass() -> None:
    report = checked(GUANGDONG, select=("ARITH-016",))
    assert report.documents[0].verdict == "incomplete"
    assert report.exit_code == 2


def test_too_little_understood_cannot_be_vouched_for() -> None:
    text = GUANGDONG + "\n".join(f"附注{i}：与本表无关的一段说明文字。" for i in range(80))
    report = checked(text, min_coverage=0.9)
    assert report.documents[0].verdict == "incomplete"
    assert report.exit_code == 2
    assert report.documents[0].unrecognised


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)]
)
def test_fail_on(fail_on: str, code: int) -> None:
    text = swap(GUANGDONG, "2,310.40", "2,310.90")
    assert checked(text, fail_on=fail_on).exit_code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_changes_nothing(encoding: str) -> None:
    text = swap(GUANGDONG, "2,310.40", "2,310.90").replace("\n", "\r\n")
    report = check_document("form.txt", text.encode(encoding), Options())
    plain = checked(swap(GUANGDONG, "2,310.40", "2,310.90"))
    assert report.documents[0].findings == plain.documents[0].findings


def test_one_bad_file_keeps_no_other_from_being_checked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02\xff\xfe\x00")
    (tmp_path / "b.txt").write_text(GUANGDONG, "utf-8")
    (tmp_path / "c.txt").write_text("", "utf-8")
    paths = [str(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt", "none.txt")]
    report = check_files(paths, Options())
    assert report.exit_code == 2
    assert [Path(d.file).name for d in report.documents] == ["b.txt"]
    assert {Path(e.file).name for e in report.errors} == {"a.txt", "c.txt", "none.txt"}


def test_a_folder_lists_what_it_passes_over(tmp_path: Path) -> None:
    (tmp_path / "form.txt").write_text(GUANGDONG, "utf-8")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    (tmp_path / "letter.txt").write_text("关于报送材料的函\n请查收。\n", "utf-8")
    report = check_files([str(tmp_path)], Options())
    assert report.exit_code == 0
    assert {Path(p.file).name for p in report.passed_over} == {"logo.png", "letter.txt"}


def test_what_if_checks_as_if_the_form_said_something_else() -> None:
    report = checked(GUANGDONG, what_if=(("基本支出", "2,311.40"),))
    (finding,) = [f for f in report.documents[0].findings if f.rule == "ARITH-001"]
    assert "2,311.40" in finding.evidence.zh
    with pytest.raises(ConfigError, match="基本支出"):
        checked(GUANGDONG, what_if=(("基本支岀", "1"),))


def test_figures_that_a_spreadsheet_quoted_are_read() -> None:
    report = document(GUANGDONG.replace("2,310.40", '"2,310.40"'))
    assert [f for f in report.findings if f.severity == "error"] == []
    (finding,) = found(GUANGDONG.replace("2,310.40", '"2,310.90"'), "ARITH-001")
    assert finding.severity == "error"


def test_a_text_that_is_no_form_is_none_even_if_a_kind_is_said() -> None:
    report = checked("今天天气很好。\n我们去春游。\n", kind="department-target")
    assert report.exit_code == 2
    assert not report.documents or report.documents[0].verdict == "incomplete"


@pytest.mark.parametrize("before", ["", GUANGDONG + "\n"])
def test_a_form_that_is_cut_off_is_not_vouched_for(before: str) -> None:
    """Not alone, and not behind a whole form whose checks would make up for it."""
    report = checked(before + "\n".join(GUANGDONG.split("\n")[:6]) + "\n")
    assert report.documents[0].verdict == "incomplete"
    assert report.exit_code == 2
    assert any("不完整" in reason.zh for reason in report.exit_reasons)


def test_a_file_of_a_folder_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """It may be a form: only what was read and is none is passed over."""
    (tmp_path / "form.txt").write_text(GUANGDONG, "utf-8")
    (tmp_path / "bad.txt").write_bytes(GUANGDONG.encode() + b"\x00")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    report = check_files([str(tmp_path)], Options())
    assert {Path(error.file).name for error in report.errors} == {"bad.txt", "gone.txt"}
    assert report.exit_code == 2
    assert len(report.documents) == 1


@pytest.mark.parametrize("name", ["ARITH-013", "ARITH-030"])
def test_a_finding_about_a_budget_keeps_its_identity_when_lines_move(name: str) -> None:
    """A row of a money table is told by its code, a claim by its item: never by its line."""
    text = (EXAMPLES / "defects" / f"{name}.txt").read_text("utf-8")
    found = [document(moved).findings for moved in (text, "\n\n" + text)]
    first, again = ([finding.fingerprint for finding in findings] for findings in found)
    assert first == again and len(set(first)) == len(first) > 0


def test_a_finding_of_one_project_form_is_itself_whatever_becomes_of_the_form_before() -> None:
    form = (EXAMPLES / "clean" / "project-central.txt").read_text("utf-8")
    first = form.replace("\t26座\t", "\t\t")
    second = first.replace("城区排水泵站运行维护", "河道水质监测")

    def blank(text: str) -> list[str]:
        report = check_document("two.txt", text.encode(), Options())
        found = report.documents[0].findings
        return [each.fingerprint for each in found if each.rule == "FIELD-005"]

    both = blank(first + "\n" + second)
    assert len(set(both)) == 2
    assert blank(form + "\n" + second) == both[1:]
