"""A finding is meant by the beginning of its fingerprint, by its rule, or by its rule and line."""

import pytest
from reporters_sample import GOOD, SEVERAL

from perfcheck.cli.citing import cited
from perfcheck.errors import ConfigError

EVERY = [(one, finding) for one in SEVERAL.documents for finding in one.findings]


@pytest.mark.parametrize("number", range(len(EVERY)))
def test_a_fingerprint_means_its_finding(number: int) -> None:
    document, finding = EVERY[number]
    whole = finding.fingerprint
    if sum(each.fingerprint == whole for _, each in EVERY) == 1:
        assert cited(SEVERAL, whole) == (document, finding)
        assert cited(SEVERAL, f" {whole[:8].upper()} ") == (document, finding)


def test_a_rule_means_its_only_finding_and_with_a_line_the_one_there() -> None:
    for document, finding in EVERY:
        line = finding.place.span.line
        alike = [e for e in EVERY if (e[1].rule, e[1].place.span.line) == (finding.rule, line)]
        if len(alike) == 1:
            assert cited(SEVERAL, f"{finding.rule}:{line}") == (document, finding)
        if sum(each.rule == finding.rule for _, each in EVERY) == 1:
            assert cited(SEVERAL, finding.rule.lower()) == (document, finding)


def test_of_several_all_are_listed_to_choose_from() -> None:
    document, finding = EVERY[0]
    twice = SEVERAL._replace(
        documents=(document._replace(findings=(finding, finding._replace(identity=("other",)))),)
    )
    with pytest.raises(ConfigError) as error:
        cited(twice, finding.rule)
    for language in ("zh", "en"):
        said = error.value.message.text(language)
        assert finding.fingerprint in said and finding.message.text(language) in said
        assert len(said.split("\n")) == 3


@pytest.mark.parametrize("text", ["ARITH-999", "ARITH-001:9999", "0000", "abc", ""])
def test_what_means_nothing_is_answered_with_what_there_is(text: str) -> None:
    with pytest.raises(ConfigError, match=EVERY[0][1].fingerprint):
        cited(SEVERAL, text)


def test_where_nothing_was_found_nothing_can_be_meant() -> None:
    with pytest.raises(ConfigError, match="no finding here"):
        cited(GOOD, "ARITH-001")
