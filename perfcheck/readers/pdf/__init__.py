"""PDF → Document: ruled tables as cells, everything else as lines laid out by position."""

from threading import Lock
from typing import Any

from perfcheck.errors import ReadError
from perfcheck.extras import needed
from perfcheck.located import PageLine
from perfcheck.messages import Message
from perfcheck.readers.building import Building, Piece
from perfcheck.readers.pdf import pdfium
from perfcheck.readers.pdf.beside import Held, held, noted
from perfcheck.readers.pdf.furniture import without_numbers
from perfcheck.readers.pdf.joining import Page, join
from perfcheck.readers.pdf.layout import Filled, Tabled, laid_out
from perfcheck.readers.pdf.legible import Seen, judged, seen_of
from perfcheck.readers.pdf.sheet import Sheet
from perfcheck.source import Document

_WHAT = Message("读 PDF ", "reading a PDF")
_DYNAMIC = Message(
    "这是 XFA 动态表单，填在里面的内容可能没有读到；请先打印或导出为普通 PDF",
    "this is an XFA form, and what was filled in may not have been read; print it to a plain PDF",
)
_LOCKED = Message(
    "这个 PDF 要密码才能打开；请打开它，另存一份不加密的再查",
    "this PDF asks for a password; open it, and save a copy without one",
)
_DAMAGED = Message(
    "这个 PDF 打不开，文件可能不完整或已损坏；请重新导出一份",
    "this PDF cannot be opened: it may be incomplete or damaged; export it again",
)

_ALONE = Lock()
"""PDFium breaks the whole process where two threads are in it at once."""


def read(name: str, data: bytes) -> Document:
    """Read a PDF; raise ReadError where it is locked, damaged, or has no text that can be read."""
    package = needed("pypdfium2", _WHAT)
    with _ALONE:
        return _read(name, data, package)


def _read(name: str, data: bytes, package: Any) -> Document:
    raw = package.raw
    try:
        opened = package.PdfDocument(data)
    except package.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise ReadError(_LOCKED if locked else _DAMAGED, name) from error
    try:
        return _document(name, raw, opened, package.PdfiumError)
    finally:
        opened.close()


def _document(name: str, raw: Any, opened: Any, mistake: type[Exception]) -> Document:
    building = Building(name, "pdf")
    sort = opened.get_formtype()
    if sort == raw.FORMTYPE_ACRO_FORM:
        opened.init_forms()
    elif sort != raw.FORMTYPE_NONE:
        building.notes.append(_DYNAMIC)
    pages: list[Page] = []
    seen: list[Seen] = []
    tables: list[Held] = []
    left: float | None = None
    for number in range(1, len(opened) + 1):
        try:
            sheet = _sheet(raw, opened, number)
        except mistake:
            seen.append(Seen(number, 0, 0, damaged=True))
            continue
        seen.append(seen_of(sheet))
        laid = laid_out(sheet, left)
        pages.append(Page(number, laid.blocks))
        tables += [one for one in [held(number, laid.ruled, laid.blocks)] if one]
        left = laid.left
    building.notes += [*judged(name, seen), *noted(tables)]
    building.notes += without_numbers([page.blocks for page in pages])
    join(pages)
    for page in pages:
        _page(building, page)
    return building.document()


def _sheet(raw: Any, opened: Any, number: int) -> Sheet:
    """A page; PDFium keeps nothing of it afterwards."""
    page = opened[number - 1]
    try:
        return pdfium.sheet(raw, page, opened.formenv, number)
    finally:
        page.close()


def _page(building: Building, page: Page) -> None:
    building.gap()
    for block in page.blocks:
        if isinstance(block, Tabled):
            _table(building, page.number, block)
            continue
        if block.gap:
            building.gap()
        building.line(block.text, PageLine(page.number, block.line))


def _table(building: Building, number: int, table: Tabled) -> None:
    """Take in a table; an empty row that is ruled as all are is no gap."""
    building.begin_table()
    for row in table.rows:
        gap = building.blank
        building.row([_piece(number, cell) for cell in row])
        if not any(cell.text for cell in row):
            building.blank = gap
    building.gap()


def _piece(number: int, cell: Filled) -> Piece:
    column, _, wide, high = cell.field
    return Piece(cell.text, PageLine(number, cell.line), column, wide, high)
