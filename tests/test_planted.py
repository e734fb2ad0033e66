"""One defect at a time, planted in examples and tests' documents: found there, and nowhere else."""

import os
import random
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from planting import Plant, plant, plants

TESTS = Path(__file__).resolve().parent
EXAMPLES = sorted((TESTS.parent / "examples" / "clean").iterdir())
OWN = sorted(path for folder in ("forms*", "budgets") for path in TESTS.glob(f"{folder}/*.txt"))
CORPUS = os.environ.get("PERFCHECK_CORPUS", "")
"""A folder of documents of one's own to plant defects in, with those below it."""

MOST, MOST_OWN = 3, 1
"""Plants of one class in one document, drawn at random."""

CLASSES = {
    "figure", "unit", "unreadable", "name", "blank", "vague", "above 100%", "past", "level",
    "twice",
}  # fmt: skip


class Outcome(NamedTuple):
    """What came of one plant: whether it was found, which rules changed their mind on lines that
    have nothing to do with it, and which errors were wrong."""

    document: str
    kind: str
    line: int
    found: bool
    strays: tuple[str, ...]
    wrong: tuple[str, ...]


def drawn(path: Path, most: int) -> list[Plant]:
    """Some plants of each class."""
    by_kind: dict[str, list[Plant]] = defaultdict(list)
    for one in plants(path.name, path.read_bytes()):
        by_kind[one.kind].append(one)
    dice = random.Random(path.name)
    return [one for found in by_kind.values() for one in dice.sample(found, min(most, len(found)))]


def planted(path: Path, most: int) -> list[Outcome]:
    """The outcomes of some plants in a document."""
    data, told = path.read_bytes(), []
    for one in drawn(path, most):
        came = plant(path.name, data, one)
        # How a row is read may change what is said of the reading of the rows beside it: that a
        # level reaches down to them, or that another cut was near. No verdict may change so.
        strays = [at.rule for at in came.strays if not at.rule.startswith("READ")]
        # Of a figure that cannot be read nothing may be said but that: no sum may go on without it.
        sums = [at.rule for at in came.new if at.rule.startswith(("ARITH", "XREF"))]
        wrong = sums if one.kind == "unreadable" else []
        told.append(
            Outcome(path.name, one.kind, one.cell.line, came.found, tuple(strays), tuple(wrong))
        )
    return told


def planted_in(paths: list[Path], most: int) -> list[Outcome]:
    """The outcomes in all the documents, which as many processes work on as there are cores."""
    with ProcessPoolExecutor() as pool:
        return [
            told for outcomes in pool.map(partial(planted, most=most), paths) for told in outcomes
        ]


@pytest.fixture(scope="module")
def examples() -> list[Outcome]:
    return planted_in(EXAMPLES, MOST)


@pytest.fixture(scope="module")
def own() -> list[Outcome]:
    return planted_in(OWN, MOST_OWN)


def missed(outcomes: list[Outcome]) -> list[Outcome]:
    return [told for told in outcomes if not told.found]


def test_every_class_of_defect_is_planted(examples: list[Outcome], own: list[Outcome]) -> None:
    assert {told.kind for told in examples} == {told.kind for told in own} == CLASSES
    assert len(examples) > 300 and len(own) > 150


def test_planted_defects_are_found(examples: list[Outcome], own: list[Outcome]) -> None:
    for outcomes in (examples, own):
        assert len(missed(outcomes)) <= 0.02 * len(outcomes), missed(outcomes)


@pytest.mark.parametrize("kind", sorted(CLASSES))
def test_no_class_is_overlooked(examples: list[Outcome], own: list[Outcome], kind: str) -> None:
    outcomes = [told for told in (*examples, *own) if told.kind == kind]
    assert len(missed(outcomes)) <= 0.05 * len(outcomes), missed(outcomes)


def test_findings_elsewhere_stay(examples: list[Outcome], own: list[Outcome]) -> None:
    assert [told for told in examples if told.strays] == []
    # A row put into or taken out of a print laid out by blanks moves the middle of merged cells.
    moved = ("services.txt", "street.txt")
    assert [told for told in own if told.strays and told.document not in moved] == []


def test_no_sum_goes_on_without_an_unreadable_figure(
    examples: list[Outcome], own: list[Outcome]
) -> None:
    assert [told for told in (*examples, *own) if told.wrong] == []


@pytest.mark.skipif(not CORPUS, reason="PERFCHECK_CORPUS names no folder of documents")
def test_defects_planted_in_a_corpus_are_found() -> None:
    outcomes = planted_in(sorted(Path(CORPUS).rglob("*.txt")), 2)
    assert outcomes and len(missed(outcomes)) <= 0.02 * len(outcomes), missed(outcomes)
