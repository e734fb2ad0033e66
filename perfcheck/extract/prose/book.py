"""The words and phrases of prose (kinds/claims.yaml) made ready for use."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from perfcheck.numerals.chinese import chinese
from perfcheck.phrases import pattern


class Mark(NamedTuple):
    """What opens an item of a list: its class (一、 （一） 1. …) and its rank, length, number."""

    name: str
    rank: int
    length: int
    number: int


class Template(NamedTuple):
    """One phrase that states something; `data` tells how what it leaves out is bound."""

    id: str
    kind: str
    pattern: re.Pattern[str]
    data: Mapping[str, Any]


class Book(NamedTuple):
    """The content of kinds/claims.yaml, its patterns compiled."""

    marks: tuple[tuple[str, int, re.Pattern[str]], ...]
    page: re.Pattern[str]
    untitled: re.Pattern[str]
    directions: re.Pattern[str]
    signs: Mapping[str, int]
    names: re.Pattern[str]
    numerals: re.Pattern[str]
    bound_before: re.Pattern[str]
    bound_after: re.Pattern[str]
    templates: tuple[Template, ...]
    totals: tuple[tuple[str, tuple[str, ...]], ...]
    words: Mapping[str, re.Pattern[str]]
    compare: re.Pattern[str]
    empty: re.Pattern[str]

    def mark(self, text: str) -> Mark | None:
        """Return the list mark that a text (signs folded) opens with."""
        for name, rank, wanted in self.marks:
            if found := wanted.match(text):
                return Mark(name, rank, found.end(), _number(found[0]))
        return None

    def title(self, text: str) -> bool:
        """Whether a line may be a heading: short, without stops and figures."""
        mark = self.mark(text)
        return len(text) < 40 and not self.untitled.search(text[mark.length if mark else 0 :])


@cache
def compiled(source: str) -> re.Pattern[str]:
    """Return the compiled pattern, made once."""
    return re.compile(source)


def book_of(data: Mapping[str, Any]) -> Book:
    """Prepare the words of kinds/claims.yaml; raise KindError for a phrase that makes no sense."""
    directions = data["directions"]
    signs = {word: 1 for word in directions["up"]} | {word: -1 for word in directions["down"]}
    filled = f"(?:{_any(directions['fill'])})*"
    return Book(
        tuple((str(at["name"]), int(at["rank"]), compiled(at["mark"])) for at in data["marks"]),
        compiled(data["page"]),
        compiled(data["untitled"]),
        compiled(
            f"(?<![{directions['not_after']}])(?P<one>{_any(signs)})(?P<other>（(?:{_any(signs)})）)?{filled}$"
        ),
        signs,
        compiled("|".join(data["names"])),
        compiled(data["numerals"]),
        compiled(f"(?:{'|'.join(data['bounds']['before'])})$"),
        compiled("|".join(data["bounds"]["after"])),
        tuple(_template(at, data) for at in data["claims"]),
        tuple((str(at["whole"]), tuple(at["parts"])) for at in data["totals"]),
        {name: compiled(source) for name, source in data["words"].items()},
        compiled(_source("{同期}", data)),
        compiled(
            f"(?:{data['types']['base']}|{data['words']['anaphor']}|{data['words']['unnamed']})"
        ),
    )


def _template(at: Mapping[str, Any], data: Mapping[str, Any]) -> Template:
    source = _source(str(at["phrase"]), data)
    return Template(str(at["id"]), str(at["kind"]), compiled(source), at)


def _source(phrase: str, data: Mapping[str, Any]) -> str:
    for name, meant in data["macros"].items():
        phrase = phrase.replace("{" + name + "}", meant)
    return pattern(phrase, data["types"])


def _number(mark: str) -> int:
    found = compiled(r"[一二三四五六七八九十]+|\d+").search(mark)
    if found is None:
        return ord(mark[0])
    return int(found[0]) if found[0].isdigit() else chinese(found[0]) or 0


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
