"""Bytes of a document → Document: the format is told by its first bytes, never by statistics."""

from perfcheck.errors import ReadError
from perfcheck.messages import Message
from perfcheck.readers import text
from perfcheck.source import Document

_OFFICE = Message("Office 压缩包格式（.docx/.xlsx）", "an Office package (.docx/.xlsx)")
_OLD_OFFICE = Message("旧版 Office 二进制格式（.doc/.xls）", "an old Office file (.doc/.xls)")
_PDF = Message("PDF 文件", "a PDF")
_RTF = Message("RTF 文件", "an RTF file")
_PICTURE = Message("图片", "a picture")
_ARCHIVE = Message("压缩文件", "an archive")
_WEB_ARCHIVE = Message("单个文件网页（.mht）", "a web page archive (.mht)")

MAGIC: tuple[tuple[bytes, Message], ...] = (
    (b"PK\x03\x04", _OFFICE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE),
    (b"%PDF", _PDF),
    (b"{\\rtf", _RTF),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b\x08", _ARCHIVE),
    (b"MIME-Version:", _WEB_ARCHIVE),
)


def read(name: str, data: bytes, encoding: str | None = None) -> Document:
    """Read the document called `name`; raise ReadError where its bytes are no text."""
    for magic, found in MAGIC:
        if data.startswith(magic):
            raise ReadError(_not_text(found), name)
    return text.read(name, data, encoding)


def _not_text(found: Message) -> Message:
    return Message(
        f"这是{found.zh}；本版本只读文本。请另存为文本（.txt，表格以制表符分隔）后再检查",
        f"found {found.en}; this version reads text: save it as text (.txt, tabs between cells)",
    )
