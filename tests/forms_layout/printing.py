"""Tabbed forms printed as pdftotext -layout prints a sheet: cells centred, wrapped, merged."""

import random
from typing import NamedTuple

Placed = tuple[int, int, str]  # half-line, character column, text


class Style(NamedTuple):
    """How a sheet is printed: room of a cell in characters, and half-lines between its rows."""

    room: int = 18
    between: int = 0
    align: str = "centre"
    seed: int = 0


class _Cell(NamedTuple):
    text: str
    slot: int
    wide: int
    deep: int = 1


def laid_out(text: str, style: Style) -> str:
    """Print a tabbed form by position."""
    rows = [line.split("\t") for line in text.strip("\n").split("\n") if line.strip()]
    tabs = [len(row) > 1 for row in rows]
    last = max(max(n for n, cell in enumerate(row) if cell.strip()) for row in rows)
    rows = [
        [*(cell.strip() for cell in row), *[""] * (last + 1 - len(row))][: last + 1] for row in rows
    ]
    inside = _inside(rows)
    cells = [_merged(rows, at, tabs, inside) for at in range(len(rows))]
    edges = _edges(cells, last + 1, style)
    placed: list[Placed] = []
    tops = [0]
    for at, row in enumerate(cells):
        lines = [_wrapped(cell.text, _room(cell, edges)) for cell in row if cell.deep == 1]
        high = max((len(each) for each in lines), default=1)
        tops.append(tops[at] + 2 * high + style.between)
    for at, row in enumerate(cells):
        for cell in row:
            bottom = tops[at + cell.deep] - style.between
            placed += _cell_lines(cell, tops[at], bottom, edges, style)
    return _printed(placed)


_HEADERS = ("一级指标", "名称", "支出内容", "项目实施内容", "资金来源")


def _inside(rows: list[list[str]]) -> list[bool]:
    """Which rows are those of a table, where no cell reaches over others to its right."""
    made: list[bool] = []
    for row in rows:
        filled = [cell for cell in row if cell]
        headed = any(cell in _HEADERS for cell in filled)
        made.append(
            headed
            or (bool(made) and made[-1] and not (row[0] and (len(filled) < 3 or "：" in row[0])))
        )
    return made


def _merged(rows: list[list[str]], at: int, tabs: list[bool], inside: list[bool]) -> list[_Cell]:
    """The cells of a row: labels of levels and captions reach down over empty cells."""
    row = rows[at]
    filled = [n for n, cell in enumerate(row) if cell]
    made = []
    for n, slot in enumerate(filled):
        end = filled[n + 1] if n + 1 < len(filled) else len(row)
        end = slot + 1 if filled == [0] and tabs[at] and "：" not in row[0] else end
        end = slot + 1 if _figure(row[slot]) or inside[at] else end
        deep = 1
        label = end - slot == 1 and n + 1 < len(filled) and len(row[slot]) < 14
        while (
            label
            and at + deep < len(rows)
            and not any(rows[at + deep][: slot + 1])
            and any(rows[at + deep])
        ):
            if rows[at + deep][slot + 1] == "" and not _under(rows, at + deep, slot):
                break
            deep += 1
        made.append(_Cell(row[slot], slot, end - slot, deep))
    return made


def _under(rows: list[list[str]], at: int, slot: int) -> bool:
    """Whether the first filled cell of a row stands in a column right of a label."""
    return next((n for n, cell in enumerate(rows[at]) if cell), 0) > slot


def _edges(cells: list[list[_Cell]], count: int, style: Style) -> list[int]:
    widths = [4] * count
    for row in cells:
        for cell in row:
            if cell.wide == 1:
                room = len(cell.text) if _figure(cell.text) else min(len(cell.text), style.room)
                widths[cell.slot] = max(widths[cell.slot], room + 2)
    edges = [2]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def _room(cell: _Cell, edges: list[int]) -> int:
    return edges[cell.slot + cell.wide] - edges[cell.slot] - 2


def _wrapped(text: str, room: int) -> list[str]:
    return [text[at : at + room].strip() for at in range(0, len(text), room)]


def _cell_lines(cell: _Cell, top: int, bottom: int, edges: list[int], style: Style) -> list[Placed]:
    lines = _wrapped(cell.text, _room(cell, edges))
    first = top + max((bottom - top - 2 * len(lines)) // 2, 0)
    left, right = edges[cell.slot], edges[cell.slot + cell.wide] - 1
    made = []
    for n, line in enumerate(lines):
        column = left + (right - left - len(line)) // 2
        if style.align == "left" or (len(lines) > 1 and cell.wide > 1):
            column = left
        if _figure(line) and style.align == "figures":
            column = right - len(line)
        made.append((first + 2 * n, column, line))
    return made


def _figure(text: str) -> bool:
    return text != "" and not text.strip("0123456789.,%/—-")


def _printed(placed: list[Placed]) -> str:
    lines: list[str] = []
    above = 0
    for half in sorted({half for half, _, _ in placed}):
        if lines and half - above >= 4:
            lines.append("")
        line = ""
        for _, column, text in sorted(at for at in placed if at[0] == half):
            line = line.ljust(max(column, len(line) + 1)) + text
        lines.append(line.rstrip())
        above = half
    return "\n".join(lines) + "\n"


def styles() -> list[Style]:
    """Ways to print a sheet."""
    chance = random.Random(7)
    return [
        Style(room, between, align, chance.randrange(1000))
        for room in (10, 14, 24)
        for between in (0, 2)
        for align in ("centre", "left", "figures")
    ]
