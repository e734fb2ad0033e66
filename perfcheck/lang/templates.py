"""Message templates: texts with expressions in braces, taken apart."""

from perfcheck.lang.lexer import refuse
from perfcheck.lang.nodes import Node
from perfcheck.lang.parser import parse
from perfcheck.messages import Message

_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}


def template(text: str) -> tuple[str | Node, ...]:
    """Return the texts and the expressions of a message; `{{` and `}}` are braces.

    Places in the expressions count from the start of the message. Raises RuleError.

    >>> template("共 {个数(任务)} 项")[::2]
    ('共 ', ' 项')
    """
    parts: list[str | Node] = []
    plain = ""
    place = 0
    while place < len(text):
        sign = text[place]
        if text[place : place + 2] in ("{{", "}}"):
            plain += sign
            place += 2
        elif sign == "{":
            end = _closing(text, place)
            if plain:
                parts.append(plain)
            plain = ""
            parts.append(parse(" " * (place + 1) + text[place + 1 : end]))
            place = end + 1
        else:
            plain += sign
            place += 1
    if plain:
        parts.append(plain)
    return tuple(parts)


def _closing(text: str, start: int) -> int:
    """The place of the brace that closes the one at `start`; braces in quotes do not count."""
    depth = 0
    quote = ""
    for place in range(start, len(text)):
        sign = text[place]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in _QUOTES:
            quote = _QUOTES[sign]
        elif sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if not depth:
                return place
    return refuse(
        Message("“{”没有配对的“}”；要写花括号本身就写“{{”", "{ has no }; a brace itself is {{"),
        start,
        len(text),
    )
