"""A page of a PDF as it was drawn: its characters and its ruling lines, upright, y downwards."""

from typing import NamedTuple


class Glyph(NamedTuple):
    """A character, or the value of a form field: from `x0` to `x1`, around the height `mid`.

    `em` is the size of its font in points. A blank is a glyph, too. `seat` is set for one that the
    page cuts off: the nearest place of its text that is seen.
    """

    text: str
    x0: float
    x1: float
    mid: float
    em: float
    seat: tuple[float, float] | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing is seen of it."""
        return not self.text.strip()


class Rule(NamedTuple):
    """A straight line: at the height (or, upright, the x) `at`, from `start` to `end`."""

    at: float
    start: float
    end: float


class Sheet(NamedTuple):
    """A page: its number from 1, and what is drawn on it.

    `aslant` are characters that do not stand in the direction of most (stamps, watermarks, notes
    on the margin), as lines of their own. `unreadable` counts characters whose font does not say
    what they mean; `pictures` tells whether it shows any picture.
    """

    number: int
    glyphs: tuple[Glyph, ...]
    across: tuple[Rule, ...] = ()
    upright: tuple[Rule, ...] = ()
    aslant: tuple[tuple[Glyph, ...], ...] = ()
    unreadable: int = 0
    pictures: bool = False
