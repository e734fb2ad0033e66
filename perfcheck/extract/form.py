"""One block of rows → one Form: fields of the head, records of the tables, and the doubts."""

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from perfcheck.extract import said
from perfcheck.extract.decimals import filled
from perfcheck.extract.execution import LIST, execution
from perfcheck.extract.formdoubts import doubts_of, soiled, unprinted_unit
from perfcheck.extract.frame import Frame
from perfcheck.extract.records import Read, records
from perfcheck.extract.regridded import regridded
from perfcheck.extract.state import Pair
from perfcheck.extract.table import bodies
from perfcheck.extract.value import BLANK, LOST, own_unit, text_of, value_of
from perfcheck.extract.walk import Walked, walk
from perfcheck.extract.years import years
from perfcheck.form import Certainty, Doubt, Field, Form, Record
from perfcheck.kind import Kind, Kinds
from perfcheck.recognise import Block
from perfcheck.source import Cell, Span
from perfcheck.values import Text
from perfcheck.wording import meaning, normal


class Made(NamedTuple):
    """A form, the cells it claimed, and cells of it that nothing claimed."""

    form: Form
    claimed: tuple[Cell, ...]
    left: tuple[Cell, ...]


def form_of(block: Block, kinds: Kinds, number: int, year: int | None) -> Made:
    """Understand a block; `year` is the budget year where the form prints none."""
    rows, doubtful = regridded(block.rows, block.kind, block.header)
    block = block._replace(rows=rows)
    walked = walk(block)
    stripped = _stripped(block)
    reads = [_read(walked, at, block.kind, kinds, stripped) for at in range(len(walked.tables))]
    tables = _tables(walked, reads)
    cuts = frozenset() if stripped else _cut(walked.pairs)
    read_pairs = [
        _field(pair, walked, block.kind, stripped=stripped, cut=pair.label.cell.line in cuts)
        for pair in walked.pairs
    ]
    filled_pairs = _column_filled(read_pairs, walked)
    head = _once(filled_pairs, walked.pairs)
    if lines := execution(walked.pairs, filled_pairs, kinds.columns.get(LIST, ())):
        tables[LIST] = lines
    fields = [*head, *_totals(reads)]
    dated = _typed(tables, reads, "target")
    fields += years(block.title, walked.years, fields, dated, year)
    claimed = _claimed(block, walked, reads)
    doubts = doubts_of(walked, reads, read_pairs)
    money = [*read_pairs, *_totals(reads), *_typed(tables, reads, "money")]
    doubts += [*unprinted_unit(money, block.kind), *soiled(claimed)]
    if doubtful:
        fields = [_unsure(field, doubtful) for field in fields]
        tables = {name: _unsure_rows(rows, doubtful) for name, rows in tables.items()}
        doubts += said.rivalled(sorted(doubtful), claimed)
    title = meaning(block.title.text).lstrip("# ") if block.title else ""
    form = Form(
        f"f{number}", block.kind.id, title, _span(claimed), tuple(fields), tables, tuple(doubts)
    )
    left = [*walked.left, *_unplaced(doubts)]
    return Made(form, claimed, tuple(left))


def _unsure(field: Field, doubtful: frozenset[int]) -> Field:
    """A value of a line that a rival reading would have put elsewhere is inferred at best."""
    lines = {cell.line for cell in (*field.cells, *filter(None, [field.label]))}
    return field if lines.isdisjoint(doubtful) else _inferred(field)


def _inferred(field: Field) -> Field:
    return field._replace(certainty="inferred") if field.certainty == "certain" else field


def _unsure_rows(rows: Sequence[Record], doubtful: frozenset[int]) -> tuple[Record, ...]:
    """A row of which one cell may stand elsewhere is inferred as a whole, its empty cells too."""
    made = []
    for row in rows:
        fields = {name: _unsure(field, doubtful) for name, field in row.fields.items()}
        certainty = row.certainty
        if not doubtful.isdisjoint(cell.line for cell in row.cells):
            certainty = "inferred" if certainty == "certain" else certainty
            fields = {name: _inferred(field) for name, field in fields.items()}
        made.append(row._replace(fields=fields, certainty=certainty))
    return tuple(made)


def _stripped(block: Block) -> bool:
    """Whether the print drops the empty cells at the ends of rows."""
    return not any(len(row.cells) > 1 and not row.cells[-1].text for row in block.rows)


def _read(walked: Walked, number: int, kind: Kind, kinds: Kinds, stripped: bool) -> Read:
    printed = walked.tables[number]
    caption = meaning(printed.captions[0].text) if printed.captions else ""
    rows = bodies(printed, kind, stripped=stripped)
    beside = [cell for row in rows for cell in row.captions]
    if not caption and beside:
        caption = meaning(max(beside, key=lambda cell: len(cell.text)).text)
    unit = printed.unit or _only(walked)
    name = printed.table.name
    columns, words = kinds.columns[name], kind.vocabulary
    frame = Frame(printed, caption or name, columns, unit or kind.unit, bool(unit), words, stripped)
    return records(frame, rows)


def _only(walked: Walked) -> str:
    """The unit that the form's captions print, where they print only one."""
    return walked.units[0] if len(set(walked.units)) == 1 else ""


def _totals(reads: Sequence[Read]) -> list[Field]:
    return [field for read in reads for field in read.totals]


