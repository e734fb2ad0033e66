"""The examples: clean ones are read whole and free of findings, each defect is reported."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from perfcheck.checking import check_files, read_document
from perfcheck.finding import Report
from perfcheck.form import Form
from perfcheck.library import library
from perfcheck.options import Options
from perfcheck.reporters import Look, render

FOLDER = Path(__file__).resolve().parent.parent / "examples"
CLEAN = sorted((FOLDER / "clean").iterdir())
DEFECTS = sorted((FOLDER / "defects").glob("*.txt"))
TOGETHER = sorted((FOLDER / "together").glob("*.txt"))
READ: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("examples.yaml").read_text("utf-8"))


def _checked(path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.chdir(path.parent)
    return check_files([path.name], Options())


@pytest.mark.parametrize("path", DEFECTS, ids=lambda path: path.stem)
def test_the_report_of_an_example(
    path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    text = render(_checked(path, monkeypatch), "concise", Look("zh"))
    beside = path.with_suffix(".report")
    if request.config.getoption("--update"):
        beside.write_text(text, "utf-8", newline="")
    assert beside.read_bytes().decode("utf-8") == text
    named = re.fullmatch(r"([A-Z]+-\d{3})(-[a-z-]+)?", path.stem)
    if named:
        assert f" {named[1]} " in text, "the rule that the example is named after is silent"


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_a_clean_example_is_read_whole(path: Path) -> None:
    _, reading = read_document(str(path), Options())
    wanted = READ[path.name]
    assert [_told(form) for form in reading.forms] == wanted["forms"]
    assert reading.coverage == 1


def _told(form: Form) -> dict[str, object]:
    rows = {name: len(records) for name, records in form.tables.items() if records}
    return {"kind": form.kind, "fields": len(form.fields), **rows}


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_a_clean_example_has_neither_error_nor_warning(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = _checked(path, monkeypatch)
    (document,) = report.documents
    assert [at.message.zh for at in document.findings if at.severity != "info"] == []
    assert [place.text for place in document.unrecognised] == []
    assert not report.broken and not report.errors


def test_the_clean_examples_cover_every_kind() -> None:
    read = {form["kind"] for wanted in READ.values() for form in wanted["forms"]}
    assert read == {kind.id for kind in library(Options()).kinds.kinds}


def test_the_readme_of_the_examples_names_every_file() -> None:
    said = (FOLDER / "README.md").read_text("utf-8")
    for path in (*CLEAN, *DEFECTS, *TOGETHER):
        if path.parent.name == "clean" or not re.fullmatch(r"[A-Z]+-\d{3}", path.stem):
            assert f"`{path.parent.name}/{path.name}`" in said
