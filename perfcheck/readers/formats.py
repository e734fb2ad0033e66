"""Files that are no text, told by their content: which reader is theirs, or how to convert them."""

import re
from importlib import import_module
from io import BytesIO
from typing import Any, Final

from perfcheck.errors import NoFormError, ReadError
from perfcheck.readers import foreign
from perfcheck.readers.foreign import Foreign
from perfcheck.source import Document

READERS: dict[str, str] = {
    "docx": "perfcheck.readers.docx",
    "xlsx": "perfcheck.readers.xlsx",
    "xls": "perfcheck.readers.xls",
    "pdf": "perfcheck.readers.pdf",
}
"""What reads which format: a module with `read(name, data) -> Document`."""

_PICTURES: Final = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_ARCHIVES: Final = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b\x08")
_BIFF: Final = re.compile(rb"\x09(?:\x00\x04|[\x02\x04]\x06|\x08[\x08\x10])\x00")
"""How a workbook begins that was not packed into a compound file."""

_TYPES: Final[tuple[tuple[bytes, str | Foreign], ...]] = (
    (b"ms-excel.sheet.binary", foreign.XLSB),
    (b"wordprocessingml", "docx"),
    (b"ms-word", "docx"),
    (b"spreadsheetml", "xlsx"),
    (b"ms-excel", "xlsx"),
    (b"presentationml", foreign.SLIDES),
    (b"ms-powerpoint", foreign.SLIDES),
)
_MAIN: Final = re.compile(rb"application/vnd\.([\w.-]+)\.main(?:\+xml)?[\"']")
_PARTS: Final[tuple[tuple[str, str | Foreign], ...]] = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", foreign.XLSB),
    ("ppt/presentation.xml", foreign.SLIDES),
    ("OFD.xml", foreign.OFD),
    ("[Content_Types].xml", foreign.OTHER_OFFICE),
)
_OPEN: Final = (
    (b"opendocument.spreadsheet", foreign.ODS),
    (b"opendocument.text", foreign.ODT),
    (b"opendocument.presentation", foreign.SLIDES),
)
_STREAMS: Final[tuple[tuple[str, str | Foreign], ...]] = (
    ("encryptedpackage", foreign.LOCKED),
    ("workbook", "xls"),
    ("book", "xls"),
    ("worddocument", foreign.DOC),
    ("powerpoint document", foreign.SLIDES),
    ("__properties_version1.0", foreign.MAIL),
)
_HEAD: Final = 4096


def read_packed(name: str, data: bytes) -> Document | None:
    """Read a file that begins as no text does; None where it is a text all the same.

    Raises ReadError where the format is not read, and says how to convert it.
    """
    found = sort_of(data)
    if found is None:
        return None
    if isinstance(found, Foreign):
        error = NoFormError if found is foreign.OWN_REPORT else ReadError
        raise error(found.said, name)
    document: Document = import_module(READERS[found]).read(name, data)
    return document


def sort_of(data: bytes) -> str | Foreign | None:
    """Which of READERS a file is for, or what else it is; None for a text."""
    head = data[:_HEAD]
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(data)
    if _BIFF.match(data):
        return "xls"
    if _is_pdf(data):
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return foreign.RTF
    if data.startswith((*_PICTURES, *_ARCHIVES)) and not _is_text(head):
        return foreign.PICTURE if data.startswith(_PICTURES) else foreign.ARCHIVE
    return _tagged(head)


def _is_pdf(data: bytes) -> bool:
    """Whether a PDF begins the file, or stands behind a few bytes that do not belong to it."""
    if data.startswith(b"%PDF-"):
        return True
    return b"%PDF-" in data[:1024] and (b"endobj" in data or b"%%EOF" in data[-1024:])


def _is_text(head: bytes) -> bool:
    """Whether the beginning of a file is text, so that its first letters only look like a sign."""
    if re.search(rb"[\x00-\x08\x0e-\x1f]", head):
        return False
    for encoding in ("utf-8", "gb18030"):
        for cut in range(min(4, len(head))):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False


def _tagged(head: bytes) -> Foreign | None:
    """What is text to look at, but no text that a form is printed as: XML, mail, our own page."""
    if b'<meta name="generator" content="perfcheck ' in head:
        return foreign.OWN_REPORT
    if re.search(rb"(?im)^MIME-Version:", head) and re.search(rb"(?im)^Content-Type:", head):
        return foreign.WEB_ARCHIVE
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<Workbook" in head:
        return foreign.XML_SHEET
    if b'progid="Word.Document"' in head:
        return foreign.XML_DOCUMENT
    return None


def _zipped(data: bytes) -> str | Foreign:
    """What a zip is: an Office package by what it says of itself, or by its parts."""
    import zipfile

    from perfcheck.readers.package import BROKEN_ZIP

    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = frozenset(package.namelist())
            said = _beginning(package, "[Content_Types].xml")
            kind = _beginning(package, "mimetype")
            author = _beginning(package, "docProps/core.xml")
    except BROKEN_ZIP:
        return foreign.DAMAGED
    except RuntimeError:
        return foreign.LOCKED
    if b"<dc:creator>perfcheck</dc:creator>" in author:
        return foreign.OWN_REPORT
    for mark, document in _OPEN:
        if mark in kind:
            return document
    for main in _MAIN.findall(said):
        for mark, found in _TYPES:
            if mark in main:
                return found
    return next((found for part, found in _PARTS if part in names), foreign.ARCHIVE)


def _beginning(package: Any, name: str) -> bytes:
    """The first 64 kB of a part; nothing where there is none."""
    if name not in package.namelist():
        return b""
    with package.open(name) as stream:
        return bytes(stream.read(65536))


def _compound(data: bytes) -> str | Foreign:
    """What an old Office file is, by the streams at the top of it."""
    from perfcheck.readers.compound import entries

    names = entries(data)
    if names is None:
        return foreign.DAMAGED
    low = {name.lower() for name in names}
    return next((found for name, found in _STREAMS if name in low), foreign.OTHER_OFFICE)
