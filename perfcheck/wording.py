"""What printed words mean: labels in one normal form, and texts without the residue of a print."""

import re
import unicodedata
from functools import lru_cache

_BLANK = re.compile(r"[\s〔〕【】\[\]#*\u200b\ufeff]+")
_TAG = re.compile(
    r"</?(?:p|br|div|span|b|strong|font|u|i|em|sup|sub|td|tr|o:p|a)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_ENTITY = re.compile(r"&(#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_FILLED = re.compile(r"[〔【\[]([^〔〕【】\[\]]*)[〕】\]](?=(\s*(?:第\s*)?\d+\s*号)?)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WRAP = re.compile(r"[ \t\u3000]*[\r\n]+[ \t\u3000]*")
_OF_WHICH = re.compile(r"^其中[:、,]?")
_NUMBERING = re.compile(
    r"^(?:\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)|\d{1,2}[-.、,](?!\d)"
    r"|[一二三四五六七八九十]{1,3}[、.,])"
)
_TAIL = re.compile(r"^(.+?)\(([^()]*)\)$")
_SPECIAL = frozenset("<>&〔〕【】[]\n\r\xa0\u200b\ufeff")

_ENTITIES = {
    "lt": "<", "gt": ">", "amp": "&", "nbsp": " ", "quot": '"', "apos": "'", "le": "≤", "ge": "≥",
    "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "middot": "·", "mdash": "—",
    "ndash": "-", "hellip": "…", "times": "×", "permil": "‰", "emsp": " ", "ensp": " ",
}  # fmt: skip

LONGEST_LABEL = 40


@lru_cache(maxsize=16384)
def normal(text: str) -> str:
    """Return the normal form of a label: NFKC, without markup, filling brackets and blanks.

    >>> normal("绩 效\u3000指 标（万元）")
    '绩效指标(万元)'
    """
    if "<" in text or "&" in text:
        text = _entities(_TAG.sub("", text))
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text if text.isalnum() else _BLANK.sub("", text)


def meaning(text: str) -> str:
    """Return the text as it means: markup decoded, filling brackets off, wraps joined.

    A document number keeps its brackets.

    >>> meaning("<p>按〔云财〔2016〕51号〕执行，&lt; 2%</p>")
    '按云财〔2016〕51号执行，< 2%'
    """
    if _SPECIAL.isdisjoint(text):
        return text.strip()
    if "<" in text or "&" in text:
        text = _TAG.sub("", _entities(_TAG.sub(_break, text)))
    text = _unfilled(text.replace("\xa0", " ").replace("\u200b", "").replace("\ufeff", ""))
    return joined(_WRAP.split(text)) if "\n" in text or "\r" in text else text.strip()


def joined(parts: list[str]) -> str:
    """Join the lines of one wrapped text; a blank stays only between two Latin words.

    >>> joined(["主要实", "施内容 via", "GB tools"])
    '主要实施内容 via GB tools'
    """
    text = ""
    for part in map(str.strip, parts):
        latin = text[-1:].isascii() and part[:1].isascii()
        both = text[-1:].isalpha() and part[:1].isalpha()
        text += " " + part if latin and both else part
    return text


def residue(text: str) -> bool:
    """Whether the print left markup, entities or filling brackets in the text.

    >>> residue("&lt;2%"), residue("云财〔2016〕51号"), residue("青禾县")
    (True, False, False)
    """
    if _SPECIAL.isdisjoint(text):
        return False
    tagged = bool(_TAG.search(text)) or _entities(text) != text
    return tagged or _unfilled(text) != text.strip()


@lru_cache(maxsize=16384)
def label_forms(text: str) -> tuple[tuple[str, str], ...]:
    """Return the ways to read a text as a label, likeliest first, each with the brackets taken off.

    The whole comes first; then without 其中：, numbering, a colon, and a bracket at the end.

    >>> label_forms("其中：财政拨款（万元）")[-1]
    ('财政拨款', '万元')
    """
    whole = normal(text)
    if not whole or len(whole) > LONGEST_LABEL:
        return ()
    forms = {whole: "", whole.rstrip(":"): ""}
    bare = _OF_WHICH.sub("", whole.rstrip(":")) or whole
    forms.setdefault(bare, "")
    bare = _NUMBERING.sub("", bare) or bare
    forms.setdefault(bare, "")
    while tail := _TAIL.match(bare):
        bracket = f"{forms.get(bare, '')} {tail[2]}".strip()
        bare = tail[1].rstrip(":")
        forms.setdefault(bare, bracket)
    head = _NUMBERED_BRACKET.sub("", bare)
    if head != bare:
        forms.setdefault(head, "")
    return tuple(forms.items())


_NUMBERED_BRACKET = re.compile(r"\([\d.]+(?:-[\d.]+)?\)?分?\)?$|\([\d.]+分\)$")


def _entities(text: str) -> str:
    return _ENTITY.sub(_decoded, text) if "&" in text else text


def _decoded(match: re.Match[str]) -> str:
    name = match[1]
    if name[0] != "#":
        return _ENTITIES.get(name, match[0])
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    printable = code >= 32 and code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if printable else match[0]


def _break(match: re.Match[str]) -> str:
    return "\n" if match[0][1:3].lower() in ("br", "/p") else ""


def _unfilled(text: str) -> str:
    previous = None
    while previous != text:
        previous, text = text, _FILLED.sub(_filling, text)
    text = text.strip()
    if text[:1] in "〔【[" and not _FILLED.match(text):
        text = text[1:]
    if text[-1:] in "〕】]" and "〔" not in text[-6:]:
        text = text[:-1]
    return text


def _filling(match: re.Match[str]) -> str:
    number = match[2] and _YEAR.fullmatch(match[1])
    return match[0] if number else match[1]
