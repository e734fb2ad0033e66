"""Start-up is imports: a plain lint loads neither rich nor yaml nor jsonschema."""

import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "clean" / "guangdong.txt"

SPY = """
import sys
from perfcheck.__main__ import main
assert main(["lint", sys.argv[1], "--format", sys.argv[2]]) == 0
print("\\n".join(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
"""

HEAVY = {
    "yaml",
    "jsonschema",
    "rich",
    "dataclasses",
    "decimal",
    "fractions",
    "asyncio",
    "multiprocessing",
    "concurrent",
    "logging",
    "email",
    "http",
    "importlib_metadata",
    "hypothesis",
}


def imported(form: str) -> set[str]:
    command = [sys.executable, "-c", SPY, str(EXAMPLE), form]
    subprocess.run(command, capture_output=True, check=True)  # rules are bound on first use
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_a_plain_lint_imports_nothing_heavy() -> None:
    found = imported("concise")
    assert "perfcheck" in found
    assert not found & HEAVY


def test_json_output_imports_no_more_than_json() -> None:
    assert not imported("json") & (HEAVY - {"decimal"})


OWN = """
import sys
from perfcheck.__main__ import main
assert main(["lint", sys.argv[1], "--format", "concise"]) == 0
print("\\n".join(name for name in sys.modules if name.startswith("perfcheck.")), file=sys.stderr)
"""


def test_what_only_some_runs_need_is_not_there() -> None:
    command = [sys.executable, "-c", OWN, str(EXAMPLE)]
    subprocess.run(command, capture_output=True, check=True)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = {name.removeprefix("perfcheck.") for name in done.stderr.split()}
    assert "books" in found
    assert not found & {"configkeys", "profile", "overriding", "statistics", "rulefile", "kindfile"}
