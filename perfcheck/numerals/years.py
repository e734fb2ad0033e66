"""Finds the budget years that a text or a title names."""

from perfcheck.numerals.chinese import chinese
from perfcheck.numerals.folding import fold
from perfcheck.numerals.patterns import compiled

_ONE = r"(?:20\d\d|二[〇零○][〇零○一二三四五六七八九]{2})"
_NAMED = rf"(?<!\d){_ONE}(?:\s*(?:年度?)?\s*[-~—至到、和]+\s*{_ONE})*\s*年"
_CITED = r"《[^》]*》|〔[^〕]*〕"
_UP_TO = ("截至", "截止", "截至到", "截止到", "截止至")


def years(text: str) -> tuple[int, ...]:
    """Return the years named as 20xx年, each once; citations and 截至… name none.

    >>> years("2025-2026年项目，截至2024年底，《2023年办法》")
    (2025, 2026)
    """
    if "年" not in text:
        return ()
    folded = compiled(_CITED).sub("", fold(text))
    found: dict[int, None] = {}
    for match in compiled(_NAMED).finditer(folded):
        if not folded[: match.start()].rstrip().endswith(_UP_TO):
            found.update((_year(one), None) for one in compiled(_ONE).findall(match.group()))
    return tuple(found)


def _year(text: str) -> int:
    return int(text) if text.isdigit() and text.isascii() else chinese(text) or 0


def parse_year(text: str) -> int | None:
    """Return the one year of a year cell or a title; None for none and for several.

    >>> parse_year("（2026 年）"), parse_year("2026"), parse_year("2025-2026年")
    (2026, 2026, None)
    """
    bare = fold(text).strip(" ()[]《》:年度")
    if compiled(_ONE).fullmatch(bare):
        return _year(bare)
    found = years(text.strip().strip("《》"))
    return found[0] if len(found) == 1 else None
