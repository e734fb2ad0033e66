"""Automatic numbering: which number Word prints before a paragraph, counted as it counts."""

import re
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from perfcheck.readers.word.counting import printed
from perfcheck.readers.word.names import ALTERNATIVES, MC, VAL, W, is_on, number

_PLACE: Final = r"%([1-9])"
_CLOSED: Final = "、，。；：）)》】〉〕］:：．"


class Level(NamedTuple):
    """One level of a list: its first number, how it is printed, and what begins it anew."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    behind: str = "tab"
    restart: int = -1
    digits: bool = False
    style: str = ""


class List(NamedTuple):
    """A list as paragraphs name it: its counters, its levels, and the numbers it starts with."""

    counters: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of one document, and how far each has been counted."""

    def __init__(self, root: Element | None) -> None:
        self.lists = _lists(root) if root is not None else {}
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[str] = set()

    def before(self, name: str, level: str, style: str, text: str) -> str:
        """Count a paragraph, and return its text with its number before it."""
        one = self.lists.get(name)
        if one is None:
            return text
        place = int(level) if level.isdecimal() else _styled(one, style)
        at = one.levels.get(place)
        if at is None:
            return text
        counts = self._counted(name, one, place)
        label = re.sub(_PLACE, lambda found: _shown(one, counts, int(found[1]) - 1, at), at.text)
        return _joined("" if at.form == "bullet" else label, at.behind, text)

    def _counted(self, name: str, one: List, place: int) -> dict[int, int]:
        """The counters of a list after one more of its level; lower levels begin anew."""
        counts = self.counts.setdefault(one.counters, {})
        if name not in self.begun:
            self.begun.add(name)
            for level in one.starts:
                counts.pop(level, None)
        for above in range(place):  # a level that is left out counts as begun
            counts.setdefault(above, _start(one, above))
        counts[place] = counts[place] + 1 if place in counts else _start(one, place)
        for below in [level for level in counts if level > place]:
            restart = one.levels[below].restart if below in one.levels else -1
            if restart < 0 or place < restart:
                del counts[below]
        return counts


def _styled(one: List, style: str) -> int:
    """The level that is linked to the style of a paragraph, else the first."""
    return next((at for at, level in one.levels.items() if style and level.style == style), 0)


def _start(one: List, place: int) -> int:
    level = one.levels.get(place)
    return one.starts.get(place, level.start if level else 1)


def _shown(one: List, counts: dict[int, int], place: int, at: Level) -> str:
    level = one.levels.get(place, Level())
    return printed("decimal" if at.digits else level.form, counts.get(place, _start(one, place)))


def _joined(label: str, behind: str, text: str) -> str:
    """A number and what stands behind it; a blank where they would run into each other.

    >>> [_joined(label, "tab", "5公里") for label in ("（一）", "1.", "1")]
    ['（一）5公里', '1. 5公里', '1 5公里']
    """
    if not label or not text:
        return label + text
    if behind == "space":
        return f"{label} {text}"
    clear = label[-1] in _CLOSED or (label[-1] == "." and not text[0].isdecimal())
    return label + text if behind == "nothing" or clear else f"{label} {text}"


def _lists(root: Element) -> dict[str, List]:
    shapes = {one.get(W + "abstractNumId", ""): one for one in root.iterfind(W + "abstractNum")}
    named = {one.get(W + "numId", ""): one for one in root.iterfind(W + "num")}
    linked = {
        link.get(VAL, ""): name
        for name, shape in shapes.items()
        if (link := shape.find(W + "styleLink")) is not None
    }
    found = {}
    for name, num in named.items():
        said = num.find(W + "abstractNumId")
        shape_name = said.get(VAL, "") if said is not None else ""
        shape = shapes.get(shape_name)
        link = shape.find(W + "numStyleLink") if shape is not None else None
        if link is not None:
            shape_name = linked.get(link.get(VAL, ""), shape_name)
            shape = shapes.get(shape_name)
        if shape is not None and name != "0":
            found[name] = _list(shape_name, shape, num)
    return found


def _list(counters: str, shape: Element, num: Element) -> List:
    levels = {_place(level): _level(level) for level in shape.iterfind(W + "lvl")}
    starts = {}
    for override in num.iterfind(W + "lvlOverride"):
        start, level = override.find(W + "startOverride"), override.find(W + "lvl")
        if level is not None:
            levels[_place(override)] = _level(level)
        if start is not None:
            starts[_place(override)] = number(start, 1)
    return List(counters, levels, starts)


def _place(level: Element) -> int:
    said = level.get(W + "ilvl", "")
    return int(said) if said.isdecimal() else 0


def _level(element: Element) -> Level:
    def said(name: str, otherwise: str) -> str:
        found = element.find(W + name)
        return found.get(VAL, otherwise) if found is not None else otherwise

    form = element.find(W + "numFmt")
    if form is None:  # a format of Word 2010, with what older ones print instead
        form = element.find(f"{ALTERNATIVES}/{MC}Fallback/{W}numFmt")
    legal = element.find(W + "isLgl")
    return Level(
        number(element.find(W + "start"), 1),
        form.get(VAL, "decimal") if form is not None else "decimal",
        said("lvlText", ""),
        said("suff", "tab"),
        number(element.find(W + "lvlRestart"), -1),
        legal is not None and is_on(legal),
        said("pStyle", ""),
    )
