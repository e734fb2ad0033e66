"""One defect at a time, planted in every example: it is found where it stands, and nothing else."""

import random
from collections import defaultdict
from pathlib import Path

import pytest
from planting import Plant, plant, plants

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(path for path in (ROOT / "examples" / "clean").iterdir())
MOST = 4
"""Plants of one class in one document, drawn at random."""


def drawn(path: Path) -> list[Plant]:
    """Some plants of each class."""
    by_kind: dict[str, list[Plant]] = defaultdict(list)
    for one in plants(path.name, path.read_bytes()):
        by_kind[one.kind].append(one)
    dice = random.Random(path.name)
    return [one for found in by_kind.values() for one in dice.sample(found, min(MOST, len(found)))]


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[str, str, int, bool, bool]]:
    """Document, class, line, whether it was found, whether other lines changed."""
    told = []
    for path in DOCUMENTS:
        data = path.read_bytes()
        for one in drawn(path):
            came = plant(path.name, data, one)
            told.append((path.name, one.kind, one.cell.line, came.found, bool(came.strays)))
    return told


def test_every_class_of_defect_is_planted(
    outcomes: list[tuple[str, str, int, bool, bool]],
) -> None:
    assert {kind for _, kind, *_ in outcomes} == {
        "figure", "unit", "unreadable", "name", "blank", "vague", "above 100%", "past", "level",
        "twice",
    }  # fmt: skip
    assert len(outcomes) > 300


def test_planted_defects_are_found(outcomes: list[tuple[str, str, int, bool, bool]]) -> None:
    missed = [told[:3] for told in outcomes if not told[3]]
    assert len(missed) <= 0.02 * len(outcomes), missed


def test_findings_elsewhere_stay(outcomes: list[tuple[str, str, int, bool, bool]]) -> None:
    assert [told[:3] for told in outcomes if told[4]] == []
