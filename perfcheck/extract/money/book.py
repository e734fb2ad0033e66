"""The book of money tables (kinds/money.yaml) made ready: table kinds, and what words mean."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from perfcheck.wording import normal

Role = Literal["code", "name", "text", "group", "carried", "item", "long", "amount"]
Shape = Literal["tree", "sides", "plain", "list"]

_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_SPACED = 4
_UNIT = re.compile(r"\((?:单位:)?(元|千元|万元|百万元|亿元)\)")


class Head(NamedTuple):
    """What a printed column head stands for: a concept, its type, and what its cells do."""

    concept: str
    type: str
    role: Role


class TableKind(NamedTuple):
    """One kind of money table.

    `heads` lead from a head's normal form to its meaning, `longest` first where one is sought
    inside another; `parents` are heads that only gather others; `alone` concepts are columns only
    where their side has no other; `orders` are the orders that the amounts are printed in;
    `header` are the heads by which a table without caption is known; `values` tell the texts of
    a column by a pattern; `blocks` open a block of rows that one text beside them names.
    """

    name: str
    captions: tuple[str, ...]
    shape: Shape
    columns: tuple[Head, ...]
    heads: Mapping[str, Head]
    longest: tuple[str, ...]
    parents: frozenset[str]
    alone: frozenset[str]
    anchor: str
    orders: tuple[tuple[str, ...], ...]
    header: frozenset[str]
    values: Mapping[str, str]
    blocks: frozenset[str]


class Book(NamedTuple):
    """All table kinds and the words they share; the patterns are written for normal forms."""

    kinds: tuple[TableKind, ...]
    words: Mapping[str, frozenset[str]]
    patterns: Mapping[str, re.Pattern[str]]
    directions: tuple[str, ...]

    def says(self, what: str, text: str) -> re.Match[str] | None:
        """Match a whole text, in its normal form, with one of the book's patterns."""
        return self.patterns[what].fullmatch(normal(text))

    def opens(self, what: str, text: str) -> re.Match[str] | None:
        """Match the beginning of a text, in its normal form, with one of the book's patterns."""
        return self.patterns[what].match(normal(text))

    def among(self, what: str, text: str) -> bool:
        """Whether a text is one of the words listed under `what`."""
        return normal(text).rstrip(":") in self.words[what]


_PATTERNS = (
    "before", "number", "caption_number", "unit", "owner", "notes", "ends", "furniture",
    "numbering", "marks",
)  # fmt: skip
_WORDS = ("totals", "rows", "nil", "views", "directions")


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def prepared(book: Mapping[str, Any]) -> Book:
    """Make the content of kinds/money.yaml ready; patterns are compiled once in a process."""
    kinds = tuple(_kind(name, at, book["columns"]) for name, at in book["tables"].items())
    words = {name: frozenset(map(normal, book[name])) for name in _WORDS}
    heads = (head for kind in kinds for head in kind.heads)
    words["spaced"] = frozenset(
        word for word in (*heads, *words["totals"], *words["directions"]) if len(word) <= _SPACED
    )
    patterns = {name: _compiled(book[name]) for name in _PATTERNS}
    before = book["before"]
    for kind in kinds:
        patterns[kind.name] = _compiled(f"(?:{before})(?:{'|'.join(kind.captions)})")
    return Book(
        kinds, {**words, "sign": frozenset([book["sign"]])}, patterns, tuple(book["directions"])
    )


def _kind(name: str, data: Mapping[str, Any], columns: Mapping[str, Any]) -> TableKind:
    heads: dict[str, Head] = {}
    made = tuple(_head(concept, columns[concept]) for concept in data["columns"])
    own = data.get("labels", {})
    for head in made:
        _enter(heads, (head.concept, *own.get(head.concept, ())), head)
    for head in made:
        _enter(heads, columns[head.concept].get("labels", ()), head)
    longest = tuple(sorted((key for key in heads if "/" not in key), key=len, reverse=True))
    return TableKind(
        name,
        tuple(data["captions"]),
        data["shape"],
        made,
        heads,
        longest,
        _normals(data.get("parents", ())),
        frozenset(data.get("alone", ())),
        str(data.get("anchor", "")),
        tuple(map(tuple, data.get("orders", ()))),
        frozenset(data.get("header", ())),
        data.get("values", {}),
        _normals(data.get("blocks", ())),
    )


def _enter(heads: dict[str, Head], labels: Iterable[str], head: Head) -> None:
    for label in labels:
        heads.setdefault("/".join(map(normal, label.split("/"))), head)


def _head(concept: str, data: Mapping[str, Any]) -> Head:
    return Head(concept, data.get("type", "money"), data.get("role", "amount"))


def _normals(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(normal, words))


def plain_head(text: str) -> str:
    """Return the normal form of a column head without year, unit, colon and 其中.

    >>> plain_head("其中：2031 年 基本支出（万元）")
    '基本支出'
    """
    said = _UNIT.sub("", normal(text))
    bare = _YEAR.sub("", said).lstrip(":、,").rstrip(":")
    return bare.removeprefix("其中").lstrip(":、,") or said


def unit_of_head(text: str) -> str:
    """Return the unit printed in a column head, or nothing."""
    found = _UNIT.search(normal(text))
    return found[1] if found else ""


def exact(kind: TableKind, text: str, group: str = "") -> Head | None:
    """Return what a head stands for, whole or without its year, under a group where one is."""
    bare = plain_head(text)
    if group and (found := kind.heads.get(f"{plain_head(group)}/{bare}")):
        return found
    return kind.heads.get(normal(text)) or kind.heads.get(bare)


def inside(kind: TableKind, text: str) -> Head | None:
    """Return what the longest label inside a head stands for; one letter alone is no label."""
    bare = plain_head(text)
    found = next((label for label in kind.longest if len(label) > 1 and label in bare), None)
    return kind.heads[found] if found else None
