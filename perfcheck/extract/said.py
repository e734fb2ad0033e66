"""The doubts of reading, in words: one function for each kind of doubt."""

from collections.abc import Sequence

from perfcheck.form import Doubt
from perfcheck.messages import Message
from perfcheck.source import Cell
from perfcheck.wording import meaning

_LONGEST = 20
SOILED = "格式残留"
"""The kind of doubt that tells of residue."""


def moved(row: int, cells: tuple[Cell, ...]) -> Doubt:
    """Cells of a row stand elsewhere than the header says."""
    said = Message(
        "这一行单元格有移位，已按含义对齐", "cells of this row moved; realigned by meaning"
    )
    return Doubt("错列", said, _first(row, cells))


def either(row: int, columns: Sequence[str], cells: tuple[Cell, ...]) -> Doubt:
    """Two readings of a row are equally good."""
    names = "、".join(columns)
    zh = f"这一行有两种同样合理的对齐方式，{names} 不取其一"
    en = f"two readings of this row are equally good, so {names} is not taken from either"
    return Doubt("错列", Message(zh, en), _first(row, cells))


def rivalled(lines: Sequence[int], claimed: Sequence[Cell]) -> list[Doubt]:
    """Lines without separators could have been put into cells otherwise."""
    cells = tuple(cell for cell in claimed if cell.line in lines)
    zh = f"{_these(lines)}没有分隔，按含义分到各栏，另有一种读法与它相近"
    en = "no separators here; put into columns by meaning, another way was near"
    return [Doubt("错列", Message(zh, en), cells)] if cells else []


def lost(row: int, columns: Sequence[str], cells: tuple[Cell, ...]) -> Doubt:
    """A value that the row should have was not found in it."""
    names = "、".join(columns)
    zh = f"这一行没有找到 {names}，可能在转换中丢失"
    en = f"no {names} found in this row, perhaps lost"
    return Doubt("值缺失", Message(zh, en), _first(row, cells))


def inferred(level: str, name: str, lines: Sequence[int], cells: tuple[Cell, ...]) -> Doubt:
    """The level term of some rows does not stand in their own block."""
    zh = f"{_these(lines)}的{level}“{name}”由上下文推断"
    return Doubt("层级推断", Message(zh, f"{level} {name} was inferred"), cells)


def _these(lines: Sequence[int]) -> str:
    return "这一行" if len(lines) == 1 else f"{len(lines)} 行"


def _first(row: int, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The same cells, those first that begin in the row: a person looks for the row there."""
    return tuple(sorted(cells, key=lambda cell: cell.line != row))


def unit(name: str, cells: tuple[Cell, ...]) -> Doubt:
    """No unit is printed for some amounts."""
    zh = f"{len(cells)} 个金额没有印出单位，按表式默认的{name}读"
    en = f"{len(cells)} amounts print no unit; read in {name}, the kind's default"
    return Doubt("单位默认", Message(zh, en), cells)


def unreadable(label: str, cell: Cell) -> Doubt:
    """A figure was expected and cannot be read."""
    said = _short(cell)
    zh = f"“{label}”应为数字，印的是“{said}”"
    en = f"{label} should be a figure; printed is {said}"
    return Doubt("数字难辨", Message(zh, en), (cell,))


def no_share(label: str, cell: Cell) -> Doubt:
    """A figure that may be a percentage or a fraction of one."""
    said = _short(cell)
    zh = f"“{label}”印的“{said}”看不出是百分数还是小数，请写上百分号"
    en = f"{label}: {said} may be a percentage or a fraction; print the percent sign"
    return Doubt("数字难辨", Message(zh, en), (cell,))


def furniture(cells: tuple[Cell, ...]) -> Doubt:
    """Page heads or page numbers stand between the rows of a table."""
    zh = "表格中间插有页眉、页码或重复表头"
    en = "a page head, page number or repeated header stands inside a table"
    return Doubt("页眉插入", Message(zh, en), cells)


def residue(cells: tuple[Cell, ...]) -> Doubt:
    """Markup, entities or filling brackets were left by the conversion."""
    zh = f"{len(cells)} 个单元格留有转换残留的标签、实体或填充括号"
    return Doubt(SOILED, Message(zh, f"{len(cells)} cells with residue of conversion"), cells)


def unknown(cell: Cell, what: Message) -> Doubt:
    """A text belongs to nothing known; `what` says more."""
    said = _short(cell)
    return Doubt("未识别", Message(f"“{said}”{what.zh}", f"{said}: {what.en}"), (cell,))


def _short(cell: Cell) -> str:
    """The beginning of a text; one that is wrapped in its cell is said on one line."""
    text = meaning(cell.text) if "\n" in cell.text else cell.text
    return text[:_LONGEST]


UNPLACED = Message("不属于本行的任何一栏", "fits no column of its row")
NO_TERM = Message("不是认识的指标层级", "is a level that is not known")
NO_LABEL = Message("旁没有认识的栏目", "stands beside no known label")
