"""Every example that stands in a shipped rule file comes out as it says."""

import os
from collections.abc import Iterator

import pytest

from perfcheck import ruletest
from perfcheck.library import rule_files
from perfcheck.locate import rules_folder
from perfcheck.options import Options
from perfcheck.ruletest import Tried
from perfcheck.yamlfile import load

TRIED = list(ruletest.test_rules((), Options()))
FILES = rule_files([rules_folder()])


@pytest.mark.parametrize("tried", TRIED, ids=lambda t: f"{t.rule}-{t.number}-{t.wanted}")
def test_example(tried: Tried) -> None:
    assert tried.ok, f"{tried.file}:{tried.line}: {tried.complaint.zh}"


def by_file() -> Iterator[tuple[str, set[str]]]:
    for path in FILES:
        examples = load(path).data["examples"]
        yield os.path.basename(path), {key for example in examples for key in example}


@pytest.mark.parametrize(("name", "kinds"), list(by_file()), ids=lambda v: str(v)[:12])
def test_every_rule_has_an_example_that_passes_and_one_that_fails(
    name: str, kinds: set[str]
) -> None:
    assert "fail" in kinds
    assert kinds & {"pass", "inapplicable"}


@pytest.mark.parametrize("path", FILES, ids=os.path.basename)
def test_a_rule_file_is_named_after_its_rule_and_speaks_both_languages(path: str) -> None:
    data = load(path).data
    assert os.path.basename(path) == f"{data['id']}.yaml"
    folder = "across" if "documents" in data else data["id"].split("-")[0].lower()
    assert os.path.basename(os.path.dirname(path)) == folder
    for key in ("name", "message", "why", "hint"):
        assert data.get(f"{key}_en"), f"{key}_en is missing"


FIRST_TAG = {"error": "逻辑性", "warning": "核实性", "info": "提示"}
SECOND_TAGS = {"适当性", "相关性", "完整性", "审核说明"}


@pytest.mark.parametrize("path", FILES, ids=os.path.basename)
def test_tags_tell_the_level_and_then_what_is_reviewed(path: str) -> None:
    data = load(path).data
    first, *rest = data["tags"]
    assert first == FIRST_TAG[data["severity"]]
    assert set(rest) <= SECOND_TAGS and (rest or data["id"].startswith("READ"))


def test_the_mission_sums() -> None:
    """4,383 + 2,639 against 7,021 is rounding; against 7,025 it is an error."""
    arith = {(t.number, t.wanted) for t in TRIED if t.rule == "ARITH-006"}
    given = load(os.path.join(rules_folder(), "arith", "ARITH-006.yaml")).data["examples"]
    wanted = {"pass": "7,021", "fail": "7,025"}
    for outcome, total in wanted.items():
        numbers = [
            i
            for i, example in enumerate(given, 1)
            if {"基本支出": "4,383", "项目支出": "2,639", "支出总计": total}.items()
            <= {k: str(v) for k, v in example.get(outcome, {}).items()}.items()
        ]
        assert numbers and all((number, outcome) in arith for number in numbers)
