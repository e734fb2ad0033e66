"""Cuts an expression into signs, figures, texts and names, and refuses what is none of these."""

import re
from functools import lru_cache
from typing import NamedTuple, NoReturn

from perfcheck.errors import RuleError
from perfcheck.messages import Message
from perfcheck.regexes import regex
from perfcheck.source import Span

_PLAIN_SIGNS = str.maketrans(
    "（）［］｛｝，．＋－−＊×／÷＜＞＝！％０１２３４５６７８９",
    "()[]{},.+--**//<>=!%0123456789",
)
_TOKEN = regex(
    r"""(?P<number>[0-9]+(?:\.[0-9]+)?(?P<unit>万元|亿元|元|[%‰])?)
      | (?P<text>"[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’)
      | (?P<label>【[^】]*】)
      | (?P<name>[^\W\d]\w*)
      | (?P<sign>[=!<>]=?=?|[≤≥≠]|[-+*/()\[\]{},.])
      | (?P<blank>\s+)""",
    re.VERBOSE,
)
_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!="}
COMPARISONS = frozenset(("==", "!=", "<", "<=", ">", ">="))
KEYWORDS = {
    "且": "且", "或": "或", "非": "非", "属于": "属于",
    "and": "且", "or": "或", "not": "非", "in": "属于",
}  # fmt: skip
_HINTS = {
    "=": Message("“=”要写成“==”", "write == instead of ="),
    "===": Message("“===”要写成“==”", "write == instead of ==="),
    "!==": Message("“!==”要写成“!=”", "write != instead of !=="),
    "!": Message("“!”要写成“非”", "write 非 (not) instead of !"),
    "&": Message("“&”要写成“且”", "write 且 (and) instead of &"),
    "|": Message("“|”要写成“或”", "write 或 (or) instead of |"),
    "、": Message("各项之间用逗号“，”", "separate items by commas"),
    ";": Message("一个表达式里不能有分号", "an expression has no semicolons"),
}
_TURNED = {
    "=<": Message("“=<”要写成“<=”", "write <= instead of =<"),
    "=>": Message("“=>”要写成“>=”", "write >= instead of =>"),
}


class Token(NamedTuple):
    """One piece of an expression; `kind` is number, text, name, sign, keyword or end."""

    kind: str
    value: str
    start: int
    end: int


def refuse(message: Message, start: int, end: int) -> NoReturn:
    """Raise the RuleError that points at a stretch of the expression."""
    raise RuleError(message, span=Span(1, start + 1, 1, max(end, start + 1) + 1))


def tokens(text: str) -> list[Token]:
    """Return the pieces of `text`; raises RuleError where a sign is unknown."""
    plain = text.translate(_PLAIN_SIGNS)
    found: list[Token] = []
    place = 0
    while place < len(plain):
        match = _TOKEN.match(plain, place)
        if match is None:
            _unknown(text, plain, place)
        place = match.end()
        kind = match.lastgroup or ""
        if kind != "blank":
            found.append(_token(text, match, kind))
    found.append(Token("end", "", len(text), len(text)))
    return found


def _token(text: str, match: re.Match[str], kind: str) -> Token:
    start, end = match.span()
    value = match.group()
    if kind == "sign":
        value = _SIGNS.get(value, value)
        if value in _HINTS:
            after = match.string[end : end + 1]
            refuse(_TURNED.get(value + after) or _HINTS[value], start, end)
        return Token(kind, value, start, end)
    if kind == "name":
        keyword = KEYWORDS.get(value)
        if keyword:
            return Token("keyword", keyword, start, end)
        return Token(kind, fold_name(value), start, end)
    if kind == "label":
        return Token("name", fold_name(text[start + 1 : end - 1]), start, end)
    if kind == "text":
        return Token(kind, text[start + 1 : end - 1], start, end)
    _check_unit(match.string, match)
    return Token("number", value, start, end)


def _check_unit(plain: str, match: re.Match[str]) -> None:
    after = plain[match.end() : match.end() + 1]
    if after.isalpha() or after == "_":
        written = match.group()
        refuse(
            Message(
                f"“{written}{after}”：数字后面只能写单位 元、万元、亿元、%、‰",
                f"{written}{after}: only 元, 万元, 亿元, % or ‰ may follow a figure"
                " (no name starts with a digit)",
            ),
            match.start(),
            match.end() + 1,
        )


def _unknown(text: str, plain: str, place: int) -> NoReturn:
    sign = text[place]
    if sign in "\"'“‘":
        refuse(
            Message(
                f"文字从 {sign} 开始，没有结束的引号", f"the text that {sign} opens never ends"
            ),
            place,
            len(text),
        )
    if sign == "【":
        refuse(Message("“【”没有配对的“】”", "【 has no 】"), place, len(text))
    hint = _HINTS.get(plain[place])
    refuse(hint or Message(f"不认识的符号“{sign}”", f"unknown sign {sign!r}"), place, place + 1)


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """Return a name as names are compared: NFKC and without blanks.

    >>> fold_name("因公出国（境）费")
    '因公出国(境)费'
    """
    if name.isascii():
        return "".join(name.split())
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", name).split())
