"""The outcomes that the language promises, case by case."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from lang_forms import outcome

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_case(case: dict[str, Any]) -> None:
    assert outcome(case) == case["want"]


def test_names_of_cases_are_unique() -> None:
    names = [case["case"] for case in CASES]
    assert len(names) == len(set(names))
