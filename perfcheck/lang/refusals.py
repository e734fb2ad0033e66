"""What the parser says of an expression that cannot be read, and how to mend it."""

from typing import NoReturn

from perfcheck.lang.functions import FUNCTIONS, Function, function_named
from perfcheck.lang.lexer import KEYWORDS, Token, refuse
from perfcheck.lang.nodes import DEEPEST
from perfcheck.messages import Message


def refuse_method(name: Token) -> NoReturn:
    """Refuse a function written behind a point."""
    refuse(
        Message(
            f"“.{name.value}(…)”：函数写在前面，如 {name.value}(甲.乙)",
            f".{name.value}(…): functions stand in front, as in {name.value}(a.b)",
        ),
        name.start,
        name.end,
    )


def refuse_count(function: Function, given: int, start: int, end: int) -> NoReturn:
    """Refuse a call with too few or too many arguments."""
    wanted = len(function.parameters)
    zh, en = "", ""
    if wanted == 1 < given:
        zh = f"；几个值放进花括号，如 {function.name}({{甲, 乙}})"
        en = f"; put several values in braces, as in {function.name}({{a, b}})"
    refuse(
        Message(
            f"{function.name}(…) 要 {wanted} 个参数，写了 {given} 个{zh}",
            f"{function.name}(…) takes {wanted} arguments, not {given}{en}",
        ),
        start,
        end,
    )


def refuse_depth(start: int, end: int) -> NoReturn:
    """Refuse an expression that is nested too deep."""
    refuse(
        Message(
            f"表达式嵌套超过 {DEEPEST} 层；请拆成几条规则",
            f"more than {DEEPEST} levels deep: split the rule",
        ),
        start,
        end,
    )


def glued_keyword(name: str) -> str:
    """Return the keyword that `name` starts with, or "" where it starts with none."""
    return next((word for word in KEYWORDS if name.startswith(word) and name != word), "")


def spaces_around(keyword: str, name: str) -> Message:
    """Say that a keyword stuck to a name needs blanks around it."""
    rest = name[len(keyword) :]
    return Message(
        f"“{name}”连成了一个词：“{keyword}”前后要有空格，写成“ {keyword} {rest}”",
        f"{name!r} is one word: put spaces around {keyword}, as in “ {keyword} {rest}”",
    )


def refuse_function(token: Token) -> NoReturn:
    """Refuse a function that does not exist; a keyword stuck to a name is told before all else."""
    keyword = glued_keyword(token.value)
    if keyword and function_named(token.value[len(keyword) :]):
        refuse(spaces_around(keyword, token.value), token.start, token.end)
    refuse(
        Message(
            f"没有“{token.value}”这个函数" + _nearest(token.value, "；是不是“", "”？"),
            f"there is no function {token.value!r}" + _nearest(token.value, "; did you mean ", "?"),
        ),
        token.start,
        token.end,
    )


COMPARED = {
    "等于": "==", "不等于": "!=", "大于": ">", "小于": "<", "超过": ">", "低于": "<",
    "不大于": "<=", "不超过": "<=", "不高于": "<=", "不小于": ">=", "不低于": ">=", "不少于": ">=",
    "大于等于": ">=", "小于等于": "<=",
}  # fmt: skip
_OTHER_WORDS = {
    "总和": "合计", "求和": "合计", "计数": "个数", "数量": "个数", "任一": "存在",
    "所有": "每个", "全部": "每个", "如果": "若", "为空": "空白", "非空": "有", "length": "长度",
    "len": "长度", "any": "存在", "all": "每个", "iif": "若", "round": "精确",
    "平均": "合计(…) / 个数(…)", "avg": "合计(…) / 个数(…)",
}  # fmt: skip


def _nearest(word: str, before: str, after: str) -> str:
    import difflib

    known = [name for function in FUNCTIONS for name in (function.name, *function.aliases)]
    near = _OTHER_WORDS.get(word) or next(iter(difflib.get_close_matches(word, known, 1, 0.5)), "")
    return before + near + after if near else ""
