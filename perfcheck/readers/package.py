"""The parts of an Office package (a zip of XML), read within bounds and without entities."""

import io
import posixpath
import zipfile
import zlib
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

from perfcheck.errors import ReadError
from perfcheck.messages import Message

_LARGEST: Final = 256 * 1024 * 1024
_MOST_PARTS: Final = 20_000
BROKEN_ZIP: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError),
    NotImplementedError,  # packed in a way that zipfile does not know
)
"""What zipfile raises where a package is damaged; RuntimeError is one with a password."""
BROKEN: Final = (
    *(*BROKEN_ZIP, RuntimeError, KeyError, IndexError, OverflowError),
    *(ParseError, expat.ExpatError),
)
"""What reading a part raises where it, or its package, is damaged."""
DAMAGED: Final = Message(
    "文件已损坏或不完整（可能没有下载完）：请重新取得，或用 WPS/Office 打开并修复后另存",
    "the file is damaged or incomplete (perhaps a broken download): get it again, or open it in"
    " WPS/Office, repair it and save it anew",
)
_TOO_LARGE: Final = Message(
    "文件展开后大得不像一张表，没有读：请只留要查的表，另存后再查",
    "unpacked, the file is far too large for a form and was not read: keep only the form, save"
    " and check again",
)


class Package:
    """A package that is being read; `name` is the file's, for errors."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.left = _LARGEST
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self.zip.namelist())
        except BROKEN as error:
            raise ReadError(DAMAGED, name) from error
        if len(self.names) > _MOST_PARTS:
            raise ReadError(_TOO_LARGE, name)

    def part(self, path: str) -> bytes | None:
        """The content of a part; None where there is none.

        Raises ReadError where it is damaged, or where all parts together grow beyond a bound,
        whatever the package says their sizes are.
        """
        if path not in self.names:
            return None
        try:
            with self.zip.open(path) as stream:
                content = stream.read(self.left + 1)
        except BROKEN as error:
            raise ReadError(DAMAGED, self.name) from error
        self.left -= len(content)
        if self.left < 0:
            raise ReadError(_TOO_LARGE, self.name)
        return content

    def xml(self, path: str) -> Element | None:
        """A part as XML; None where there is none. Raises ReadError where it is no sound XML."""
        content = self.part(path)
        return None if content is None else self.parsed(content)

    def parsed(self, content: bytes) -> Element:
        """Parse XML; raise ReadError where it is not sound, or defines entities of its own."""
        self.check(content)
        return fromstring(content)

    def check(self, content: bytes) -> None:
        """Raise ReadError where XML is not sound, or defines entities of its own."""
        guard = expat.ParserCreate()
        guard.StartDoctypeDeclHandler = _refuse
        try:
            guard.Parse(content, True)
        except BROKEN as error:
            raise ReadError(DAMAGED, self.name) from error

    def related(self, path: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside of the package: id → the kind of relation, and its path."""
        folder, base = posixpath.split(path)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for one in root if root is not None else ():
            kind = one.get("Type", "").rpartition("/")[2]
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
                found[one.get("Id", "")] = (kind, target.lstrip("/"))
        return found


def _refuse(*_: object) -> None:
    raise ValueError("a part of a package has no document type")
