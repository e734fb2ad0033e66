"""Print the speed figures of the README: ratios taken pair by pair within one run.

A clean virtual environment is made for it, because every .pth file of a site-packages is paid at
each start. Absolute times hold for the machine that prints them; the ratios are what to quote.
A running process is timed on documents that differ from each other, so that nothing it remembers
of one serves the next, and apart from that on one document again and again.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from documents import DEFECTS, budget, form, varied

ROOT = Path(__file__).resolve().parent.parent
FORM = DEFECTS
ROUNDS = 21
COLD = 7
DOCUMENTS = (
    ("form of 40 indicators", form, 60),
    ("budget: 12 tables, 85 indicators", budget, 9),
)
"""What is checked in a running process, and how many of its sort that were never seen before."""

INSIDE = """
import json, sys, time
from statistics import median
from perfcheck.checking import check_document
from perfcheck.options import Options
first, *others = [(name, open(name, "rb").read()) for name in sys.argv[1:]]
def timed(name, data):
    start = time.perf_counter()
    check_document(name, data, Options())
    return time.perf_counter() - start
cold = timed(*first)
fresh = [timed(*other) for other in others]
again = [timed(*first) for _ in fresh]
said = {"cold": cold}
if others:
    said |= {"fresh": median(fresh), "again": median(again)}
print(json.dumps(said))
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
        print(f"\n{'from bytes to findings, ms':34} {'never seen':>10} {'again':>8} {'cold':>8}")
        for label, document, count in DOCUMENTS:
            folder = Path(name) / document.__name__
            print(_row(label, inside(bin_ / "python", document(), count, folder)))


def inside(python: Path, text: str, count: int, folder: Path) -> dict[str, float]:
    """Seconds from bytes to findings under all rules for the kind, in a running process.

    `fresh`: documents of `count` departments, none seen before; `again`: one that was; `cold`:
    the first of a process, which loads the rules.
    """
    folder.mkdir()
    files = [folder / f"{number}.txt" for number in range(count + 1)]
    for number, file in enumerate(files):
        file.write_text(varied(text, number) if number else text, "utf-8")
    found = _told(python, files)
    cold = [_told(python, files[:1])["cold"] for _ in range(COLD)]
    return {**found, "cold": statistics.median(cold)}


def _told(python: Path, files: list[Path]) -> dict[str, float]:
    command = [str(python), "-c", INSIDE, *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _row(label: str, found: dict[str, float]) -> str:
    never, again, cold = (found[name] * 1e3 for name in ("fresh", "again", "cold"))
    return f"{label:34} {never:10.1f} {again:8.1f} {cold:8.1f}"


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
