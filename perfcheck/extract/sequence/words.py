"""The words of a kind that may stand in running text, and what each may be there."""

import re
from typing import NamedTuple

from perfcheck.kind import Kind
from perfcheck.wording import normal

_TAIL = re.compile(r"(?:\((?:[十百千万亿]*元|盖章|公章|概述|可选填|可选项|选填)\))?:?")
_LONGEST_TAIL = 12
_FIGURES = ("target", "number", "amount")


class Said(NamedTuple):
    """What a word may be.

    Of labels, `alone`: before a value, `head`: over figures, `text`: before a text. Of columns,
    `level`: of level terms, `figure`: of figures, `aside`: of what else belongs to a figure.
    """

    label: bool = False
    alone: bool = False
    head: bool = False
    text: bool = False
    column: bool = False
    term: bool = False
    level: bool = False
    figure: bool = False
    aside: bool = False


def words(kind: Kind) -> dict[str, Said]:
    """Return all words of a kind in normal form."""
    found = {
        label: Said(
            True,
            means[0].role in ("field", "other"),
            any(at.role == "head" for at in means),
            means[0].type == "text",
        )
        for label, means in kind.words.items()
    }
    for table in kind.tables.values():
        for label, at in (*table.labels.items(), *table.spare.items()):
            level, figure = at.fit in ("level1", "level2"), at.fit in _FIGURES
            known = found.get(label, Said())
            level, figure = level or known.level, figure or known.figure
            aside = known.aside or at.fit in ("unit", "sign")
            found[label] = known._replace(column=True, level=level, figure=figure, aside=aside)
        for caption in table.captions:
            found[caption] = found.get(caption, Said())._replace(term=True)
    for term in (*kind.vocabulary.level1, *kind.vocabulary.level2):
        found[term] = found.get(term, Said())._replace(term=True)
    return {normal(word): said for word, said in found.items() if word}


def tail(text: str, start: int) -> int:
    """How much of what follows a label belongs to it: a unit in brackets and a colon.

    >>> tail("项目资金(元)项目资金总额", 4)
    3
    """
    found = _TAIL.match(text[start : start + _LONGEST_TAIL])
    return found.end() if found else 0
