"""Reads the words and signs that compare: 不低于, ≥, 控制在…以内, 以上, 左右."""

import re

from perfcheck.numerals.patterns import compiled

_NOT = ("不", "不得", "不能", "不可", "不应", "不宜", "不会", "不允许", "未", "没有")
_UNDER = ("低于", "少于", "小于", "短于")
_OVER = ("超过", "超出", "超", "高于", "多于", "大于", "突破", "晚于", "迟于", "长于")
_BOTH = ("{}等于", "{}或等于", "等于或{}", "{}或者等于")

_BEFORE: dict[str, str] = {
    **{"≥": ">=", ">=": ">=", "=>": ">=", "≥=": ">=", ">≥": ">=", "!<": ">="},
    **{"≤": "<=", "<=": "<=", "=<": "<=", "≤=": "<=", "<≤": "<=", "!>": "<="},
    **{">": ">", "<": "<", "=": "=", "==": "=", "≈": "~", "~": "~"},
    "等于": "=",
    **dict.fromkeys(_UNDER, "<"),
    **dict.fromkeys(("不足", "不到", "未满", "不满"), "<"),
    **dict.fromkeys(_OVER, ">"),
    **dict.fromkeys(("逾",), ">"),
    **{no + word: ">=" for no in _NOT for word in _UNDER},
    **{no + word: "<=" for no in _NOT for word in _OVER},
    **{shape.format(word): ">=" for word in ("大于", "高于", "多于") for shape in _BOTH},
    **{shape.format(word): "<=" for word in ("小于", "低于", "少于") for shape in _BOTH},
    **dict.fromkeys(("至少", "最少", "最低", "起码", "达到", "达到或超过", "达", "保底"), ">="),
    **dict.fromkeys(("至多", "最多", "最高", "上限", "控制在", "限于"), "<="),
    **dict.fromkeys(("约", "大约", "约为", "大概", "接近", "将近", "近", "大致"), "~"),
    **dict.fromkeys(("未达到", "未达", "达不到"), "<"),
    **dict.fromkeys(("节约", "预约", "签约", "履约", "合约", "契约", "条约", "公约", "特约"), ""),
    **dict.fromkeys(("最近", "附近", "邻近", "靠近", "传达", "送达", "下达", "表达", "到达"), ""),
}
_FILLERS = ("到", "在", "为", "至", "达", "达到", ":", "于")
_LONGEST = max(map(len, _BEFORE))
_FAR = (
    rf"(?P<no>{'|'.join(_NOT)})?(?:(?P<under>{'|'.join(_UNDER)})|(?P<over>超过|超出|高于|多于|大于))"
    r"|(?P<least>至少|最少)|(?P<most>至多|最多|控制在)"
)
_RELATIVE = ("上年", "去年", "同期", "往年", "前年", "上一年", "基期", "前三年", "历年")

_EDGES = {
    **dict.fromkeys(("以上", "及以上", "或以上", "或者以上", "起"), ">="),
    **dict.fromkeys(("以下", "及以下", "或以下", "或者以下", "以内", "之内", "内", "及以内"), "<="),
    **dict.fromkeys(("左右", "上下"), "~"),
    "+": ">=",
}
_INCLUDED = ("(含)", "(含本数)", "含", "")
_AFTER = {
    **_EDGES,
    **{mark + word: sign for mark in _INCLUDED for word, sign in _EDGES.items()},
    **{word + mark: sign for mark in _INCLUDED for word, sign in _EDGES.items() if mark != "含"},
}
_LONGEST_AFTER = max(map(len, _AFTER))
_NOT_INSIDE = ("部", "容", "地", "外", "涵", "控", "设", "业")


def before(words: str) -> tuple[str | None, int]:
    """Return the operator that `words` end with, just before a figure, and where it begins.

    >>> before("控制在"), before("合格率不低于"), before("办证率")
    (('<=', 0), ('>=', 3), (None, 3))
    """
    if not words:
        return None, 0
    for length in range(min(_LONGEST, len(words)), 0, -1):
        sign = _BEFORE.get(words[-length:])
        if sign is not None:
            return (sign, len(words) - length) if sign else (None, len(words))
    for filler in _FILLERS:
        if words.endswith(filler):
            sign, start = before(words[: -len(filler)])
            if sign and sign not in "~=":
                return sign, start
    return None, len(words)


def before_far(words: str) -> tuple[str | None, bool]:
    """Return an operator parted from its figure by words (不高于总数的), and whether it is sure.

    Held against another year (不低于上年…) it may bound the figure or the change: not sure.
    """
    matches = list(compiled(_FAR).finditer(words))
    if not matches:
        return None, True
    found = matches[-1]
    between = words[found.end() :]
    sign = _far_sign(found)
    sure = not any(word in between for word in _RELATIVE)
    return sign, sure and (between.endswith("的") or sign in (">=", "<="))


def _far_sign(found: re.Match[str]) -> str:
    if found["least"] or (found["no"] and found["under"]):
        return ">="
    if found["most"] or (found["no"] and found["over"]):
        return "<="
    return ">" if found["over"] else "<"


def after(text: str, start: int) -> tuple[str | None, int]:
    """Return the operator that stands at `start`, just behind a figure, and where it ends.

    >>> after("30个及以上", 3), after("3天内部", 2)
    (('>=', 6), (None, 2))
    """
    for length in range(min(_LONGEST_AFTER, len(text) - start), 0, -1):
        word = text[start : start + length]
        if word in _AFTER and not _goes_on(text, word, start + length):
            return _AFTER[word], start + length
    return None, start


def _goes_on(text: str, word: str, end: int) -> bool:
    if word[-1] == "内":
        return text.startswith(_NOT_INSIDE, end)
    return word == "+" and text[end : end + 1].isdigit()


def joined(left: str | None, right: str | None) -> str | None:
    """Join the operators before and behind one figure; "" where they contradict each other.

    >>> joined(">=", ">="), joined(None, "<="), joined("~", ">="), joined("<=", ">=")
    ('>=', '<=', '>=', '')
    """
    if left is None or right is None or left == right:
        return left or right
    if left in "~=":
        return right
    if right == "~":
        return left
    return left if left[0] == right[0] else ""
