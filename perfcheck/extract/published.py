"""What a published budget has to print: its tables, each with owner and note, and its subjects."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from perfcheck.extract.contents import LIST, contents
from perfcheck.extract.sections import section_of
from perfcheck.extract.value import BLANK
from perfcheck.form import Field, Record, Sheet
from perfcheck.kind import Kind, Kinds, section_words
from perfcheck.recognise import Block
from perfcheck.source import Cell, Document
from perfcheck.values import Missing, Number, Text
from perfcheck.wording import compiled, meaning, normal

if TYPE_CHECKING:
    from perfcheck.extract.money import MoneyRead
    from perfcheck.extract.prose import Paragraph

SHEETS, CHAPTERS, WHOSE = "所印表格", "必备章节", "编制主体"
_BODIES = ("部门", "单位")


def published(
    document: Document,
    block: Block,
    kinds: Kinds,
    paragraphs: Sequence["Paragraph"],
    money: "MoneyRead",
) -> dict[str, tuple[Record, ...]]:
    """Return the lists that tell what a published document lists, prints and speaks of."""
    words = kinds.shared["claims"]["contents"]
    known = section_words(block.kind)
    listed = contents(paragraphs, document.rows, money, words, known)
    lines = {record.line for record in listed}
    told = [at for at in paragraphs if at.cells[0].line not in lines]
    return {
        LIST: listed,
        SHEETS: printed_sheets(money.tables, kinds.shared["money"]),
        CHAPTERS: chapters(told, block.kind, block.title),
    }


def whose(block: Block) -> list[Field]:
    """Whose budget the title says it is: a department's or one unit's."""
    said = normal(block.title.text) if block.title else ""
    known = [title for title in block.kind.titles if said.endswith(title)]
    word = next((body for body in _BODIES if any(body in title for title in known)), "")
    return [Field(WHOSE, Text(word), (), (WHOSE,))] if word else []


def printed_sheets(sheets: Sequence[Sheet], words: Mapping[str, Any]) -> tuple[Record, ...]:
    """The money tables of a document: what each is called, whose it is, whether it is empty.

    `words` is kinds/money.yaml.
    """
    return tuple(_sheet(sheet, words) for sheet in sheets if sheet.head)


def _sheet(sheet: Sheet, words: Mapping[str, Any]) -> Record:
    caption = sheet.head[0]
    path = (sheet.title,)
    owners = (_owner(cell, words, path) for cell in sheet.head[1:])
    note = "".join(meaning(cell.text) for cell in sheet.notes)
    said: Text | Missing = Text(note) if note else BLANK
    fields = {
        "表名": Field("表名", Text(sheet.name), (caption,), path),
        "正文标题": Field("正文标题", Text(sheet.title), (caption,), path),
        "表上单位": next(filter(None, owners), None) or Field("表上单位", BLANK, (), path),
        "空表": Field("空表", Text("否" if _filled(sheet) else "是"), (caption,), path),
        "表注": Field("表注", said, sheet.notes or (caption,), path),
    }
    return Record(SHEETS, fields, (caption,), caption.line)


def _owner(cell: Cell, words: Mapping[str, Any], path: tuple[str, ...]) -> Field | None:
    """The department or unit that a line above a table names."""
    text = normal(cell.text)
    if not compiled(words["owner"]).fullmatch(text) or compiled(words["unit"]).fullmatch(text):
        return None
    name = meaning(cell.text).replace("：", ":").partition(":")[2].strip()
    name = name.split("  ")[0].split("\t")[0].strip()
    return Field("表上单位", Text(name), (cell,), (*path, "表上单位")) if name else None


def _filled(sheet: Sheet) -> bool:
    """Whether a table prints a figure above 0, or may do so."""
    values = (field.value for record in sheet.records for field in record.fields.values())
    return any(
        value.mid != 0 if isinstance(value, Number) else _unsure(value)
        for value in values
        if isinstance(value, Number | Missing)
    )


def _unsure(value: Missing) -> bool:
    return value.kind in ("lost", "unreadable")


def chapters(
    paragraphs: Sequence["Paragraph"], kind: Kind, title: Cell | None
) -> tuple[Record, ...]:
    """The subjects that a document of the kind has to speak of, each with where it does.

    A heading of the subject will do, and so will a paragraph with one of its words; a document
    without paragraphs, an excerpt of tables, is not asked.
    """
    wanted: Mapping[str, Sequence[str]] = kind.data.get("required", {})
    plain = [at.text for at in paragraphs if not at.heading]
    if not plain:
        return ()
    known = section_words(kind)
    told = {section_of(at.text, known): at.text for at in paragraphs if at.heading}
    made = []
    for name, words in wanted.items():
        found = told.get(name) or next(
            (text for text in plain if any(word in text for word in words)), ""
        )
        made.append(_chapter(name, found, title))
    return tuple(made)


def _chapter(name: str, found: str, title: Cell | None) -> Record:
    cells = (title,) if title else ()
    said: Text | Missing = Text(found) if found else BLANK
    fields = {
        "章节": Field("章节", Text(name), (), (name,)),
        "正文标题": Field("正文标题", said, cells, (name,)),
    }
    return Record(CHAPTERS, fields, cells, cells[0].line if cells else 1)
