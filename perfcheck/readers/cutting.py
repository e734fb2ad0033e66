"""The lines of a text → rows of cells, whatever they are separated by, and the gaps between."""

from collections.abc import Sequence

from perfcheck.readers import ways
from perfcheck.readers.pagenumbers import is_page_number
from perfcheck.readers.ways import Printed
from perfcheck.source import Grid, Row

_EXPORTS = ("tabs", "commas")
_BARS = "|｜│┃║┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝"


def grids(text: str, lines: Sequence[str], name: str) -> tuple[tuple[Grid, ...], bool]:
    """Cut a text into grids; `lines` are its lines, `name` may say that commas separate cells.

    Returns with them whether markup stands in the text as markup (a web page).
    """
    cutting = _Cutting(text, lines, name)
    stretches = _hypertext(text)
    if stretches:
        cutting.between(stretches)
    else:
        cutting.lines(1, len(lines))
    made = cutting.made
    if "position" in {one.row.mode for one in made}:
        from perfcheck.readers.runs import settled

        made = settled(made, lines)
    return gathered(made), bool(stretches)


def _hypertext(text: str) -> list[tuple[int, int]]:
    if "<t" not in text and "<T" not in text and text.lstrip()[:1] != "<":
        return []
    from perfcheck.readers.webpages import regions

    return regions(text)


class _Cutting:
    """The rows cut so far; lives only while one text is cut."""

    def __init__(self, text: str, lines: Sequence[str], name: str) -> None:
        self.text = text
        self.all = lines
        self.made: list[Printed] = []
        self.gap = False
        self.barred = 0
        self.ruled = False
        self.bars = "+-" in text or any(sign in text for sign in _BARS)
        self.feeds = "\f" in text
        self.quotes = '"' in text and "\t" in text
        self.records = _records(text, lines, name)
        # Nothing but tabs can part a line with tabs, and no line goes on in the next.
        self.plain = not (self.quotes or self.feeds or self.records)

    def lines(self, first: int, last: int) -> None:
        """Cut whole lines, from the number `first` to `last`."""
        number = first
        while number <= last:
            line = self.all[number - 1]
            if not line or line.isspace():
                self.gap = True
                self.barred = 0
                number += 1
            elif self.plain and "\t" in line:
                self.made.append(ways.tabbed(line, number, gap=self.gap))
                self.gap = False
                self.barred = 0
                number += 1
            else:
                number += self._line(line, number)

    def between(self, stretches: Sequence[tuple[int, int]]) -> None:
        """Cut a text in which stretches, from and to these offsets, are HTML."""
        from perfcheck.readers.hypertext import read
        from perfcheck.readers.places import places

        where = places(self.all)
        line, column = 1, 1
        for start, end in stretches:
            self._part(line, column, *where.at(start))
            made, after = read(self.text, where, start, end)
            if made:
                first = made[0]
                gap = self.gap or first.row.gap
                self.made.append(first._replace(row=first.row._replace(gap=gap)))
                self.made += made[1:]
                self.gap = after
            line, column = where.at(end)
        self._part(line, column, len(self.all), len(self.all[-1]) + 1)

    def _part(self, line: int, column: int, end_line: int, end_column: int) -> None:
        """Cut what stands between two places; whole lines as such."""
        if line == end_line:
            self._rest(line, column, end_column)
            return
        if column > 1:
            self._rest(line, column, len(self.all[line - 1]) + 1)
            line += 1
        self.lines(line, end_line - 1)
        self._rest(end_line, 1, end_column)

    def _rest(self, number: int, column: int, end_column: int) -> None:
        piece = self.all[number - 1][column - 1 : end_column - 1]
        if piece.strip():
            self._add(ways.cut(piece, number, column - 1), piece)
        elif column == 1 and end_column > len(self.all[number - 1]):
            self.gap = True

    def _line(self, line: str, number: int) -> int:
        """Cut the record that starts at a line; return how many lines it takes."""
        size = self.records.get(number - 1, 0)
        if size:
            return self._record(number, size, ",")
        if self.quotes and '"' in line and (size := _quoted(self.all, number)) > 1:
            return self._record(number, size, "\t")
        if self.bars and self._barred(line, number):
            self._bars(line, number)
        else:
            self.barred = 0
            self._add(ways.cut(line, number), line)
        return 1

    def _barred(self, line: str, number: int) -> bool:
        """Whether bars separate the cells; one bar does in a table that has a rule."""
        if "\t" in line:
            return False
        bars = ways.by("bars")
        if not bars.may_take(line):
            return False
        if bars.takes(line):
            return True
        below = self.all[number] if number < len(self.all) else ""
        return (self.barred > 0 and self.ruled) or bars.rule(line) > 0 or bars.rule(below) > 0

    def _bars(self, line: str, number: int) -> None:
        self.ruled = self.ruled and self.barred > 0
        self.barred += 1
        bars = ways.by("bars")
        if bars.divides(line, self.barred == 2):
            self.ruled = True
            return
        cells = bars.cut(line, number)
        self._add(ways.printed("bars", cells, number), line)

    def _record(self, number: int, size: int, separator: str) -> int:
        from perfcheck.readers import quoted

        lines = self.all[number - 1 : number - 1 + size]
        cells = quoted.cut(lines, number, separator)
        way = "commas" if separator == "," else "tabs"
        self._add(Printed(Row(cells, number), way), lines[0])
        return size

    def _add(self, printed: Printed, line: str) -> None:
        """Take in a row; a record without any text is as good as a blank line."""
        row = printed.row
        emptied = printed.way in _EXPORTS and not any([cell.text for cell in row.cells])
        if emptied or not row.cells:
            self.gap = True
            return
        feed = line.find("\f") if self.feeds else -1
        first = row.cells[0].column - 1
        if self.gap or 0 <= feed < first:
            row = row._replace(gap=True)
            printed = Printed(row, printed.way)
        self.made.append(printed)
        self.gap = feed > first or (len(row.cells) == 1 and is_page_number(row))


def _quoted(lines: Sequence[str], number: int) -> int:
    from perfcheck.readers import quoted

    return quoted.size(lines, number - 1, "\t")


def _records(text: str, lines: Sequence[str], name: str) -> dict[int, int]:
    """Lines that are records with commas between their fields, where any are."""
    if "," not in text or not (name.lower().endswith(".csv") or text.count(",") > 5):
        return {}
    from perfcheck.readers import commas

    return commas.records(lines, name)


def gathered(printed: Sequence[Printed]) -> tuple[Grid, ...]:
    """Rows that were printed in one way, below each other, are a grid."""
    made: list[Grid] = []
    rows: list[Row] = []
    way = ""
    for one in printed:
        if rows and (one.way != way or one.row.mode != rows[0].mode):
            made.append(Grid(tuple(rows)))
            rows = []
        way = one.way
        rows.append(one.row)
    return (*made, Grid(tuple(rows))) if rows else tuple(made)
