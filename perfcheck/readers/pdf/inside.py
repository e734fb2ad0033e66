"""Which characters stand in which cell of which table, and which in none."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from perfcheck.readers.pdf.ruling import Ruled
from perfcheck.readers.pdf.sheet import Glyph

_TOUCHING: Final = 0.1
_STEPS: Final = (0.8, 1.7)

Place = tuple[int, int]
_OUTSIDE: Final[Place] = (-1, -1)


def fields_of(
    glyphs: Sequence[Glyph], ruled: Sequence[Ruled]
) -> tuple[list[Glyph], dict[Place, list[Glyph]]]:
    """Those outside of tables, and those inside by table and cell; blanks are left out.

    What is set in one go goes together, even where it runs over the border of its cell; what the
    page cuts off belongs where its text is seen, and to nothing outside of tables.
    """
    outside: list[Glyph] = []
    inside: dict[Place, list[Glyph]] = {}
    whose = _Owners(ruled)
    before: tuple[list[Glyph], Place] | None = None
    for run in _runs(glyphs):
        place = whose.of(run, before)
        if place == _OUTSIDE:
            outside += [glyph for glyph in run if glyph.seat is None]
        else:
            inside.setdefault(place, []).extend(run)
        before = (run, place)
    return outside, inside


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters that follow each other without any gap, in the order in which they were drawn."""
    made: list[list[Glyph]] = []
    for glyph in glyphs:
        if glyph.blank:
            continue
        last = made[-1][-1] if made else None
        if (
            last is not None
            and abs(glyph.mid - last.mid) <= _TOUCHING * glyph.em
            and abs(glyph.x0 - last.x1) <= _TOUCHING * glyph.em
        ):
            made[-1].append(glyph)
        else:
            made.append([glyph])
    return made


class _Owners:
    """The cells of the tables of a page, to be asked whose a run of characters is."""

    def __init__(self, ruled: Sequence[Ruled]) -> None:
        self.ruled = ruled
        self.owner: list[dict[Place, int]] = [
            {
                (row, column): at
                for at, field in enumerate(table.fields)
                for row in range(field.row, field.row + field.high)
                for column in range(field.column, field.column + field.wide)
            }
            for table in ruled
        ]

    def of(self, run: Sequence[Glyph], before: tuple[list[Glyph], Place] | None) -> Place:
        """The cell that most of a run is in; of a wrapped line that sticks out, the one above."""
        if not self.ruled:
            return _OUTSIDE
        places = [self.at(*(one.seat or ((one.x0 + one.x1) / 2, one.mid))) for one in run]
        most = max(dict.fromkeys(places), key=places.count)
        cut = any(one.seat for one in run)
        if not cut and before and before[1] not in (most, _OUTSIDE) and self._goes_on(run, *before):
            return before[1]
        return most

    def at(self, x: float, y: float) -> Place:
        """The table and cell that a point is in; of nested tables the innermost."""
        found = [at for at, table in enumerate(self.ruled) if table.holds(x, y)]
        if not found:
            return _OUTSIDE
        table = min(found, key=lambda at: self.ruled[at].xs[-1] - self.ruled[at].xs[0])
        xs, ys = self.ruled[table].xs, self.ruled[table].ys
        row = min(bisect_right(ys, y), len(ys) - 1) - 1
        column = min(bisect_right(xs, x), len(xs) - 1) - 1
        return table, self.owner[table][row, column]

    def _goes_on(self, run: Sequence[Glyph], last: Sequence[Glyph], place: Place) -> bool:
        """Whether a run is the next line of the run before it, and cut by the border of its cell.

        Spreadsheets print a text that is too high for its row in this way.
        """
        table = self.ruled[place[0]]
        field = table.fields[place[1]]
        border = table.ys[field.row + field.high]
        first = run[0]
        step = (first.mid - last[0].mid) / first.em
        within = (
            table.xs[field.column] <= first.x0 and run[-1].x1 <= table.xs[field.column + field.wide]
        )
        full = (
            last[-1].x1 - last[0].x0 + 2 * first.em
            > table.xs[field.column + field.wide] - table.xs[field.column]
        )
        top = first.mid - 0.5 * first.em
        return within and full and _STEPS[0] <= step <= _STEPS[1] and top < border
