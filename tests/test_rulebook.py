"""Generated documents are what the rules and the language say now; explain tells a rule in full."""

import os
from pathlib import Path

import pytest

from perfcheck.errors import ConfigError
from perfcheck.locate import rules_folder
from perfcheck.options import Options
from perfcheck.rule import rule_from
from perfcheck.rulebook import documents, explain, rules_in_force
from perfcheck.yamlfile import load

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(("path", "text"), documents().items(), ids=lambda value: str(value)[:20])
def test_generated_documents_are_fresh(path: str, text: str) -> None:
    assert (ROOT / path).read_text("utf-8") == text, "run make docs"


@pytest.mark.parametrize("rule", rules_in_force(Options()), ids=lambda rule: rule.id)
def test_explain_tells_what_why_basis_remedy_and_examples(rule) -> None:  # type: ignore[no-untyped-def]
    path = os.path.join(rules_folder(), rule.family.lower(), rule.file)
    whole = rule_from(load(path).data)
    for language in ("zh", "en"):
        page = explain(rule.id, language, Options())
        assert rule.name.text(language) in page
        assert whole.why.text(language) in page
        assert rule.hint.text(language) in page
        assert all(text in page for text in rule.asserts)
        assert page.count("\n- ") >= 2
        assert all(basis.document in page for basis in rule.basis)


def test_an_alias_is_explained_and_an_unknown_rule_names_the_nearest() -> None:
    assert "TEXT-008" in explain("VALUE-013", "zh", Options())
    with pytest.raises(ConfigError, match="ARITH-001"):
        explain("ARITH-0001", "zh", Options())


def test_no_basis_prints_an_article_that_was_not_checked() -> None:
    for rule in rules_in_force(Options()):
        for basis in rule.basis:
            assert basis.checked or basis.text() == basis.document
