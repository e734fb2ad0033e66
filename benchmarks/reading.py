"""Print what reading costs beside splitting the same text into lines and cells, and how it grows.

Ratios of one run: every form is split and read in turn, the medians are compared. Growth is the
time for 10 and 100 copies of a text over that for one; an exponent of 1 is linear.
"""

import math
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from perfcheck.extract import understand
from perfcheck.kind import Kinds
from perfcheck.kindmaking import kinds_from
from perfcheck.library import kinds_data
from perfcheck.readers import read
from perfcheck.recognise import recognise

ROOT = Path(__file__).resolve().parent.parent
FORMS = ROOT / "examples" / "clean"
ROUNDS = 15
COPIES = (1, 10, 100)

Step = Callable[[bytes, Kinds], object]


def split(data: bytes, kinds: Kinds) -> object:
    """Lines and tab cells, nothing else: the floor."""
    return [line.split("\t") for line in data.decode().split("\n")]


def cut(data: bytes, kinds: Kinds) -> object:
    """Bytes to a document of cells with their places."""
    return read("form.txt", data)


def found(data: bytes, kinds: Kinds) -> object:
    """The same, and which rows are which form."""
    return recognise(read("form.txt", data), kinds)


def understood(data: bytes, kinds: Kinds) -> object:
    """The same, and every value of the forms."""
    return understand(read("form.txt", data), kinds)


STEPS: dict[str, Step] = {"split": split, "read": cut, "recognise": found, "understand": understood}


def timed(step: Step, data: bytes, kinds: Kinds, rounds: int) -> float:
    """The median time of a step in milliseconds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        step(data, kinds)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1e3


def costs(forms: dict[str, bytes], kinds: Kinds) -> None:
    """Print for each form what each step costs, as multiples of splitting it."""
    print(f"{'form':34} {'split ms':>9} {'read x':>8} {'recognise x':>12} {'understand x':>13}")
    for name, data in forms.items():
        taken = {label: timed(step, data, kinds, ROUNDS) for label, step in STEPS.items()}
        floor = taken["split"]
        times = " ".join(
            f"{taken[label] / floor:{width}.0f}"
            for label, width in (("read", 8), ("recognise", 12), ("understand", 13))
        )
        print(f"{name:34} {floor:9.3f} {times}")


def growth(forms: dict[str, bytes], kinds: Kinds) -> float:
    """Print how each step grows with the text; return the worst exponent of the last tenfold."""
    print(f"\n{'form':34} {'step':>11} " + " ".join(f"{f'x{n} ms':>10}" for n in COPIES), end="")
    print(f" {'exponent':>9}")
    worst = 0.0
    for name, data in forms.items():
        for label, step in STEPS.items():
            if label == "split":
                continue
            taken = [timed(step, data * n, kinds, 3 if n > 1 else ROUNDS) for n in COPIES]
            exponent = math.log10(taken[2] / taken[1])
            worst = max(worst, exponent)
            print(f"{name:34} {label:>11} " + " ".join(f"{ms:10.2f}" for ms in taken), end="")
            print(f" {exponent:9.2f}")
    return worst


def main(names: list[str]) -> None:
    """Measure the clean examples, or those named."""
    kinds = kinds_from(kinds_data())
    paths = sorted(FORMS.glob("*.*"))
    forms = {path.stem: path.read_bytes() for path in paths if not names or path.stem in names}
    costs(forms, kinds)
    worst = growth(forms, kinds)
    print(f"\nsteepest growth over the last tenfold: n^{worst:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
