"""The same form saved as text, web page, workbook, Word document and PDF says the same."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from saving import found_in, save_xls, save_xlsx, understood
from saving_docx import save_docx
from saving_html import save_html
from saving_pdf import save_pdf

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
FORMS = [
    *("clean/guangdong", "clean/hunan", "clean/hubei", "clean/shenzhen"),
    *("clean/project-2011", "clean/project-chongqing", "clean/project-sichuan"),
    *("clean/project-evaluation", "clean/department-evaluation"),
    *("defects/department-target", "defects/TAX-002", "defects/YEAR-002"),
]
"""Forms whose text has lost no cell, so that each format prints the same one."""

WRITERS: dict[str, Callable[[str], bytes]] = {
    "html": save_html,
    "xlsx": save_xlsx,
    "xls": save_xls,
    "docx": save_docx,
    "pdf": save_pdf,
}
READ = ("department", "year", "amounts", "tasks", "projects", "indicators", "tables", "claims")


def text_of(name: str) -> str:
    return (EXAMPLES / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("name", FORMS)
def test_a_form_says_the_same_in_every_format(name: str, ending: str) -> None:
    text = text_of(name)
    saved = WRITERS[ending](text)
    printed = understood("form.txt", text.encode())
    read = understood(f"form.{ending}", saved)
    assert {key: read[key] for key in READ} == {key: printed[key] for key in READ}
    assert found_in(f"form.{ending}", saved) == found_in("form.txt", text.encode())


CONVERTED = [
    ("html", "docx:MS Word 2007 XML", ["--infilter=HTML (StarWriter)"]),
    ("docx", "docx", []),
    ("xlsx", "xls", []),
]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize(("first", "then", "more"), CONVERTED)
def test_a_form_that_an_office_program_saved_again_says_the_same(
    tmp_path: Path, first: str, then: str, more: list[str]
) -> None:
    text = text_of("defects/department-target")
    (tmp_path / f"form.{first}").write_bytes(WRITERS[first](text))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", *more, "--convert-to", then, "--outdir"]
    subprocess.run(
        [*command, str(tmp_path / "out"), str(tmp_path / f"form.{first}")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    (made,) = (tmp_path / "out").iterdir()
    assert found_in(made.name, made.read_bytes()) == found_in("form.txt", text.encode())
