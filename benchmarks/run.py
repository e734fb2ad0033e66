"""Print the speed figures of the README: ratios taken pair by pair within one run.

A clean virtual environment is made for it, because every .pth file of a site-packages is paid at
each start. Absolute times hold for the machine that prints them; the ratios are what to quote.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORM = ROOT / "examples" / "defects" / "department-target.txt"
ROUNDS = 21
WARM = 200

INSIDE = """
import json, sys, time
from perfcheck.checking import check_document
from perfcheck.options import Options
name, rounds = sys.argv[1], int(sys.argv[2])
data = open(name, "rb").read()
start = time.perf_counter()
check_document(name, data, Options())
cold = time.perf_counter() - start
times = []
for _ in range(rounds):
    start = time.perf_counter()
    report = check_document(name, data, Options())
    times.append(time.perf_counter() - start)
times.sort()
print(json.dumps({"cold": cold, "warm": times[len(times) // 2]}))
"""


def environment(folder: Path) -> Path:
    """Make a clean environment with perfcheck, as a user installs it, and yamllint."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, str(ROOT), "yamllint"], check=True)
    return folder / "bin"


def once(command: list[str]) -> tuple[float, int]:
    """Run a command; return its wall time in seconds and its peak memory in kB."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
    return time.perf_counter() - start, usage.ru_maxrss


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        bin_ = environment(Path(name) / "venv")
        commands = {
            "bare python": [str(bin_ / "python"), "-c", "pass"],
            "yamllint": [str(bin_ / "yamllint"), "-d", "relaxed", str(FORM)],
            "lint --format concise": _lint(bin_, "concise"),
            "lint --format json": _lint(bin_, "json"),
            "lint (rich)": _lint(bin_, "rich"),
        }
        times: dict[str, list[float]] = {label: [] for label in commands}
        memory = dict.fromkeys(commands, 0)
        for number in range(ROUNDS + 1):
            for label, command in commands.items():
                seconds, peak = once(command)
                memory[label] = max(memory[label], peak)
                if number:
                    times[label].append(seconds)
        _print(times, memory)
        inside = subprocess.run(
            [str(bin_ / "python"), "-c", INSIDE, str(FORM), str(WARM)],
            check=True,
            capture_output=True,
            text=True,
        )
        found = json.loads(inside.stdout)
        print(f"form, bytes to findings: {found['warm'] * 1e3:.1f} ms", end="")
        print(f" (the first in a process, rules loaded with it: {found['cold'] * 1e3:.1f} ms)")


def _lint(bin_: Path, form: str) -> list[str]:
    return [str(bin_ / "perfcheck"), "lint", str(FORM), "--format", form]


def _print(times: dict[str, list[float]], memory: dict[str, int]) -> None:
    bare = times["bare python"]
    print(f"{'command':24} {'median ms':>10} {'x bare python':>14} {'peak MB':>8}")
    for label, taken in times.items():
        ratio = statistics.median(a / b for a, b in zip(taken, bare, strict=True))
        median = statistics.median(taken) * 1e3
        print(f"{label:24} {median:10.1f} {ratio:14.2f} {memory[label] / 1024:8.1f}")


if __name__ == "__main__":
    main()
