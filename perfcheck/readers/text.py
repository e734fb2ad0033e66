"""Plain text in any of the encodings in use → Document; encodings are tried, not guessed."""

import re
import unicodedata

from perfcheck.errors import ReadError
from perfcheck.messages import Message
from perfcheck.readers.cutting import grids
from perfcheck.regexes import regex
from perfcheck.source import Document

_CONTROL = regex(r"[\x00-\x08\x0e-\x1f]")
_SAVE = Message("请另存为 UTF-8 文本，或用 --encoding 指明编码", "save as UTF-8, or say --encoding")
_DECLARED = rb"<(?:meta|\?xml)\s[^<>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)"
_HEAD = 4096
_CHARSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}


def read(name: str, data: bytes, encoding: str | None = None) -> Document:
    """Decode and cut a text; raise ReadError where it is empty, binary or cannot be decoded."""
    if not data.strip():
        raise ReadError(
            Message("文件是空的，应有一张表的文本", "the file is empty; a form was expected"), name
        )
    text, used = _decode(name, data, encoding)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise ReadError(Message("文件里只有空白", "the file holds nothing but blanks"), name)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(text.split("\n"))
    cut, markup = grids(text, lines, name)
    return Document(name, lines, cut, used, markup)


def _decode(name: str, data: bytes, encoding: str | None) -> tuple[str, str]:
    tried = [encoding] if encoding else _candidates(data)
    for candidate in tried:
        try:
            text = data.decode(candidate)
        except UnicodeError:
            continue
        except LookupError:
            raise ReadError(_unknown_encoding(candidate), name) from None
        if not _CONTROL.search(text) and (encoding or b"\x00" not in data or _is_prose(text)):
            return text, candidate
    raise ReadError(_undecodable(data, tried), name)


def _is_prose(text: str) -> bool:
    """Whether a reading as UTF-16 makes sense: lines, and no character that does not exist."""
    return ("\n" in text or "\r" in text) and all(map(_assigned, set(text)))


def _assigned(character: str) -> bool:
    return unicodedata.category(character) != "Cn"


def _candidates(data: bytes) -> list[str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    if b"\x00" in data:
        return ["utf-16-le", "utf-16-be"]
    first = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    return list(dict.fromkeys((first, *_declared(data), "gb18030")))


def _declared(data: bytes) -> list[str]:
    """The encoding that a web page says it has; Chinese ones are known by several names."""
    head = data[:_HEAD]
    found = re.search(_DECLARED, head, re.IGNORECASE) if b"<" in head else None
    said = _CHARSETS.get(found[1].decode("ascii").lower()) if found else None
    return [said] if said else []


def _unknown_encoding(name: str) -> Message:
    return Message(
        f"没有名为 {name} 的编码；可用 utf-8、gb18030、utf-16 等",
        f"no encoding is called {name}; use utf-8, gb18030, utf-16 …",
    )


def _undecodable(data: bytes, tried: list[str]) -> Message:
    names = "、".join(tried)
    place = data.find(b"\x00")
    if place >= 0:
        zh, en = f"第 {place + 1} 个字节是 NUL，像是二进制文件", f"byte {place + 1} is NUL: binary?"
    else:
        zh, en = f"按 {names} 都无法解码", f"it is neither of {names}"
    return Message(f"不是可读的文本：{zh}。{_SAVE.zh}", f"not readable as text: {en}; {_SAVE.en}")
