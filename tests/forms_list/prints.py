"""The same list of projects printed in many ways, for tests of reading it."""

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

List = dict[str, Any]
COLUMNS = ("总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标")
FIRST = "项目名称（资金使用单位）"


def head(source: List) -> list[str]:
    return [
        f"{source.get('year', '')}项目支出绩效目标表",
        f"部门名称：{source['department']} 单位：{source.get('money', '万元')}",
    ]


def rows(source: List) -> Iterator[tuple[int, str, list[str], str, str]]:
    """Each row: how deep, name, amounts, goal, indicators."""
    yield 0, "合计", source["total"], "", ""
    for unit in source["units"]:
        yield 0, unit["name"], unit["amounts"], "", ""
        for project in unit["projects"]:
            goal, indicators = project.get("goal", ""), project.get("indicators", "")
            yield 1, project["name"], project["amounts"], goal, indicators


def wrapped(text: str, width: int) -> list[str]:
    return [
        line[at : at + width]
        for line in text.split("\n")
        for at in range(0, len(line), width)
        if line
    ]


def running(
    source: List, width: int = 24, *, blanks: bool = True, indent: int = 4, page: int = 0
) -> str:
    """As pdftotext -raw prints it: one blank between figures, empty cells gone."""
    lines = [*head(source), "", " ".join((FIRST, *COLUMNS))]
    for depth, name, amounts, goal, indicators in rows(source):
        figures = " ".join(amount for amount in amounts if amount)
        pieces = wrapped(name, max(8, width // 2))
        pad = " " * (indent * depth)
        lines += [""] if blanks else []
        if len(pieces) == 1:
            lines.append(f"{pad}{pieces[0]} {figures}")
        else:
            lines += [pad + pieces[0], *pieces[1:], *([""] if blanks else []), figures]
        if indicators and indicators == goal:
            lines[-1] += f" {goal} {indicators}"
            continue
        lines += wrapped(goal, width)
        lines += [""] if blanks else []
        lines += wrapped(indicators, width)
    if page:
        for number, at in enumerate(range(page, len(lines), page + 3), 2):
            lines[at:at] = ["", str(number), ""]
    return "\n".join(lines) + "\n"


def single(source: List, width: int = 24) -> str:
    """One cell a line."""
    lines = [*head(source), FIRST, *COLUMNS]
    for _, name, amounts, goal, indicators in rows(source):
        lines += [name, *filter(None, amounts), *wrapped(goal, width), *wrapped(indicators, width)]
    return "\n".join(lines) + "\n"


def cells(source: List) -> list[list[str]]:
    made = [[FIRST, *COLUMNS]]
    for _, name, amounts, goal, indicators in rows(source):
        made.append([name, *amounts, goal, indicators])
    return made


def tabs(source: List) -> str:
    body = ["\t".join(cell.replace("\n", "") for cell in row) for row in cells(source)]
    return "\n".join([*head(source), *body]) + "\n"


def stripped_tabs(source: List) -> str:
    return "\n".join(line.rstrip("\t") for line in tabs(source).split("\n"))


def bars(source: List) -> str:
    made = [
        f"| {' | '.join(cell.replace(chr(10), '<br>') for cell in row)} |" for row in cells(source)
    ]
    made.insert(1, "|" + " --- |" * len(cells(source)[0]))
    return "\n".join([*head(source), "", *made]) + "\n"


def broken_tabs(source: List, width: int = 22) -> str:
    """Cells of several lines in a table with tabs: further lines stand in their columns."""
    lines = list(head(source))
    for row in cells(source):
        pieces = [wrapped(cell, width) or [""] for cell in row]
        pieces = pieces if row[0] != FIRST else [[cell] for cell in row]
        for number in range(max(map(len, pieces))):
            lines.append("\t".join(at[number] if number < len(at) else "" for at in pieces))
    return "\n".join(lines) + "\n"


def running_tabs(source: List, width: int = 22) -> str:
    """Cells of several lines in a table with tabs: a line break stands where the cell has it."""
    lines = list(head(source))
    for row in cells(source):
        keep = row[0] == FIRST
        lines.append("\t".join(cell if keep else "\n".join(wrapped(cell, width)) for cell in row))
    return "\n".join(lines) + "\n"


def layout(source: List, *, wide: bool = True, centred: bool = False, gaps: bool = True) -> str:
    """As pdftotext -layout prints it; `wide` counts a Chinese sign as two columns."""
    widths = [14, 10, 10, 10, 10, 16, 20]
    starts = [2 + sum(2 * width + 3 for width in widths[:at]) for at in range(len(widths))]
    if not wide:
        starts = [2 + sum(width + 4 for width in widths[:at]) for at in range(len(widths))]
    lines = [" " * 30 + head(source)[0], head(source)[1]]
    for row in cells(source):
        pieces = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        pieces = pieces if row[0] != FIRST else [[cell] for cell in row]
        pieces[0] = wrapped(row[0], 14)
        height = max(map(len, pieces))
        shift = [(height - len(at)) // 2 if centred else 0 for at in pieces]
        for number in range(height):
            shown = [
                at[number - down] if 0 <= number - down < len(at) else ""
                for at, down in zip(pieces, shift, strict=True)
            ]
            lines.append(_at(shown, starts, wide=wide))
        lines += [""] if gaps else []
    return "\n".join(lines) + "\n"


def _at(shown: list[str], starts: list[int], *, wide: bool) -> str:
    line = ""
    for text, start in zip(shown, starts, strict=True):
        if text:
            line += " " * max(2 * bool(line.strip()), start - _size(line, wide)) + text
    return line.rstrip()


def _size(text: str, wide: bool) -> int:
    return len(text) + wide * sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)


WAYS: dict[str, Callable[[List], str]] = {
    "running": running,
    "running at 15": lambda source: running(source, 15),
    "running at 20": lambda source: running(source, 20),
    "running at 28 without indents": lambda source: running(source, 28, indent=0),
    "running without blank lines": lambda source: running(source, 26, blanks=False),
    "running without blank lines at 17": lambda source: running(source, 17, blanks=False),
    "running with page numbers": lambda source: running(source, 22, page=11),
    "one cell a line": single,
    "tabs": tabs,
    "tabs without empty cells at the ends": stripped_tabs,
    "tabs, cells on several lines": broken_tabs,
    "tabs, line breaks in cells": running_tabs,
    "bars": bars,
    "layout": layout,
    "layout counting signs": lambda source: layout(source, wide=False),
    "layout, cells centred": lambda source: layout(source, centred=True),
    "layout without blank lines": lambda source: layout(source, gaps=False),
    "layout, centred, without blank lines": lambda source: layout(source, centred=True, gaps=False),
}
