"""Bytes of a document → Document: the format is told by its first bytes, never by its name."""

from perfcheck.readers import text
from perfcheck.source import Document

PACKED = (
    *(b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf", b"\x89PNG\r\n"),
    *(b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"Rar!", b"7z\xbc\xaf"),
    *(b"\x1f\x8b\x08", b"MIME-Version:", b"From:", b"<?xml", b"\xef\xbb\xbf<?xml"),
    b"<!DOCTYPE html>",
    *(b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"),
    *(b"\x09\x08\x08\x00", b"\x09\x08\x10\x00"),
)
"""How files begin that are no text, and some that are."""


def read(name: str, data: bytes, encoding: str | None = None) -> Document:
    """Read the document called `name`; raise ReadError where it cannot be read, saying why."""
    if data.startswith(PACKED) or b"%PDF-" in data[:1024]:
        from perfcheck.readers.formats import read_packed

        document = read_packed(name, data)
        if document is not None:
            return document
    return text.read(name, data, encoding)
