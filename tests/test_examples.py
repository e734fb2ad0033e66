"""Every example with a planted defect is reported as the report beside it says."""

import re
from pathlib import Path

import pytest

from perfcheck.checking import check_files
from perfcheck.options import Options
from perfcheck.reporters import Look, render

FOLDER = Path(__file__).resolve().parent.parent / "examples"
DEFECTS = sorted((FOLDER / "defects").glob("*.txt"))


@pytest.mark.parametrize("path", DEFECTS, ids=lambda path: path.stem)
def test_the_report_of_an_example(
    path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(path.parent)
    text = render(check_files([path.name], Options()), "concise", Look("zh"))
    beside = path.with_suffix(".report")
    if request.config.getoption("--update"):
        beside.write_text(text, "utf-8", newline="")
    assert beside.read_bytes().decode("utf-8") == text
    if re.fullmatch(r"[A-Z]+-\d{3}", path.stem):
        assert f" {path.stem} " in text, "the rule that the example is named after is silent"


def test_the_readme_of_the_examples_names_every_clean_form() -> None:
    said = (FOLDER / "README.md").read_text("utf-8")
    for path in (FOLDER / "clean").iterdir():
        assert f"clean/{path.name}" in said
