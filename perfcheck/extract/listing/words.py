"""The words of a list kind made ready: columns, withheld words, and patterns of sentences."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from perfcheck.kind import Kind, Vocabulary
from perfcheck.phrases import pattern
from perfcheck.wording import compiled, normal

PLAIN = str.maketrans("：；，．－–—﹕﹔", ":;,.---:;")
TOTAL = "项目总额"
AMOUNTS = (TOTAL, "项目财政拨款", "项目专户拨款", "项目其他资金")
NAME, UNIT, NUMBER, GOAL, INDICATORS = (
    "项目名称",
    "资金使用单位",
    "序号",
    "项目绩效目标",
    "绩效指标",
)
_LEVEL = r"[\[【〔(（]?[^:;,、/\-\[\]【】〔〕()（）\s\d≥≤><=]{2,16}[\]】〕)）]?"
_OPEN, _CLOSE = r"[\[【〔(（]", r"[\]】〕)）]"


class Style(NamedTuple):
    """A sentence that states one indicator; `sure`: words, not only signs, part name and value."""

    phrase: str
    sure: bool
    types: tuple[tuple[str, str], ...]


class Heads(NamedTuple):
    """What tells the header of a list: as in `Words`, but quickly made ready.

    Whoever asks whether some rows are a list at all needs no more.
    """

    columns: Mapping[str, str]
    captions: frozenset[str]
    begun: frozenset[str]
    heading: str


class Words(NamedTuple):
    """What a list kind knows of its print; label texts are in normal form.

    `begun` are the beginnings of column labels. `opener` finds where an indicator begins, `marked`
    where a numbered one may, `leading` the level terms that open a sentence.
    """

    columns: Mapping[str, str]
    captions: frozenset[str]
    begun: frozenset[str]
    heading: str
    withheld: str
    hidden: str
    bodies: tuple[str, ...]
    projects: tuple[str, ...]
    styles: tuple[Style, ...]
    opener: str
    marked: str
    leading: str
    mark: str


def heads_of(kind: Kind) -> Heads:
    """Make ready what tells the header of a list kind."""
    columns = {
        normal(label): name
        for name, labels in kind.data.get("columns", {}).items()
        for label in (name, *labels)
    }
    columns |= {name: name for name in (NAME, *AMOUNTS, GOAL, INDICATORS) if name not in columns}
    captions = frozenset(map(normal, kind.data.get("captions", ())))
    begun = frozenset(label[:end] for label in columns for end in range(1, len(label) + 1))
    return Heads(columns, captions, begun, _any({*columns, *captions}))


def words_of(kind: Kind) -> Words:
    """Make the words of a list kind ready."""
    data = kind.data
    types = _types(data, kind.vocabulary)
    strong, every = types["strong"], types["every"]
    mark, code, tag = types["mark"], types["code"], types["tag"]
    bare = rf"(?:{code}(?:{every})|(?:{strong}))(?=[:;,、/\-(（]|$)"
    level = rf"(?:{bare}|{_OPEN}(?:{strong}){_CLOSE})"
    hidden = _any(map(normal, data.get("withheld", ())))
    given = tuple(types.items())
    styles = [Style(phrase.translate(PLAIN), True, given) for phrase in data.get("styles", ())]
    styles += [Style(phrase.translate(PLAIN), False, given) for phrase in data.get("guesses", ())]
    return Words(
        *heads_of(kind),
        f"(?:(?:{hidden})[。.,;]?)+",
        hidden,
        _normals(data.get("bodies", ())),
        _normals(data.get("projects", ())),
        tuple(styles),
        rf"(?:{mark})?(?:{tag})?{level}",
        mark,
        rf"(?:{mark})?(?:{tag})?(?:{code})?(?:{every})(?:{types['over']}(?:{tag})?(?:{code})?"
        rf"(?:{every}))?{types['over']}",
        mark,
    )


@lru_cache(maxsize=64)
def styled(style: Style) -> re.Pattern[str]:
    """The pattern of a sentence; the terms in its slots are not checked. May raise KindError."""
    return re.compile(pattern(style.phrase, dict(style.types)))


def _types(data: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, str]:
    both = {*vocabulary.level1, *vocabulary.level2}
    given = dict(data.get("types", {}))
    over = given.get("over", ":")
    return {
        **given,
        "over": rf"(?:{over}|(?<={_CLOSE}))",
        "level1": _LEVEL,
        "level2": _LEVEL,
        "level": _LEVEL,
        "every": _bracketed(_any(both)),
        "strong": _any(word for word in both if word.endswith("指标")),
    }


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted({*words}, key=lambda w: (-len(w), w)))


def _bracketed(words: str) -> str:
    return f"{_OPEN}?(?:{words}){_CLOSE}?"


def _normals(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(normal, words))


def withheld(words: Words, text: str) -> bool:
    """Whether a text says that goal and indicators must not be published, and nothing else."""
    said = normal(text)
    return bool(said) and compiled(words.withheld).fullmatch(said) is not None
