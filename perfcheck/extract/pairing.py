"""Labels of a head paired with their values: beside them, under them, or under column heads."""

from perfcheck import numerals
from perfcheck.extract.pieces import Piece
from perfcheck.extract.state import Pair, State, Step
from perfcheck.kind import Word
from perfcheck.source import Cell, Row
from perfcheck.wording import meaning, normal


def beside(state: State, row: Row, parts: list[Piece]) -> tuple[tuple[Pair, ...], tuple[Cell, ...]]:
    """Pair each field label with the values right of it."""
    pairs: list[Pair] = []
    left: list[Cell] = []
    roles = [part.role for part in parts]
    count = roles.count("field") + roles.count("other")
    order = 0
    label = ""
    for at, (part, role) in enumerate(zip(parts, roles, strict=True)):
        if role == "value" and label not in ("field", "other"):
            left.append(part.cell)
        label = label if role == "value" else role
        if role not in ("field", "other"):
            continue
        values = following(parts, at)
        group = _group(state, part, order, count)
        made, over = _paired(state, row, part, values, group, parts[at + 1 :])
        pairs += made
        left += over
        order += 1
    astray = any(_figure(cell) for cell in left)
    moved = [pair._replace(moved=True) for pair in pairs] if astray else pairs
    return tuple(moved), tuple(left)


def following(parts: list[Piece], at: int) -> list[Cell]:
    """The values right of a label, up to the next label."""
    values = []
    for part in parts[at + 1 :]:
        if part.words:
            break
        values.append(part.cell)
    return values


def _group(state: State, part: Piece, order: int, count: int) -> str:
    """The caption a label stands under: beside it, in its turn, or the nearest to the left."""
    if state.beside and state.beside[0] <= part.cell.slot:
        return state.beside[1]
    if count == len(state.groups):
        return state.groups[order][1]
    left = [text for index, text in state.groups if index <= part.cell.slot]
    if left:
        return left[-1]
    return state.groups[0][1] if len(state.groups) == 1 else ""


def chosen(words: tuple[Word, ...], group: str) -> Word | None:
    """The word that a label means under a group; None where it means several things."""
    caption = normal(group).rstrip(":").partition("(")[0]
    under = [word for word in words if word.group and word.group == caption]
    plain = [word for word in words if not word.group]
    return next(iter(under or plain), None)


def _paired(
    state: State,
    row: Row,
    part: Piece,
    values: list[Cell],
    group: str,
    rest: list[Piece],
) -> tuple[list[Pair], list[Cell]]:
    word = chosen(part.words, group)
    text = part.words[0].type in ("text", "year")
    path = _path(state, part, group if not text else "")
    heads = [] if text or _inside(part, values) else _own_heads(state, part)
    width = len(row.cells)
    if values and not text and len(heads) < 2:
        own, unit = values[0], _unit(state, part, values[0])
        return [Pair(part, word, (own,), path, unit, column=own.slot, width=width)], values[1:]
    said = tuple(values) if text else ()
    pair = Pair(part, word, said, path, _unit(state, part, None), width=width)
    if not values and (len(heads) < 2 or not any(head.words[0].type for _, head in heads)):
        return [_empty(pair, row, bool(rest))], []
    return ([pair], []) if text else _matrix(state, row, pair, values, heads)


def _inside(part: Piece, values: list[Cell]) -> bool:
    """Whether the value stands in the label's own cell, and so under no column head."""
    return bool(values) and values[0].slot == part.cell.slot


def _path(state: State, part: Piece, group: str) -> tuple[str, ...]:
    label = part.cell.text
    whole = (state.section, group, label)
    return tuple([said for text in whole if text and (said := _plain(text))])


def _plain(text: str) -> str:
    return meaning(text).rstrip(":：").strip()


def _empty(pair: Pair, row: Row, followed: bool) -> Pair:
    """Find the empty cell of a label without a value, if the row prints one next to it."""
    beside = next((cell for cell in row.cells if cell.slot > pair.label.cell.slot), None)
    slot = beside if beside and not beside.text else None
    alone = len(row.cells) == 1 or (pair.label.colon and not followed)
    return pair._replace(slot=slot, alone=alone)


def _own_heads(state: State, part: Piece) -> list[tuple[int, Piece]]:
    """The column heads right of where labels stand, up to the next group's."""
    start = state.first if state.first >= 0 else part.cell.slot
    later = [index for index, _ in state.groups if index > start]
    end = min(later, default=10_000)
    return [at for at in state.heads if start < at[0] < end]


