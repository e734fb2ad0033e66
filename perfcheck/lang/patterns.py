"""Says whether a regular expression may run: no back-references, nothing that can take for ever."""

from perfcheck.messages import Message

MOST_BROAD = 2

_BACK = Message("不许用反向引用", "no back-references")
_NESTED = Message(
    "不许在重复的括号里再用重复或“|”", "no repetition or | inside a bracket that is repeated"
)
_SET = Message(
    "方括号里的“[”和连写的“--”“&&”“~~”“||”前面要加反斜杠",
    "inside square brackets write a backslash before [ and before --, &&, ~~, ||",
)
_BROAD = Message(
    f"“.*”这样不限长度的部分最多 {MOST_BROAD} 处",
    f"at most {MOST_BROAD} stretches like .* of any length",
)


def unsafe(pattern: str) -> Message | None:
    """Return why a regular expression is refused, or None where it may run.

    >>> unsafe("(a+)+").en
    'no repetition or | inside a bracket that is repeated'
    >>> unsafe("[[(]甲").en
    'inside square brackets write a backslash before [ and before --, &&, ~~, ||'
    """
    import re
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)
            re.compile(pattern)
    except re.error as error:
        return Message(f"不是正则表达式：{error}", f"not a regular expression: {error}")
    except FutureWarning:
        return _SET
    if re.search(r"(?<!\\)(?:\\\\)*\\[1-9]|\(\?P=|\(\?\(", pattern):
        return _BACK
    bare = re.sub(r"\\.", "x", re.sub(r"\\[wWSD]", ".", pattern))
    bare = re.sub(r"\[(\^?)\]?[^\]]*\]", lambda found: "." if found[1] else "x", bare)
    if _nested(bare):
        return _NESTED
    return _BROAD if len(re.findall(r"\.(?:[*+]|\{\d*,\})", bare)) > MOST_BROAD else None


def _nested(bare: str) -> bool:
    """Whether a repeated bracket holds a repetition or a choice; escapes and classes are gone."""
    busy = [False]
    for place, sign in enumerate(bare):
        if sign == "(":
            busy.append(False)
        elif sign == ")":
            inner = busy.pop()
            if inner and bare[place + 1 : place + 2] in ("*", "+", "{"):
                return True
            busy[-1] = busy[-1] or inner
        elif sign in "*+{|":
            busy[-1] = True
    return False
