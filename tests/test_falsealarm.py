"""`false-alarm` writes an example that fails as the form did, small, and without its names."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcheck.anonymising import renamed
from perfcheck.checking import check_files, read_document
from perfcheck.cli.alarmed import as_yaml, flow
from perfcheck.cli.main import main
from perfcheck.errors import ConfigError
from perfcheck.falsealarm import alarm_of
from perfcheck.library import library, rule_files
from perfcheck.locate import rules_folder
from perfcheck.options import Options
from perfcheck.shrinking import shrunk
from perfcheck.yamlfile import loads

ROOT = Path(__file__).resolve().parent.parent
DEFECTS = sorted(str(path) for path in (ROOT / "examples" / "defects").glob("*.txt"))
FORM = str(ROOT / "examples" / "defects" / "department-target.txt")


def with_example(rule: str, example: str) -> str:
    """The shipped rule with one more example."""
    path = next(path for path in rule_files([rules_folder()]) if path.endswith(f"{rule}.yaml"))
    return Path(path).read_text("utf-8").rstrip("\n") + "\n" + example


def test_the_example_stands_in_its_rule_and_fails_there_today(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "example.yaml"
    assert main(["false-alarm", FORM, "ARITH-001", "--output", str(out), "--lang", "zh"]) == 0
    text = out.read_text("utf-8")
    assert "- pass: {基本支出: " in text and "# ARITH-001 的误报" in text
    (tmp_path / "ARITH-001.yaml").write_text(with_example("ARITH-001", text), "utf-8")
    out.unlink()
    capsys.readouterr()
    assert main(["test-rules", str(tmp_path), "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert "wanted pass, got fail" in said and "1 came out otherwise" in said


def test_every_finding_of_the_examples_can_be_written_as_one_that_fails_alike() -> None:
    books = library(Options())
    rules = {rule.id: rule for rule in books.rules}
    seen = set()
    for path in DEFECTS:
        (document,) = check_files([path], Options()).documents
        forms = {form.id: form for form in read_document(path, Options())[1].forms}
        for finding in document.findings:
            if finding.rule in seen or rules[finding.rule].documents:
                continue
            seen.add(finding.rule)
            alarm = alarm_of(finding, forms[finding.form], rules[finding.rule], books)
            text = as_yaml(rules[finding.rule], alarm, "zh")
            loaded = loads(text)
            assert not loaded.problems and loaded.data[0]["pass"] is not None, finding.rule
    assert len(seen) > 10


def test_departments_places_and_projects_are_renamed_everywhere() -> None:
    text = Path(FORM).read_text("utf-8")
    books = library(Options())
    rules = {rule.id: rule for rule in books.rules}
    named = text.replace("云川市水务局", "黑松县粮食局")
    copy = Path(FORM).with_name("copy.txt").name
    from perfcheck.checking import check_document
    from perfcheck.extract import understand
    from perfcheck.readers import read

    (document,) = check_document(copy, named.encode()).documents
    (form, *_) = understand(read(copy, named.encode(), None), books.kinds).forms
    for finding in document.findings:
        if rules[finding.rule].documents:
            continue
        alarm = alarm_of(finding, form, rules[finding.rule], books)
        assert alarm.kept or "黑松" not in flow(alarm.given)


def test_names_are_replaced_at_once_and_telephones_blanked() -> None:
    names = {"甲市乙局": "云川市水务局", "甲": "云川", "云川": "青禾"}
    said = {"任务": [{"名称": "甲市乙局和甲县", "电话": "13912345678"}], "数": None}
    assert renamed(said, names) == {
        "任务": [{"名称": "云川市水务局和云川县", "电话": "010-00000000"}],
        "数": None,
    }


def test_an_unclear_finding_is_answered_with_the_candidates(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["false-alarm", FORM, "ARITH-999", "--lang", "zh"]) == 2
    assert "ARITH-001:" in capsys.readouterr().err
    assert main(["false-alarm", "missing.txt", "ARITH-001"]) == 2


def test_what_an_example_cannot_say_is_refused() -> None:
    books = library(Options())
    (document,) = check_files([FORM], Options()).documents
    form = read_document(FORM, Options())[1].forms[0]
    finding = next(each for each in document.findings if each.rule == "ARITH-001")
    rule = next(rule for rule in books.rules if rule.id == "ARITH-001")
    with pytest.raises(ConfigError, match="cannot be written"):
        alarm_of(finding, form._replace(fields=()), rule, books)


@given(st.lists(st.integers(0, 30), unique=True, max_size=30), st.sets(st.integers(0, 30)))
def test_shrinking_keeps_just_what_is_needed(rows: list[int], needed: set[int]) -> None:
    wanted = needed & set(rows)
    given_rows = {"表": [{"值": str(row), "旁": "1", "名": "2"} for row in rows], "甲": "1"}

    def same(some: dict[str, object]) -> bool:
        listed = some.get("表", [])
        assert isinstance(listed, list)
        return wanted <= {int(row["值"]) for row in listed if "值" in row}

    found = shrunk(given_rows, same, ["名"])
    left = [{name: row[name] for name in row if name != "值"} for row in found["表"]]
    assert found["甲"] == "1" and all(row == {"名": "2"} for row in left)
    assert len(left) == max(len(wanted), min(len(rows), 1))
    assert wanted <= {int(row["值"]) for row in found["表"] if "值" in row}


scalars = st.none() | st.booleans() | st.text("甲1,:{}[]#-\"' ≥%.0年\n", max_size=8)


@given(st.dictionaries(st.text("甲乙丙", min_size=1), scalars | st.lists(scalars, max_size=3)))
def test_what_is_written_is_read_back(given_values: dict[str, object]) -> None:
    loaded = loads(f"- pass: {flow(given_values)}\n")
    assert not loaded.problems

    def printed(value: object) -> object:
        if isinstance(value, dict):
            return {name: printed(item) for name, item in value.items()}
        if isinstance(value, list):
            return [printed(item) for item in value]
        return value if value is None or isinstance(value, bool) else str(value)

    assert printed(loaded.data[0]["pass"]) == given_values
