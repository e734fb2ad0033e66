"""M1: the rows of a form's head, one after the other; what a row says depends on those above."""

from collections.abc import Sequence, Set

from perfcheck import numerals
from perfcheck.extract.pairing import beside, following, under
from perfcheck.extract.pieces import Piece, pieces
from perfcheck.extract.state import Pair, State, Step
from perfcheck.extract.table import matches
from perfcheck.kind import Kind
from perfcheck.recognise.header import header
from perfcheck.source import Cell, Row
from perfcheck.wording import normal

_ANSWER = 12


def read(
    state: State, row: Row, below: Sequence[Row], kind: Kind, above: Set[Cell] = frozenset()
) -> Step:
    """Read one row of a head; `below` are the next rows, which may hold the values of labels.

    `above` are the cells of the row before, some of which may reach down into this one.
    """
    parts = _own(state, above, pieces(row, kind))
    if not parts:
        return Step(state)
    labels = [part for part in parts if part.words]
    if not labels:
        return _values(state, row, parts)
    if len(labels) == len(parts) and _over(labels, row, below, kind):
        return _heads_over(state, row, labels)
    if len(labels) == len(parts) and (texts := _texts_over(labels, row, below, kind)):
        return _heads_over(state, row, labels, texts)
    more: tuple[Cell, ...] = ()
    if state.cut and not row.gap and not parts[0].words and parts[0].cell.slot == 0:
        more, parts = (parts[0].cell,), parts[1:]
    state = _announced(state, parts, len(row.cells))
    pairs, left = beside(state, row, parts)
    if len(labels) == len(parts) and _unsure(labels, row, below, kind):
        pairs = tuple(pair._replace(slot=None, alone=False, moved=True) for pair in pairs)
    state = _sided(_closed(state, pairs, row), labels)
    return Step(state, pairs, (*_cells(labels), *more), left, more)


def _own(state: State, above: Set[Cell], parts: list[Piece]) -> list[Piece]:
    """Without what reaches down from the row above and was read there, unless its value is here."""
    if not any(part.cell in above for part in parts):
        return parts
    made: list[Piece] = []
    for at, part in enumerate(parts):
        stays = part.cell not in above or part.role == "head"
        if not stays and part.role in ("field", "other") and not state.labels:
            stays = any(cell not in above for cell in following(parts, at))
        made += [part] if stays else []
    return made


def _first_read(row: Row, above: Row, kind: Kind) -> list[Piece]:
    """What of a row does not reach down from the one above."""
    reaching = set(above.cells)
    return [part for part in pieces(row, kind) if part.cell not in reaching]


def _cells(parts: Sequence[Piece]) -> tuple[Cell, ...]:
    return tuple(part.cell for part in parts)


def _over(labels: list[Piece], row: Row, below: Sequence[Row], kind: Kind) -> bool:
    """Whether field labels stand over a row of values, or over labels that do."""
    fields = [part for part in labels if part.role == "field" and part.words[0].type != "text"]
    if not fields or not below:
        return False
    under = _first_read(below[0], row, kind)
    if len(under) >= 2 and not any(part.words for part in under):
        return len(fields) >= 2
    return (
        all(part.words for part in under)
        and len(under) > 1
        and _over(under, below[0], below[1:], kind)
    )


def _texts_over(labels: list[Piece], row: Row, below: Sequence[Row], kind: Kind) -> list[Piece]:
    """The text labels that stand over a row of texts; one left of them is their caption."""
    texts = [part for part in labels if part.role == "field" and part.words[0].type == "text"]
    if texts and len(labels) == 1 and below:
        return texts if _text_below(below[0], texts[0].cell.slot, kind) else []
    if len(texts) < 2 or any(part.colon for part in labels) or not below:
        return []
    values = _first_read(below[0], row, kind)
    if any(part.words for part in values) or header(kind, below[0]):
        return []
    over = [part for part in texts if any(part.cell.slot == at.cell.slot for at in values)]
    if len(over) == len(values) and over in (texts, texts[1:]):
        return over
    return texts[len(texts) - len(values) :] if 1 < len(values) <= len(texts) else []


def _text_below(row: Row, slot: int, kind: Kind) -> bool:
    """Whether a row right below a lone label holds a text alone, long enough for an answer."""
    filled = [cell for cell in row.cells if cell.text]
    if len(filled) != 1 or filled[0].slot != slot or row.gap or header(kind, row):
        return False
    text = filled[0].text
    notes = matches(kind.vocabulary.notes, normal(text), start=True)
    return len(text) >= _ANSWER and not notes and not any(part.words for part in pieces(row, kind))


