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
    assert {"perfcheck/_shipped.py", "perfcheck/_shipped_0.py"} <= set(names)
    assert "perfcheck/rules/profiles/central-2021.yaml" in names
    assert "perfcheck/kinds/concepts.yaml" in names
    assert "perfcheck/rules/vocabulary.yaml" in names
    assert sum(name.startswith("perfcheck/rules/") for name in names) > 25
    assert "perfcheck/py.typed" in names


def test_the_installed_wheel_lints_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    folder = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    bin_ = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(bin_ / "python"), "-m", "pip", "install", "--quiet", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    form = tmp_path / "form.txt"
    form.write_bytes(EXAMPLE.read_bytes())
    done = subprocess.run(
        [str(bin_ / "perfcheck"), "lint", "form.txt", "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert "ARITH-001" in {finding["rule"] for finding in report["documents"][0]["findings"]}
