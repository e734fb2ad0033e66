"""Days and times of a spreadsheet, printed as their number format says."""

import re
from datetime import datetime, timedelta
from typing import Final, NamedTuple

_TOKENS: Final = re.compile(
    r'"[^"]*"?|[\\!].|_.|\*.|\[[hH]+\]|\[[mM]+\]|\[[sS]+\]|\[[^\]]*\]|AM/PM|am/pm|A/P|a/p|上午/下午'
    r"|[yY]+|[eE]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|[aA]{3,4}|[gG]+|[bB]{2,4}|@|.",
    re.DOTALL,
)
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CHINESE: Final = "〇一二三四五六七八九"
_LAST: Final = 2_958_466


class _Moment(NamedTuple):
    """A day and time; `serial` counts days, as the spreadsheet has it."""

    serial: float
    at: datetime
    leap: bool


def is_date(code: str) -> bool:
    """Whether a section of a number format prints days or times.

    >>> is_date('yyyy"年"m"月"'), is_date('0.00"亩"'), is_date('[$-804]General'), is_date("[h]:mm")
    (True, False, False, True)
    """
    for token in _TOKENS.findall(code):
        if token[0] in "yYmMdDhHsS" or token[:3] in ("aaa", "AAA", "上午/"):
            return True
        if token[0] in "eE" and "0" not in code and "#" not in code:
            return True
        if re.fullmatch(r"\[[hHmMsS]+\]|AM/PM|am/pm|A/P|a/p", token):
            return True
    return False


def printed(serial: float, code: str, since_1904: bool = False) -> str | None:
    """Print a day; None where there is no such day (a negative one).

    >>> printed(46082, 'yyyy"年"m"月"d"日"'), printed(0.75, "h:mm")
    ('2026年3月1日', '18:00')
    """
    tokens = _TOKENS.findall(code)
    moment = _moment(serial, tokens, since_1904)
    if moment is None:
        return None
    half = any("/" in token and token[0] in "AaP上" for token in tokens)
    chinese = "[DBNum1]" in code
    made = []
    for place, token in enumerate(tokens):
        minutes = token[0] in "mM" and _minutes(tokens, place)
        made.append(_token(token, moment, minutes, half, chinese))
    return "".join(made)


def _moment(serial: float, tokens: list[str], since_1904: bool) -> _Moment | None:
    """The moment, rounded to what is printed of a second."""
    if not 0 <= serial < _LAST:
        return None
    parts = max(
        (len(token) - token.index(".") - 1 for token in tokens if _second(token)), default=0
    )
    unit = 10 ** min(parts, 3)
    ticks = round(serial * 86400 * unit)
    days, rest = divmod(ticks, 86400 * unit)
    leap = not since_1904 and days == 60
    base = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if days < 60 else 30)
    at = base + timedelta(days=days - leap, milliseconds=rest * 1000 // unit)
    return _Moment(ticks / (86400 * unit), at, leap)


def _second(token: str) -> bool:
    return token[0] in "sS" and "." in token


def _minutes(tokens: list[str], place: int) -> bool:
    """Whether an m means minutes: after hours, or before seconds."""
    if len(tokens[place]) > 2:
        return False
    before = [token for token in tokens[:place] if re.match(r"\[?[yYmMdDhHsS]", token)]
    after = [token for token in tokens[place + 1 :] if re.match(r"\[?[yYmMdDhHsS]", token)]
    if before and before[-1].lstrip("[")[:1] in "hH":
        return True
    return bool(after) and after[0].lstrip("[")[:1] in "sS"


def _token(token: str, moment: _Moment, minutes: bool, half: bool, chinese: bool) -> str:
    first, size = token[0], len(token)
    at = moment.at
    match first.lower():
        case '"':
            return token.strip('"')
        case "\\" | "!":
            return token[1:]
        case "_":
            return " "
        case "*":
            return ""
        case "[":
            return _elapsed(token, moment)
        case "y" | "e":
            year = str(at.year)
            return _digits(year, chinese) if size > 2 or first in "eE" else year[-2:]
        case "m" if minutes:
            return _padded(at.minute, size, chinese)
        case "m":
            return _month(at.month, size, chinese)
        case "d":
            return _day(moment, size, chinese)
        case "h":
            return _padded((at.hour + 11) % 12 + 1 if half else at.hour, size, chinese)
        case "s":
            return _seconds(token, at)
        case "a" if size > 2 and "/" not in token:
            day = "一二三四五六日"[at.weekday()]
            return f"星期{day}" if size == 4 else day
        case "a" | "上" if "/" in token:
            return token.split("/")[at.hour >= 12]
        case _:
            return "" if first in "gGbB@" else token


def _elapsed(token: str, moment: _Moment) -> str:
    """Hours, minutes or seconds since the first day; other brackets print nothing, or a sign."""
    unit = {"h": 24, "m": 1440, "s": 86400}.get(token[1:2].lower(), 0)
    if unit and token[1:-1].lower().strip(token[1].lower()) == "":
        return str(int(moment.serial * unit + 1e-9)).zfill(len(token) - 2)
    return token[2:-1].partition("-")[0] if token.startswith("[$") else ""


def _month(month: int, size: int, chinese: bool) -> str:
    match size:
        case 1 | 2:
            return _padded(month, size, chinese)
        case 3:
            return _MONTHS[month - 1][:3]
        case 4:
            return _MONTHS[month - 1]
        case _:
            return _MONTHS[month - 1][0]


def _day(moment: _Moment, size: int, chinese: bool) -> str:
    name = _DAYS[moment.at.weekday()]
    if size > 2:
        return name[:3] if size == 3 else name
    return _padded(29 if moment.leap else moment.at.day, size, chinese)


def _seconds(token: str, at: datetime) -> str:
    whole, _, parts = token.partition(".")
    said = str(at.second).zfill(min(len(whole), 2))
    return f"{said}.{at.microsecond:06d}"[: len(said) + 1 + len(parts)] if parts else said


def _padded(number: int, size: int, chinese: bool) -> str:
    if not chinese:
        return str(number).zfill(min(size, 2))
    tens, ones = divmod(number, 10)
    if not tens:
        return _CHINESE[ones]
    return ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "")


def _digits(said: str, chinese: bool) -> str:
    return "".join(_CHINESE[int(sign)] for sign in said) if chinese else said