def _matrix(
    state: State, row: Row, pair: Pair, values: list[Cell], heads: list[tuple[int, Piece]]
) -> tuple[list[Pair], list[Cell]]:
    """Values after one label: each belongs to a column head, in turn or by its column.

    A row whose label stands elsewhere than the first one's was moved as a whole.
    """
    shift = pair.label.cell.slot - state.first if state.first >= 0 else 0
    over = dict(heads)
    if len(values) == len(heads):
        laid = [(cell, head) for cell, (_, head) in zip(values, heads, strict=True)]
    else:
        laid = [(cell, over[at]) for cell in values if (at := cell.slot - shift) in over]
    moved = bool(shift) or any(over.get(cell.slot) is not head for cell, head in laid)
    moved = moved or (len(values) != len(heads) and _resized(row, state.span))
    moved = moved or not set(over) <= {cell.slot for cell in row.cells}
    moved = moved or any(_elsewhere(cell, head.words[0]) for cell, head in laid)
    made: list[Pair] = []
    for cell, head in laid:
        unit = _unit(state, pair.label, cell)
        column = -1 if moved else cell.slot
        one = _headed(pair, head)._replace(values=(cell,), unit=unit)
        made.append(one._replace(column=column, moved=moved))
    filled = [head for _, head in laid]
    now = [at for at in heads if at[1].words[0].now]
    if any(head in filled for _, head in now if not head.words[0].type):
        now = []
    for at, head in now if now and now[0][1].words[0].type else now[:1]:
        if head not in filled:
            slot = next((cell for cell in row.cells if cell.slot == at and not cell.text), None)
            one = _headed(pair, head)._replace(slot=None if moved else slot)
            made.append(one._replace(moved=moved and bool(values)))
    return made, [cell for cell in values if cell not in dict(laid)]


def _resized(row: Row, span: int) -> bool:
    """Whether a row has more or fewer cells than its heads, other than blanks cut off its end."""
    return len(row.cells) > span or (len(row.cells) < span and not row.cells[-1].text)


def _elsewhere(cell: Cell, head: Word) -> bool:
    """Whether a figure cannot stand under its head: an amount under shares, or a share."""
    percent = "%" in normal(cell.text)
    if head.type:
        return percent and head.type != "ratio"
    return head.share != percent


def _headed(pair: Pair, head: Piece) -> Pair:
    """A label's figure under a head: the head names it, or tells it from this year's."""
    word, said = head.words[0], _plain(head.cell.text)
    if not word.type:
        other = "" if word.now else said
        return pair._replace(head=other, path=(*pair.path, other) if other else pair.path)
    line = pair.word.name if pair.word else _plain(normal(pair.label.cell.text))
    name = word.name if line == word.whole else line + word.name
    named = pair._replace(word=Word("field", name, word.type), path=(*pair.path, said))
    return named._replace(line=line, over=word.name)


def _unit(state: State, part: Piece, value: Cell | None) -> str:
    """The unit printed for a value: over its column, at its label, or over its block."""
    over = [head for index, head in state.heads if value and index == value.slot]
    units = {numerals.unit_in(head.bracket) for head in over or [h for _, h in state.heads]}
    column = next(iter(units)) if len(units) == 1 else None
    own = numerals.unit_in(part.bracket) if part.bracket else None
    return column or own or state.section_unit or state.unit


def under(state: State, row: Row, parts: list[Piece]) -> Step:
    """Values under a row of labels: by column, or in turn where there are as many."""
    labels = sorted(state.labels, key=lambda label: label.cell.slot)
    by_index = {label.cell.slot: label for label in labels}
    width = len(row.cells)
    exact = all(part.cell.slot in by_index for part in parts)
    if not exact and len(parts) != len(labels):
        return Step(state._replace(labels=()), left=tuple(part.cell for part in parts))
    laid = {
        (by_index[part.cell.slot] if exact else labels[order]).cell: part.cell
        for order, part in enumerate(parts)
    }
    moved = not exact or labels[0].cell not in laid or width != state.width
    pairs = []
    for label in labels:
        group = _group(state._replace(beside=None), label, 0, -1)
        word, path = chosen(label.words, group), _path(state, label, group)
        cell = laid.get(label.cell)
        pair = Pair(label, word, (), path, _unit(state, label, cell), moved=moved, width=width)
        if cell is None:
            slot = next((at for at in row.cells if at.slot == label.cell.slot), None)
            pairs.append(pair._replace(slot=None if moved else slot))
        else:
            pairs.append(pair._replace(values=(cell,), column=cell.slot))
    return Step(state._replace(labels=()), tuple(pairs), tuple(laid.values()))


def _figure(cell: Cell) -> bool:
    return any(sign.isdigit() for sign in cell.text)
