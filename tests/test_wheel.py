"""The built wheel, installed into a clean environment, lints from another folder."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "defects" / "department-target.txt"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    done = subprocess.run([*command, str(ROOT)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


def test_the_wheel_carries_rules_and_kinds(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    made = ("_shipped.py", "_shipped_0.py", "_shipped_regexes.py")
    assert {f"perfcheck/{name}" for name in made} <= set(names)
    assert "perfcheck/rules/profiles/central-2021.yaml" in names
    assert "perfcheck/kinds/concepts.yaml" in names
    assert "perfcheck/rules/vocabulary.yaml" in names
    assert sum(name.startswith("perfcheck/rules/") for name in names) > 25
    assert "perfcheck/py.typed" in names
    assert {f"perfcheck/reporters/html/web/page.{end}" for end in ("html", "css", "js")} <= set(
        names
    )


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that the wheel was installed into."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    bin_ = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(bin_ / "python"), "-m", "pip", "install", "--quiet", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    return bin_


def test_the_installed_wheel_lints_from_another_folder(installed: Path, tmp_path: Path) -> None:
    form = tmp_path / "form.txt"
    form.write_bytes(EXAMPLE.read_bytes())
    done = subprocess.run(
        [str(installed / "perfcheck"), "lint", "form.txt", "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert "ARITH-001" in {finding["rule"] for finding in report["documents"][0]["findings"]}


SPY = """
import builtins, re, sys
compiled, started = [], []
compile_ = re._compiler.compile
def noting(pattern, flags=0):
    compiled.append(pattern)
    return compile_(pattern, flags)
re._compiler.compile = noting
builtins.compile = lambda *given, compile=compile, **named: (
    started.append(given[0]), compile(*given, **named)
)[1]
from perfcheck.__main__ import main
assert main(["lint", sys.argv[1], "--format", "json", "--output", sys.argv[2]]) == 1
print(len(compiled), len(started), *(name for name in sys.modules))
"""


def test_an_installed_perfcheck_starts_from_what_was_made_ready(
    installed: Path, tmp_path: Path
) -> None:
    """Neither YAML nor OpenSSL is loaded, and few regular expressions are left to compile.

    Python's compiler is not called at all, as typing does for a type that is only named.
    """
    spied = ["-I", "-c", SPY, str(EXAMPLE), str(tmp_path / "report.json")]
    command = [str(installed / "python"), *spied]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    compiled, started, *modules = done.stdout.split()
    assert {"perfcheck._shipped", "perfcheck._shipped_regexes"} <= set(modules)
    assert not {"yaml", "hashlib", "_hashlib", "rich", "click"} & set(modules)
    assert int(compiled) < 20, "json and difflib compile some"
    assert int(started) == 0