def _tables(walked: Walked, reads: Sequence[Read]) -> dict[str, tuple[Record, ...]]:
    tables: dict[str, tuple[Record, ...]] = {}
    for printed, read in zip(walked.tables, reads, strict=True):
        name = printed.table.name
        tables[name] = (*tables.get(name, ()), *read.records)
    return tables


def _cut(pairs: Sequence[Pair]) -> frozenset[int]:
    """The lines of the head that lost a cell: they have fewer than most rows, or, where most do
    not agree, than the rows above and below."""
    lines = {pair.label.cell.line: pair.width for pair in pairs}
    widths = Counter(width for width in lines.values() if width > 1)
    width, count = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    if count > 1 and 2 * count > widths.total():
        return frozenset(line for line in lines if lines[line] < width)
    return frozenset(
        line
        for line in lines
        if all(lines[line] < lines.get(near, 0) for near in (line - 1, line + 1))
    )


def _field(pair: Pair, walked: Walked, kind: Kind, *, stripped: bool, cut: bool) -> Field:
    word = pair.word
    label = pair.label.cell
    name = word.name if word else normal(label.text).rstrip(":")
    type_ = (word or pair.label.words[0]).type
    if pair.head:
        name = f"{name}·{normal(pair.head)}"
    if not pair.values:
        return _without_value(pair, name, stripped=stripped, cut=cut)
    text = text_of(pair.values)
    printed = pair.unit or _only(walked)
    unit, sure = (printed or kind.unit, bool(printed)) if type_ == "money" else ("", True)
    share = pair.head and "%" in normal(text)
    value = value_of(text, "text" if share else type_, unit, kind.vocabulary)
    unit, sure = own_unit(value, text, unit, sure)
    certainty: Certainty = "inferred" if pair.inferred else "certain"
    certainty = "realigned" if pair.moved else certainty
    return Field(name, value, pair.values, pair.path, label, unit, certainty, sure)


def _once(fields: list[Field], pairs: Sequence[Pair]) -> list[Field]:
    """Name fields so that a concept printed once has one field.

    A spare label means its concept only where no other label does, and a text printed again in
    the same words (a page head) is the same field.
    """
    named = {f.name for f, p in zip(fields, pairs, strict=True) if not (p.word and p.word.spare)}
    kept: dict[tuple[str, object], Field] = {}
    for number, (field, pair) in enumerate(zip(fields, pairs, strict=True)):
        if pair.word and pair.word.spare and field.name in named and field.label:
            field = field._replace(name=normal(field.label.text).rstrip(":").partition("(")[0])
        again = field.value if isinstance(field.value, Text) else number
        kept.setdefault((field.name, again), field)
    return list(kept.values())


def _without_value(pair: Pair, name: str, *, stripped: bool, cut: bool) -> Field:
    """An empty cell is blank; where the row has no cell for the value it may have been lost."""
    label = pair.label.cell
    if pair.slot is not None and not cut:
        return Field(name, BLANK, (pair.slot,), pair.path, label)
    if (pair.alone or stripped) and not cut:
        return Field(name, BLANK, (), pair.path, label, "", "certain" if pair.alone else "inferred")
    return Field(name, LOST, (), pair.path, label, "", "realigned")


def _column_filled(fields: list[Field], walked: Walked) -> list[Field]:
    """Fill up decimals column by column; a column is the index at which values stand."""
    by_column: dict[int, list[int]] = {}
    for number, pair in enumerate(walked.pairs):
        if pair.column > 0 and not pair.head and fields[number].unit:
            by_column.setdefault(pair.column, []).append(number)
    done = list(fields)
    for numbers in by_column.values():
        for number, field in zip(numbers, filled([fields[at] for at in numbers]), strict=True):
            done[number] = field
    return done


def _claimed(block: Block, walked: Walked, reads: Sequence[Read]) -> tuple[Cell, ...]:
    title = (block.title,) if block.title else ()
    values = [cell for pair in walked.pairs for cell in pair.values]
    laid = [cell for read in reads for cell in read.claimed]
    cells = dict.fromkeys((*title, *walked.claimed, *values, *laid))
    return tuple(sorted(cells, key=itemgetter(1, 2)))


def _span(claimed: Sequence[Cell]) -> Span:
    if not claimed:
        return Span(1, 1, 1, 1)
    first, last = claimed[0], max(claimed, key=itemgetter(4, 5))
    return Span(first.line, first.column, last.end_line, last.end_column)


def _typed(tables: dict[str, tuple[Record, ...]], reads: Sequence[Read], type_: str) -> list[Field]:
    """The fields of all rows that may hold a value of a type, in reading order.

    Of a table's many columns the few that it prints with this type; in a list that was made of
    the head's values, which prints none, they all may.
    """
    printed: dict[str, set[str]] = {}
    for read in reads:
        own = {name for name, at in read.types.items() if at == type_}
        printed[read.name] = printed.get(read.name, set()) | own
    found: list[Field] = []
    for table, rows in tables.items():
        every = rows[0].fields if rows else {}
        wanted = printed.get(table, every)
        names = [name for name in every if name in wanted]
        found += [row.fields[name] for row in rows for name in names if name in row.fields]
    return found


def _unplaced(doubts: Sequence[Doubt]) -> list[Cell]:
    return [
        cell
        for doubt in doubts
        if doubt.kind == "未识别" and said.UNPLACED.zh in doubt.message.zh
        for cell in doubt.cells
    ]
