"""A finding about words stands on the line that has them, also where the cell is wrapped."""

import re
from pathlib import Path

from perfcheck.checking import check_document
from perfcheck.options import Options

CLEAN = Path(__file__).parent.parent / "examples" / "clean" / "project-list-raw.txt"
COMMA = re.compile(r"(?<=[一-龥]{2})，(?=[一-龥]{2})")


def test_words_on_a_later_line_of_a_wrapped_text_are_found_on_that_line() -> None:
    lines = CLEAN.read_text("utf-8").split("\n")
    commas = [at for at, line in enumerate(lines) if COMMA.search(line)]
    found = set()
    for at in commas:
        spoilt = [*lines[:at], COMMA.sub(".", lines[at], count=1), *lines[at + 1 :]]
        options = Options(select=("TEXT-014",))
        report = check_document("list.txt", "\n".join(spoilt).encode(), options)
        places = [finding.place.span.line for finding in report.documents[0].findings]
        assert places in ([], [at + 1])
        found.update(places)
    assert len(found) > len(commas) // 2
