"""Budgets and reports, which are prose with tables: what of a document speaks for being one."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from perfcheck.kind import Kind, Kinds, section_words
from perfcheck.messages import Message
from perfcheck.recognise.evidence import Evidence
from perfcheck.recognise.titles import Alone
from perfcheck.source import Cell, Row
from perfcheck.wording import compiled, normal, numbered

_ENOUGH = 3.0
_SHOWN = 6
_TITLE_WITHIN = 30
_LONGEST_TITLE = 60
_LONGEST_CAPTION = 40
_UNIT_WITHIN = 5
_PART = r"第[一二三四五六七八九十]{1,2}部分.{0,20}"


def stops(rows: Sequence[Row], lone: Sequence[Alone], kinds: Kinds) -> frozenset[int]:
    """Indexes of rows where a form that stands in a budget must have ended: money tables, parts.

    `lone` is `alone` of the rows.
    """
    found = set(captioned(rows, kinds))
    for index, _, said in lone:
        if said.startswith("第") and compiled(_PART).fullmatch(said):
            found.add(index)
    return frozenset(found)


def rest_of(kind: Kind, rows: Sequence[Row], captions: int) -> tuple[Cell | None, Evidence]:
    """Weigh what speaks for the rows that no form takes being a document of the kind.

    `captions` of money tables stand in them.
    """
    title = _title(kind, rows)
    tables = captions if kind.shape == "budget" else 0
    sections = _sections(kind, rows)
    score = min(tables, 3) + (2.0 if title else 0.0) + min(len(sections), 4) / 2
    reasons = []
    if title:
        reasons.append(Message(f"标题“{normal(title.text)}”", f"title {normal(title.text)}"))
    if tables:
        zh = f"有 {tables} 处预算表的标题"
        reasons.append(Message(zh, f"{tables} captions of money tables"))
    if sections:
        count = len(sections)
        some = "、".join(sections[:_SHOWN]) + ("…" if count > _SHOWN else "")
        reasons.append(Message(f"有 {count} 个章节：{some}", f"{count} sections: {some}"))
    enough = score >= _ENOUGH and (title is not None or tables > 1)
    return title, Evidence(score, tuple(reasons), None if enough else _LACKS)


_LACKS = Message("标题、预算表、章节都太少", "too little of title, money tables and sections")


def _title(kind: Kind, rows: Sequence[Row]) -> Cell | None:
    """The title near the document's beginning; it may be broken over two lines."""
    for row, below in zip(rows[:_TITLE_WITHIN], [*rows[1:_TITLE_WITHIN], None], strict=False):
        said = _alone(row)
        if not said or numbered(said):
            continue
        cell = next(cell for cell in row.cells if cell.text)
        if _ends(kind, said):
            return cell
        more = _alone(below) if below and not below.gap else ""
        if more and not numbered(more) and _ends(kind, said + more):
            second = next(at for at in below.cells if at.text) if below else cell
            text = f"{cell.text}\n{second.text}"
            return cell._replace(text=text, end_line=second.line, end_column=second.end_column)
    return None


def _ends(kind: Kind, said: str) -> bool:
    return len(said) <= _LONGEST_TITLE and any(said.endswith(title) for title in kind.titles)


def _sections(kind: Kind, rows: Sequence[Row]) -> list[str]:
    """The sections of the kind that stand in the text as headings."""
    wanted = section_words(kind)
    seen: dict[str, None] = {}
    for row in rows:
        said = _alone(row)
        if said and len(said) <= _LONGEST_CAPTION:
            bare = said[numbered(said) :]
            seen.update((name, None) for word, name in wanted.items() if bare.endswith(word))
    return list(seen)


def _alone(row: Row) -> str:
    """The text of a row of one cell, in normal form."""
    cells = [cell for cell in row.cells if cell.text]
    return normal(cells[0].text) if len(cells) == 1 and len(cells[0].text) <= 80 else ""


def captioned(rows: Sequence[Row], kinds: Kinds) -> list[int]:
    """Rows that name a money table, a unit line right below them."""
    patterns = _captions(kinds)
    if not patterns:
        return []
    units = [index for index, row in enumerate(rows) for cell in row.cells if "单位" in cell.text]
    near = {at for index in units for at in range(index - _UNIT_WITHIN, index)}
    found = []
    for index in sorted(at for at in near if at >= 0):
        said = _alone(rows[index])
        if said and len(said) <= _LONGEST_CAPTION and compiled(patterns).search(said):
            found.append(index)
    return found


def _captions(kinds: Kinds) -> str:
    tables = kinds.shared.get("money", {}).get("tables", {})
    return _joined(tuple(_patterns(tables)))


@lru_cache(maxsize=4)
def _joined(patterns: tuple[str, ...]) -> str:
    return "|".join(f"(?:{pattern})$" for pattern in patterns)


def _patterns(tables: Mapping[str, Any]) -> Iterable[str]:
    for at in tables.values():
        captions = at.get("captions", ())
        yield from [captions] if isinstance(captions, str) else captions
