"""The doubts of reading, in words: one function for each kind of doubt."""

from collections.abc import Sequence

from perfcheck.form import Doubt
from perfcheck.messages import Message
from perfcheck.source import Cell

_LISTED = 8
SOILED = "格式残留"
"""The kind of doubt that tells of residue."""


def moved(row: int, cells: tuple[Cell, ...]) -> Doubt:
    """Cells of a row stand elsewhere than the header says."""
    zh = f"第 {row} 行单元格有移位，已按含义对齐"
    return Doubt("错列", Message(zh, f"line {row}: cells moved, realigned by meaning"), cells)


def either(row: int, columns: Sequence[str], cells: tuple[Cell, ...]) -> Doubt:
    """Two readings of a row are equally good."""
    names = "、".join(columns)
    zh = f"第 {row} 行有两种同样合理的对齐方式，{names} 不取其一"
    en = f"line {row}: two readings are equally good, so {names} is not taken from either"
    return Doubt("错列", Message(zh, en), cells)


def rivalled(lines: Sequence[int], claimed: Sequence[Cell]) -> list[Doubt]:
    """Lines without separators could have been put into cells otherwise."""
    cells = tuple(cell for cell in claimed if cell.line in lines)
    where = "、".join(map(str, lines[:_LISTED])) + ("…" if len(lines) > _LISTED else "")
    zh = f"第 {where} 行没有分隔，按含义分到各栏，另有一种读法与它相近"
    en = f"lines {where}: no separators; put into columns by meaning, another way was near"
    return [Doubt("错列", Message(zh, en), cells)] if cells else []


def lost(row: int, columns: Sequence[str], cells: tuple[Cell, ...]) -> Doubt:
    """A value that the row should have was not found in it."""
    names = "、".join(columns)
    zh = f"第 {row} 行没有找到 {names}，可能在转换中丢失"
    return Doubt("值缺失", Message(zh, f"line {row}: no {names} found, perhaps lost"), cells)


def inferred(level: str, name: str, lines: Sequence[int], cells: tuple[Cell, ...]) -> Doubt:
    """The level term of some rows does not stand in their own block."""
    where = f"{lines[0]}" if len(lines) == 1 else f"{lines[0]}–{lines[-1]}"
    zh = f"第 {where} 行的{level}“{name}”由上下文推断"
    return Doubt("层级推断", Message(zh, f"lines {where}: {level} {name} was inferred"), cells)


def unit(name: str, cells: tuple[Cell, ...]) -> Doubt:
    """No unit is printed for some amounts."""
    zh = f"{len(cells)} 个金额没有印出单位，按表式默认的{name}读"
    en = f"{len(cells)} amounts print no unit; read in {name}, the kind's default"
    return Doubt("单位默认", Message(zh, en), cells)


def unreadable(label: str, cell: Cell) -> Doubt:
    """A figure was expected and cannot be read."""
    zh = f"“{label}”应为数字，印的是“{cell.text[:20]}”"
    en = f"{label} should be a figure; printed is {cell.text[:20]}"
    return Doubt("数字难辨", Message(zh, en), (cell,))


def furniture(cells: tuple[Cell, ...]) -> Doubt:
    """Page heads or page numbers stand between the rows of a table."""
    first = cells[0]
    zh = f"第 {first.line} 行是插入表格中间的页眉、页码或重复表头"
    en = f"line {first.line}: a page head, page number or repeated header inside a table"
    return Doubt("页眉插入", Message(zh, en), cells)


def residue(cells: tuple[Cell, ...]) -> Doubt:
    """Markup, entities or filling brackets were left by the conversion."""
    zh = f"{len(cells)} 个单元格留有转换残留的标签、实体或填充括号"
    return Doubt(SOILED, Message(zh, f"{len(cells)} cells with residue of conversion"), cells)


def unknown(cell: Cell, what: Message) -> Doubt:
    """A text belongs to nothing known; `what` says more."""
    zh = f"“{cell.text[:20]}”{what.zh}"
    return Doubt("未识别", Message(zh, f"{cell.text[:20]}: {what.en}"), (cell,))


UNPLACED = Message("不属于本行的任何一栏", "fits no column of its row")
NO_TERM = Message("不是认识的指标层级", "is a level that is not known")
NO_LABEL = Message("旁没有认识的栏目", "stands beside no known label")
