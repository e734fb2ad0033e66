"""What a YAML parser's complaint means for someone who writes rules, and how to mend the line."""

import re
from collections.abc import Sequence
from typing import Any

from perfcheck.messages import Message
from perfcheck.source import Span

_GLUED = re.compile(r"\s*(?:- )?[^\s:：]+:(?=\S)")
_DASHED = re.compile(r"\s*-(?=[^\s-])")
_OPENED = re.compile(r"""(?:^|[-:] +)([{["'])""")

TAB = Message("缩进里有制表符（Tab）；改成空格", "a tab in the indentation; use blanks")
WIDE_COLON = Message(
    "键后面用了全角冒号“：”；改成半角冒号加一个空格", "a full-width colon after the key; write `: `"
)
NO_BLANK = Message("冒号后面要有一个空格", "a blank is wanted after the colon")
NO_BLANK_DASH = Message("“-”后面要有一个空格", "a blank is wanted after the hyphen")
NO_PAIR = Message("这一行不是“键: 值”", "this line is no `key: value`")
COLON_INSIDE = Message(
    "值里有“: ”；整段值加上引号", "the value holds `: `; put the whole value in quotes"
)
INDENT = Message(
    "这一行的缩进和上面各行对不上；同一层的键要对齐",
    "the indentation does not fit the lines above; keys of one level stand in one column",
)
QUOTE_ALL = Message(
    "值以 {0} 开头，后面还有别的文字；整段值加上引号，里面的引号换成“”",
    "the value opens with {0} and goes on behind it; put the whole value in quotes",
)
OPEN_BRACKET = Message(
    "方括号或花括号没有关上，或者各项之间少了半角逗号",
    "a bracket or brace is not closed, or a comma between its items is missing",
)
OPEN_QUOTE = Message("引号没有关上", "a quotation mark is not closed")
ONE_DOCUMENT = Message(
    "一个文件只写一份内容；去掉“---”，后面的另存为一个文件",
    "one file holds one document; move what follows `---` to a file of its own",
)
SIGN = Message("值不能以“{0}”开头；整段值加上引号", "no value opens with {0}; put it in quotes")
CONTROL = Message(
    "有看不见的控制字符（U+{0}）；删去它", "an invisible control character (U+{0}); remove it"
)
OTHER = Message(
    "YAML 写法有误，多半是缩进、冒号或引号不对（解析器说：{0}）",
    "not well-formed YAML; look at indentation, colons and quotes ({0})",
)


def explained(error: Any, lines: Sequence[str]) -> tuple[Message, Span]:
    """Say what is wrong and where, for a YAMLError about a text of these lines."""
    if hasattr(error, "character"):
        return _control(error, lines)
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    begun = error.context_mark.line if error.context_mark else line
    shown = lines[line] if line < len(lines) else ""
    if "\t" in shown[: len(shown) - len(shown.lstrip())]:
        return TAB, _at(line, shown.index("\t"))
    if "expected ':'" in said:
        return _no_colon(begun, lines)
    if "mapping values" in said:
        earlier = ":" in shown[:column]
        return (COLON_INSIDE, _at(line, column)) if earlier else (INDENT, _at(line, 0, column))
    if "quoted scalar" in said:
        return OPEN_QUOTE, _at(begun, error.context_mark.column)
    if "another document" in said:
        return ONE_DOCUMENT, _at(line, 0, len(shown))
    if "cannot start any token" in said:
        return _filled(SIGN, shown[column : column + 1]), _at(line, column)
    if "flow" in said:
        return OPEN_BRACKET, _at(begun, error.context_mark.column)
    if "expected key" in said or "block end" in said or "block collection" in said:
        return _stray(line, shown)
    return _filled(OTHER, said), _at(line, column)


def _control(error: Any, lines: Sequence[str]) -> tuple[Message, Span]:
    sign = error.character if isinstance(error.character, int) else ord(error.character)
    found = ((at, line.find(chr(sign))) for at, line in enumerate(lines) if chr(sign) in line)
    return _filled(CONTROL, f"{sign:04X}"), _at(*next(found, (0, 0)))


def _no_colon(line: int, lines: Sequence[str]) -> tuple[Message, Span]:
    shown = lines[line] if line < len(lines) else ""
    if "：" in shown:
        return WIDE_COLON, _at(line, shown.index("："))
    glued = _GLUED.match(shown)
    if glued:
        return NO_BLANK, _at(line, glued.end() - 1)
    return NO_PAIR, _at(line, 0, len(shown))


def _stray(line: int, shown: str) -> tuple[Message, Span]:
    dash = _DASHED.match(shown)
    if dash:
        return NO_BLANK_DASH, _at(line, dash.end() - 1)
    opened = _OPENED.search(shown)
    if opened and not _whole(shown[opened.start(1) :].rstrip()):
        return _filled(QUOTE_ALL, opened[1]), _at(line, opened.start(1), len(shown))
    return INDENT, _at(line, 0, len(shown))


def _whole(text: str) -> bool:
    """Whether a bracket or brace that opens a text is closed at its end, and not before."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in "[{") - (sign in "]}")
        if not depth:
            return text[0] in "[{" and place == len(text) - 1
    return False


def _filled(message: Message, part: str) -> Message:
    return Message(message.zh.replace("{0}", part), message.en.replace("{0}", part))


def _at(line: int, column: int, end: int = 0) -> Span:
    return Span(line + 1, column + 1, line + 1, max(end, column + 1) + 1)
