"""perfcheck as a library: what the guide shows runs, and threads do not disturb each other."""

import os
import pickle
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from season import CLEAN, WRONG

import perfcheck
from perfcheck import Look, Options, check_document, render
from perfcheck.finding import Report
from perfcheck.reporters import FILES, FORMATS

ROOT = Path(__file__).resolve().parent.parent
GUIDES = ("library.md", "library.zh-CN.md")
_BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


def blocks(page: str) -> list[str]:
    return _BLOCK.findall((ROOT / "docs" / page).read_text("utf-8"))


@pytest.mark.parametrize("page", GUIDES)
def test_the_examples_of_the_guide_run(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("docx")
    monkeypatch.chdir(tmp_path)
    Path("申报表.txt").write_text(WRONG, "utf-8")
    names: dict[str, object] = {}
    for block in blocks(page):
        exec(block, names)
    out = capsys.readouterr().out
    assert "error ARITH-001" in out and "department-target 云川市水务局 2026" in out
    assert "ARITH" in out.splitlines()[-1]
    assert str(names["text"]).startswith("{")
    assert isinstance(names["slip"], bytes)


def test_both_guides_show_the_same_programs() -> None:
    def bare(block: str) -> str:
        return re.sub(r" +#.*|\"(zh|en)\"|f\".*?\"|\.(zh|en)\b", "", block)

    english, chinese = (list(map(bare, blocks(page))) for page in GUIDES)
    assert english == chinese


@pytest.mark.parametrize("page", GUIDES)
def test_the_guide_names_what_there_is(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    for link in re.findall(r"\]\((?!http)([^)#]+)", text):
        assert (ROOT / "docs" / link).exists(), link
    report = check_document("甲.txt", WRONG.encode())
    (document,) = report.documents
    known = {"document": document, "finding": document.findings[0], "report": report}
    for noun, field in re.findall(r"\b(document|finding|report)\.([a-z_]+)", text):
        assert hasattr(known[noun], field), f"{noun}.{field}"


@pytest.mark.parametrize("name", perfcheck.__all__)
def test_what_the_library_offers_is_there_and_says_what_it_is(name: str) -> None:
    offered = getattr(perfcheck, name)
    assert name == "__version__" or offered.__doc__.strip()


def test_what_it_does_not_offer_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = perfcheck.nothing


def test_to_import_it_loads_nothing_that_was_not_asked_for() -> None:
    code = "import sys, perfcheck; print([n for n in sys.modules if n.startswith('perfcheck.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          cwd=ROOT)  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_a_report_is_a_value() -> None:
    report = check_document("甲.txt", WRONG.encode(), Options(stage="申报"))
    assert report == check_document("甲.txt", WRONG.encode(), Options(stage="申报"))
    assert pickle.loads(pickle.dumps(report)) == report


def test_a_form_alone_obeys_nothing_that_lies_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("perfcheck.yaml").write_text("fail_on: never\n", "utf-8")
    Path("审核说明.yaml").write_text("nonsense: [", "utf-8")
    assert check_document("甲.txt", WRONG.encode()).exit_code == 1
    assert check_document("甲.txt", "这不是表\n".encode()).exit_code == 2
    assert check_document("甲.txt", b"").errors[0].file == "甲.txt"


def test_every_format_can_be_written_from_a_report() -> None:
    for package in ("docx", "jinja2", "xlsxwriter"):
        pytest.importorskip(package)
    report = check_document("甲.txt", WRONG.encode())
    for name in FORMATS:
        assert isinstance(render(report, name), bytes) == (name in FILES), name
        assert render(report, name, Look("en"))


def forms() -> list[tuple[str, bytes]]:
    """Forms of every format, several times each."""
    from saving import save_xlsx
    from saving_docx import save_docx
    from saving_pdf import save_pdf

    made = [("丁.txt", "这不是表\n".encode())]
    for text in (CLEAN, WRONG):
        made += [("甲.txt", text.encode()), ("乙.docx", save_docx(text))]
        made += [("丙.xlsx", save_xlsx(text)), *[("戊.pdf", save_pdf(text))] * 4]
    return made * 2


def compare() -> None:
    """Check forms in eight threads, and one after the other; print the exit codes."""
    given = forms()

    def checked(form: tuple[str, bytes]) -> Report:
        return check_document(*form)

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(checked, given))
    assert together == list(map(checked, given))
    print(sorted({report.exit_code for report in together}))


def test_threads_find_what_one_after_the_other_finds() -> None:
    """In a process of its own: PDFium takes it with it, where two threads use it at once."""
    for package in ("docx", "xlsxwriter", "reportlab", "pypdfium2"):
        pytest.importorskip(package)
    done = subprocess.run(
        [sys.executable, "-c", "import test_library; test_library.compare()"],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "[0, 1, 2]\n"), done.stderr
