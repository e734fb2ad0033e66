"""What tests of reading share: the shipped kinds, invented forms, and ways of damaging them."""

import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from perfcheck.extract import understand
from perfcheck.form import Field, Form, Reading
from perfcheck.kind import Kinds
from perfcheck.kindmaking import kinds_from
from perfcheck.library import kinds_data
from perfcheck.readers import read
from perfcheck.values import Missing, Number, Target, Text, plain
from perfcheck.wording import normal

HERE = Path(__file__).parent

Lines = list[tuple[int | None, str]]  # printed lines, each with its line in the undamaged form


@cache
def shipped() -> Kinds:
    return kinds_from(data())


def data() -> dict[str, Any]:
    return dict(kinds_data())


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def names() -> list[str]:
    return sorted(path.stem for path in HERE.glob("*.txt"))


def text(name: str) -> str:
    return (HERE / f"{name}.txt").read_text("utf-8")


def expected(name: str) -> Any:
    return _yaml(HERE / f"{name}.yaml")


def reading(source: str, **options: Any) -> Reading:
    return understand(read("form.txt", source.encode()), shipped(), **options)


def form(source: str, **options: Any) -> Form:
    (only,) = reading(source, **options).forms
    return only


def tabbed(source: str) -> str:
    """Forms in tests are written with → for a tab, so that one can see them."""
    return source.strip("\n").replace("→", "\t") + "\n"


def said(field: Field) -> str:
    """A value in one word, as the expectations beside the forms write it."""
    match field.value:
        case Number() as number if number.unit:
            shown = plain(number.mid, number.unit, number.decimals, commas=False) + number.unit
        case Number() as number:
            shown = plain(number.mid, commas=False)
        case Text(words):
            shown = words
        case Target(words):
            shown = words
        case Missing(kind):
            shown = f"<{kind}>"
        case other:
            raise AssertionError(other)
    return shown + {"certain": "", "inferred": " ?", "realigned": " ~"}[field.certainty]


def meant(field: Field) -> object:
    """A value for comparing two readings of one form, whatever the width of its print."""
    match field.value:
        case Number(mid=mid, unit=unit):
            return mid, unit
        case Text(words) | Target(words):
            return normal(words)
        case Missing(kind):
            return f"<{kind}>"
    raise AssertionError(field.value)


def lose_tabs(lines: list[str], chance: random.Random) -> Lines:
    """Leading tabs get lost."""
    done: Lines = []
    for number, line in enumerate(lines, 1):
        leading = len(line) - len(line.lstrip("\t"))
        cut = chance.randint(1, leading) if leading and chance.random() < 0.3 else 0
        done.append((number, line[cut:]))
    return done


def add_tabs(lines: list[str], chance: random.Random) -> Lines:
    """Rows get one or two more leading tabs."""
    return [
        (number, "\t" * chance.randint(1, 2) + line if _row(line, chance, 0.2) else line)
        for number, line in enumerate(lines, 1)
    ]


def add_blank_lines(lines: list[str], chance: random.Random) -> Lines:
    """Blank lines stand between the rows."""
    done: Lines = []
    for number, line in enumerate(lines, 1):
        done += [(None, "")] if number > 3 and chance.random() < 0.15 else []
        done.append((number, line))
    return done


def add_page_heads(lines: list[str], chance: random.Random) -> Lines:
    """Page numbers, the header and the title are printed again inside the indicator table."""
    at = next(number for number, line in enumerate(lines) if "二级指标" in line)
    title = next(line for line in lines if "绩效" in line and "表" in line)
    second = next(number for number in range(at + 1, at + 4) if not _heads(lines[number]))
    later = (n for n, line in enumerate(lines) if n > second and "二级指标" in line)
    end = next(later, len(lines))  # the head of another table stands for itself
    head = [line for line in lines[at:second] if not set(line) <= set("|- ")]
    heads = [["- 3 -"], head, ["第 2 页 共 3 页", *head], ["", title, *head]]
    done: Lines = []
    for number, line in enumerate(lines):
        if second < number < end and chance.random() < 0.1:
            done += [(None, head) for head in chance.choice(heads)]
        done.append((number + 1, line))
    return done


def _heads(line: str) -> bool:
    """Whether a line below a header belongs to it."""
    return set(line) <= set("|- ") or re.search("数据项|全省", line) is not None


def insert_cells(lines: list[str], chance: random.Random) -> Lines:
    """A blank cell gets into a row of the indicator table."""
    return [(n, _changed(line, chance, "insert", n, lines)) for n, line in enumerate(lines, 1)]


def drop_cells(lines: list[str], chance: random.Random) -> Lines:
    """A cell of a row gets lost with its tab."""
    return [(n, _changed(line, chance, "drop", n, lines)) for n, line in enumerate(lines, 1)]


def shift_and_cut(lines: list[str], chance: random.Random) -> Lines:
    """A row is shifted to the right and cut off at its old width."""
    return [(n, _changed(line, chance, "shift", n, lines)) for n, line in enumerate(lines, 1)]


def _changed(line: str, chance: random.Random, how: str, number: int, lines: list[str]) -> str:
    """Headers stay whole; they are damaged by tests of their own."""
    cells = line.split("\t")
    if number < 5 or "级指标" in line or "名称" in line or not _row(line, chance, 0.08):
        return line
    at = chance.randrange(len(cells))
    match how:
        case "insert":
            cells.insert(at, "")
        case "drop":
            del cells[at]
        case _:
            cells = ["", *cells][: len(cells)]
    return "\t".join(cells)


def wrap_cells(lines: list[str], chance: random.Random) -> Lines:
    """A text cell is printed on two lines."""
    done: Lines = []
    for number, line in enumerate(lines, 1):
        cells = line.split("\t")
        long = [at for at, cell in enumerate(cells) if len(cell) > 7 and not re.search(r"\d", cell)]
        if number < 4 or not long or not _row(line, chance, 0.15):
            done.append((number, line))
            continue
        at = chance.choice(long)
        middle = len(cells[at]) // 2
        first, second = cells[at][:middle], cells[at][middle:]
        done.append((number, "\t".join([*cells[:at], first])))
        done.append((number, "\t".join([second, *cells[at + 1 :]])))
    return done


def _row(line: str, chance: random.Random, share: float) -> bool:
    return line.count("\t") >= 2 and chance.random() < share


DAMAGES = (
    lose_tabs, add_tabs, add_blank_lines, add_page_heads, insert_cells, drop_cells, shift_and_cut,
    wrap_cells,
)  # fmt: skip
HARMLESS = (add_blank_lines, add_page_heads)
