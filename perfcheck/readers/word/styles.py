"""The styles of a document, as far as they number a paragraph, hide its text or lead by dots."""

from typing import NamedTuple
from xml.etree.ElementTree import Element

from perfcheck.readers.word.names import VAL, W, is_on


class Numbered(NamedTuple):
    """What a paragraph or a style says of its numbering; empty where it says nothing."""

    list: str = ""
    level: str = ""


class Style(NamedTuple):
    """A style: the one that it is based on, and what it sets itself."""

    based: str
    numbered: Numbered
    hidden: bool | None
    leads: bool


def numbered(said: Element | None) -> Numbered:
    """What the properties of a paragraph say of its numbering (w:numPr)."""
    if said is None:
        return Numbered()
    parts = (said.find(W + "numId"), said.find(W + "ilvl"))
    return Numbered(*(part.get(VAL, "") if part is not None else "" for part in parts))


def leads(tabs: Element | None) -> bool:
    """Whether dots lead from one tab stop to the next."""
    stops = tabs if tabs is not None else ()
    return any(stop.get(W + "leader", "none") != "none" for stop in stops)


class Styles:
    """The styles of one document by id; without any, nothing is set."""

    def __init__(self, root: Element | None) -> None:
        self.all = {
            one.get(W + "styleId", ""): _style(one)
            for one in (root.iterfind(W + "style") if root is not None else ())
        }

    def numbering(self, name: str) -> Numbered:
        """The numbering that a style sets, or those that it is based on."""
        found = [style.numbered for style in self._chain(name)]
        lists = (one.list for one in found if one.list)
        levels = (one.level for one in found if one.level)
        return Numbered(next(lists, ""), next(levels, ""))

    def hides(self, name: str) -> bool:
        """Whether a style hides the text that it is given to."""
        said = (style.hidden for style in self._chain(name) if style.hidden is not None)
        return next(said, False)

    def leads(self, name: str) -> bool:
        """Whether a style lets dots lead from one tab stop to the next."""
        return any(style.leads for style in self._chain(name))

    def _chain(self, name: str) -> list[Style]:
        chain: dict[str, Style] = {}
        while name in self.all and name not in chain:
            chain[name] = self.all[name]
            name = chain[name].based
        return list(chain.values())


def _style(element: Element) -> Style:
    based = element.find(W + "basedOn")
    hidden = element.find(f"{W}rPr/{W}vanish")
    return Style(
        based.get(VAL, "") if based is not None else "",
        numbered(element.find(f"{W}pPr/{W}numPr")),
        is_on(hidden) if hidden is not None else None,
        leads(element.find(f"{W}pPr/{W}tabs")),
    )
