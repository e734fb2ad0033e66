"""A budget or a report → one Form: its money tables, its prose, and what both of them state."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from perfcheck.extract import said
from perfcheck.extract.form import Made
from perfcheck.extract.said import SOILED
from perfcheck.extract.sections import LIST, Sectioned, sectioned
from perfcheck.extract.stated import stated
from perfcheck.extract.years import years
from perfcheck.form import Doubt, Field, Form, Record
from perfcheck.kind import Kind, Kinds, look
from perfcheck.recognise import Block
from perfcheck.source import Cell, Document, Row, Span
from perfcheck.values import Text
from perfcheck.wording import compiled, meaning, normal, residue

if TYPE_CHECKING:
    from perfcheck.extract.money import MoneyRead
    from perfcheck.extract.prose import ProseRead

DEPARTMENT = "部门名称"
_FIRST = 10
_FIGURE = r"[-+]?[\d,，]+(?:\.\d+)?%?"
_YEAR = r"(?:19|20)\d\d年?度?"


def written_form(
    document: Document, block: Block, kinds: Kinds, number: int, year: int | None
) -> Made:
    """Understand a document in prose; `year` is the budget year where it prints none."""
    from perfcheck.extract.prose import prose

    money = _money(block, kinds)
    skip = _others(document, block) | (money.lines if money else frozenset())
    skip |= _tabular(block.rows, skip)
    read = prose(document.lines, skip, kinds.shared["claims"])
    found = sectioned(read.paragraphs, block.kind)
    fields = [*_department(block), *stated(read.paragraphs, block.kind, kinds)]
    tables = _tables(money, read, found)
    if money:
        from perfcheck.extract.published import published, whose

        tables.update(published(document, block, kinds, read.paragraphs, money))
        fields += whose(block)
    fields += years(block.title, (), fields, (), year)
    claimed = _claimed(block, money, read, found, fields)
    title = meaning(block.title.text).lstrip("# ") if block.title else block.kind.name.zh
    form = Form(
        f"f{number}",
        block.kind.id,
        title,
        _span(block),
        tuple(fields),
        tables,
        _doubts(money, read),
        money.tables if money else (),
    )
    return Made(form, claimed, money.left if money else ())


def _money(block: Block, kinds: Kinds) -> "MoneyRead | None":
    if block.kind.shape != "budget":
        return None
    from perfcheck.extract.money import money_tables

    return money_tables(block.rows, kinds.shared["money"], kinds.vocabulary)


def _doubts(money: "MoneyRead | None", read: "ProseRead") -> tuple[Doubt, ...]:
    """The doubts about the tables; residue of conversion is said once, for prose and tables."""
    found = money.doubts if money else ()
    cells = {cell for doubt in found if doubt.kind == SOILED for cell in doubt.cells}
    cells |= {cell for at in read.paragraphs for cell in at.cells if residue(cell.text)}
    soiled = tuple(sorted(cells, key=lambda cell: (cell.line, cell.column)))
    rest = tuple(doubt for doubt in found if doubt.kind != SOILED)
    rest += tuple(said.unreadable("文中数额", cell) for cell in read.spoilt)
    return (*rest, said.residue(soiled)) if soiled else rest


def _others(document: Document, block: Block) -> frozenset[int]:
    """The lines that belong to other forms of the document, and those of markup alone."""
    own = {row.line for row in block.rows}
    printed = {
        line: row.line in own
        for row in document.rows
        for line in range(row.line, max(cell.end_line for cell in row.cells) + 1)
    }
    every = range(1, len(document.lines) + 1) if document.markup else printed
    return frozenset(line for line in every if not printed.get(line, False))


def _tabular(rows: Sequence[Row], known: frozenset[int]) -> frozenset[int]:
    """Lines of tables that no kind of table knows: they are no prose, and stay not understood."""
    found = set()
    for row in rows:
        if row.mode == "sequence" or row.line in known:
            continue
        filled = [cell.text for cell in row.cells if cell.text]
        figures = sum(compiled(_FIGURE).fullmatch(text) is not None for text in filled)
        if figures > 1 or (len(filled) > 1 and row.mode == "cells"):
            found.add(row.line)
    return frozenset(found)


def _department(block: Block) -> list[Field]:
    """The department as a label prints it, or else as the title names it."""
    for row in block.rows:
        for cell in row.cells:
            named = _labelled(block.kind, cell)
            if named:
                return [named]
    title = block.title
    if title is None:
        return []
    text = compiled(_YEAR).sub("", normal(title.text).lstrip("-"))
    known = next((known for known in block.kind.titles if text.endswith(known)), "")
    name = text.removesuffix(known)
    return [Field(DEPARTMENT, Text(name), (title,), (DEPARTMENT,))] if len(name) > 1 else []


def _labelled(kind: Kind, cell: Cell) -> Field | None:
    for colon in "：:":
        label, found, rest = cell.text.partition(colon)
        known = look(kind, label) if found and len(label) < 12 and rest.strip() else None
        if known is None or known.words[0].name != DEPARTMENT:
            continue
        name = rest.strip().split("  ")[0].split("\t")[0]
        start = cell.text.index(name, len(label) + 1)
        value = cell.part(start, start + len(name))
        head = cell.part(0, len(label))
        return Field(DEPARTMENT, Text(meaning(name)), (value,), (meaning(label),), head)
    return None


def _tables(
    money: "MoneyRead | None", read: "ProseRead", found: Sectioned
) -> dict[str, tuple[Record, ...]]:
    tables: dict[str, tuple[Record, ...]] = {}
    for table in money.tables if money else ():
        tables[table.name] = (*tables.get(table.name, ()), *table.records)
    tables["文中表述"] = read.claims
    tables["文中金额"] = read.amounts
    tables["文中科目"] = read.items
    tables["文中原因"] = read.reasons
    tables[LIST] = found.records
    return tables


def _claimed(
    block: Block,
    money: "MoneyRead | None",
    read: "ProseRead",
    found: Sectioned,
    fields: Sequence[Field],
) -> tuple[Cell, ...]:
    title = (block.title,) if block.title else ()
    stands = [cell for field in fields for cell in (*field.cells, *filter(None, [field.label]))]
    stands += _named(block, fields)
    claims = [cell for record in (*read.claims, *read.amounts) for cell in record.cells]
    tabled = (*money.claimed, *money.notes) if money else ()
    every = (*title, *tabled, *found.claimed, *read.furniture, *claims, *stands)
    return tuple(sorted(dict.fromkeys(every), key=lambda cell: (cell.line, cell.column)))


def _named(block: Block, fields: Sequence[Field]) -> list[Cell]:
    """Lines at the beginning that print nothing but the department's name."""
    names = {at.value.text for at in fields if at.name == DEPARTMENT and isinstance(at.value, Text)}
    first = [cell for row in block.rows[:_FIRST] for cell in row.cells]
    return [cell for cell in first if meaning(cell.text) in names]


def _span(block: Block) -> Span:
    first, last = block.rows[0], block.rows[-1]
    cell = last.cells[-1]
    return Span(first.line, first.cells[0].column, cell.end_line, cell.end_column)
