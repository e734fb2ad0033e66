"""What of a sheet was not read, or read though it is not seen, said in a line each."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from perfcheck.messages import Message

_MOST: Final = 12


class Left:
    """What of a sheet is not as it is seen, gathered while the sheet is laid out."""

    def __init__(self, name: str, folded: frozenset[int]) -> None:
        self.name = name
        self.folded = folded
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.read: set[int] = set()
        self.uncounted: list[tuple[int, int]] = []
        self.errors: list[tuple[int, int, str]] = []


def letters(column: int) -> str:
    """The letters of a column, counted from 0.

    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    said = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said


def notes(left: Left) -> list[Message]:
    """Name hidden rows and columns with content, folded rows, and formulas that give nothing."""
    zh, en = f"工作表“{left.name}”：", f"sheet {left.name}: "
    found: list[Message] = []
    if left.rows:
        said = _ranges(left.rows, lambda row: str(row + 1))
        found.append(Message(f"{zh}隐藏的第 {said} 行没有检查", f"{en}hidden rows {said} not read"))
    if left.columns:
        said = _ranges(left.columns, letters)
        found.append(
            Message(f"{zh}隐藏的 {said} 列没有检查", f"{en}hidden columns {said} not read")
        )
    if left.read:
        said = _ranges(left.read, lambda row: str(row + 1))
        found.append(
            Message(
                f"{zh}第 {said} 行被筛选或折叠，看不见，也一并检查了",
                f"{en}rows {said}, out of sight by a filter or an outline, were read as well",
            )
        )
    if left.uncounted:
        count, said = len(left.uncounted), _cells(left.uncounted)
        found.append(
            Message(
                f"{zh}{count} 个公式没有算出的结果（{said}），读不出数；"
                "请用 WPS/Office 打开并保存一次再查",
                f"{en}{count} formulas have no result ({said}); open the file in WPS/Office,"
                " save it once and check again",
            )
        )
    if left.errors:
        count, said = len(left.errors), _cells(left.errors)
        found.append(
            Message(
                f"{zh}{count} 个公式的结果是错误值（{said}），读不出数；请改正公式再查",
                f"{en}{count} formulas result in an error ({said}); mend them and check again",
            )
        )
    return found


def comments(sheet: str, count: int) -> tuple[Message, ...]:
    """What is said of the comments on a sheet; nothing where it has none."""
    said = Message(
        f"工作表“{sheet}”：{count} 处批注没有检查", f"sheet {sheet}: {count} comments were not read"
    )
    return (said,) if count else ()


def _cells(places: Sequence[tuple[int, int] | tuple[int, int, str]]) -> str:
    """Cells as a person lists them, each with what it shows where that is given.

    >>> _cells([(6, 4, "#DIV/0!"), (7, 4, "#N/A")]), _cells([(0, 0)])
    ('E7 #DIV/0!, E8 #N/A', 'A1')
    """
    said = [" ".join((f"{letters(column)}{row + 1}", *more)) for row, column, *more in places]
    return ", ".join(said[:_MOST]) + (" …" if len(said) > _MOST else "")


def _ranges(numbers: Iterable[int], said: Callable[[int], str]) -> str:
    """Numbers as a person lists them, runs as ranges.

    >>> _ranges([1, 2, 3, 7], str)
    '1–3, 7'
    """
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = [said(a) if a == b else f"{said(a)}–{said(b)}" for a, b in runs[:_MOST]]
    return ", ".join(named) + (" …" if len(runs) > _MOST else "")