def _unsure(labels: list[Piece], row: Row, below: Sequence[Row], kind: Kind) -> bool:
    """Whether texts below a row of labels may be theirs, though it cannot be told whose."""
    texts = [part for part in labels if part.role == "field" and part.words[0].type == "text"]
    if len(texts) < 2 or not below or header(kind, below[0]):
        return False
    values = _first_read(below[0], row, kind)
    return bool(values) and not any(part.words for part in values)


def _heads_over(state: State, row: Row, labels: list[Piece], texts: Sequence[Piece] = ()) -> Step:
    """Column labels; a second row of them replaces those right above it."""
    fields = list(texts) or [part for part in labels if part.role == "field"]
    captions = [part for part in labels if texts and part.role == "field" and part not in texts]
    indexes = {part.cell.slot for part in fields}
    stay = [part for part in state.labels if part.cell.slot not in indexes]
    state = _announced(state, labels, len(row.cells))
    if captions:
        state = State(unit=state.unit, section=captions[0].cell.text)
    state = state._replace(labels=(*stay, *fields), width=len(row.cells), open=-1, cut=False)
    return Step(state, (), _cells(labels))


_PLAIN = frozenset(("field", "other", "value"))
"""Roles of what announces nothing for the rows below."""


def _announced(state: State, parts: list[Piece], width: int) -> State:
    """Take in the captions, groups and column heads of a row."""
    roles = [part.role for part in parts]
    if not state.labels and _PLAIN.issuperset(roles) and not any(map(_closes, parts)):
        return state
    only = "value" not in roles
    groups = tuple((p.cell.slot, p.cell.text) for p in parts if p.role == "group")
    heads = tuple((p.cell.slot, p) for p in parts if p.role == "head")
    section = next((part for part in parts if part.role == "section"), None)
    if section:
        unit = numerals.unit_in(section.bracket) or "" if section.bracket else ""
        state = State(unit=state.unit, section=section.cell.text, section_unit=unit)
    elif any(_closes(part) for part in parts):
        state = State(unit=state.unit)
    if heads:
        lines = next((at for at, part in heads if part.words[0].lines), -1)
        state = state._replace(first=lines, span=width)
        heads = tuple(at for at in heads if at[0] != lines)
    if only and groups:
        return state._replace(groups=groups, beside=None, heads=heads or state.heads, labels=())
    if groups:
        return state._replace(beside=groups[-1], heads=heads or state.heads, labels=())
    slots = {slot for slot, _ in heads}
    above = tuple(at for at in state.heads if at[0] not in slots)
    return state._replace(heads=(*above, *heads), labels=())


def _sided(state: State, labels: Sequence[Piece]) -> State:
    """Totals that stand beside each other are the captions of what stands below each."""
    sides = [part for part in labels if _captions(part) and part.role == "field"]
    if not sides:
        return state
    return state._replace(groups=tuple((part.cell.slot, part.cell.text) for part in sides))


def _captions(part: Piece) -> bool:
    return len(part.words) > 1 and any(word.role == "group" for word in part.words)


def _closes(part: Piece) -> bool:
    words = part.words
    return bool(words) and words[0].type in ("text", "year") and part.role in ("field", "other")


def _closed(state: State, pairs: tuple[Pair, ...], row: Row) -> State:
    """After a text the next line may go on with it; the first label tells where labels stand."""
    last = pairs[-1] if pairs else None
    text = last is not None and last.label.words[0].type == "text" and bool(last.values)
    first = state.first
    if first < 0 and state.heads and len(pairs) and not text:
        first = pairs[0].label.cell.slot
    if last is None or not text:
        if (state.open, state.cut, state.first) == (-1, False, first):
            return state
        return state._replace(open=-1, cut=False, first=first)
    value = last.values[-1]
    inside = value.slot == last.label.cell.slot
    return state._replace(
        open=-1 if inside else value.slot, cut=row.cells[-1].slot == value.slot, first=first
    )


def _values(state: State, row: Row, parts: list[Piece]) -> Step:
    """A row of values: under labels, or the rest of a text."""
    cells = _cells(parts)
    if state.labels:
        return under(state, row, parts)
    if len(cells) == 1 and _goes_on(state, row, cells[0]):
        return Step(state, (), cells, (), cells)
    return Step(state._replace(open=-1, cut=False), left=cells, unsure=state.open >= 0)


def _goes_on(state: State, row: Row, cell: Cell) -> bool:
    """Whether a lone cell goes on in the text above: below it, or where its line was broken."""
    if len(row.cells) > 1 and cell.slot == state.open:
        return True
    return state.cut and cell.slot == 0 and not row.gap
