"""Excerpts: carets stand under what they mean, in display cells, and nothing is too wide."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from perfcheck.finding import Place
from perfcheck.reporters.excerpt import Excerpt, excerpt
from perfcheck.reporters.wrapping import cut, wrap
from perfcheck.source import Span

LONG = "开展巡查工作，" * 30
LINES = (
    "\t基本支出\t1,204.50\t财政拨款\t1,830.00\t",
    "\t项目支出\t660.25\t其他资金\t\t",
    f"\t日常管护\t{LONG}巡查巡查{LONG}\t40.00\t按时完成",
    "    基本支出        12.34        33.30",
    LONG,
)


def at(line: int, text: str, lines: tuple[str, ...] = LINES) -> Place:
    column = lines[line - 1].index(text) + 1
    return Place(Span(line, column, line, column + len(text)), "", text)


def marked(found: Excerpt, row: int, sign: str) -> list[str]:
    """The texts above each run of `sign`, read by display cells."""
    shown = found.shown[row]
    cells = [char for char in shown.text for _ in range(cell_len(char))]
    runs, current = [], ""
    for index, under in enumerate(shown.under + " "):
        if under == sign:
            current += cells[index] if index < len(cells) else " "
        elif current:
            runs.append(current)
            current = ""
    return ["".join(dict.fromkeys(run)) if cell_len(run) != len(run) else run for run in runs]


def test_blamed_and_related_stand_under_their_cells() -> None:
    found = excerpt(LINES, at(1, "1,830.00"), [at(1, "1,204.50"), at(2, "660.25")], 70)
    assert [line.number for line in found.shown] == [1, 2]
    assert marked(found, 0, "^") == ["1,830.00"]
    assert marked(found, 0, "~") == ["1,204.50"]
    assert marked(found, 1, "~") == ["660.25"]


def test_an_empty_cell_is_pointed_at() -> None:
    column = LINES[1].index("\t\t") + 2
    found = excerpt(LINES, Place(Span(2, column, 2, column)), [], 70)
    assert found.shown[0].text == "项目支出  660.25  其他资金"
    assert found.shown[0].under == " " * 28 + "^^"


def test_a_long_cell_is_cut_around_the_mark() -> None:
    found = excerpt(LINES, at(3, "巡查巡查"), [], 60)
    assert "巡查巡查" in found.shown[0].text
    assert "日常管护" in found.shown[0].text
    assert found.shown[0].text.count("…") == 2
    assert found.shown[0].under.strip() == "^" * 8


def test_columns_of_blanks_keep_apart() -> None:
    found = excerpt(LINES, at(4, "33.30"), [], 60)
    assert found.shown[0].text == "基本支出  12.34  33.30"
    assert marked(found, 0, "^") == ["33.30"]


def test_more_lines_than_fit_are_named() -> None:
    lines = tuple(f"任务\t{n}.00" for n in range(10, 30))
    places = [at(n + 1, f"{n + 10}.00", lines) for n in range(20)]
    found = excerpt(lines, places[0], places[1:], 70)
    assert len(found.shown) == 6
    assert found.left_out == tuple(range(7, 21))


def test_a_wrapped_cell_is_marked_on_each_line() -> None:
    lines = ("\t完成堤防", "加固\t10 公里")
    found = excerpt(lines, Place(Span(1, 2, 2, 3)), [], 60)
    assert [line.under.strip() for line in found.shown] == ["^" * 8, "^" * 4]


WORDS = st.text(st.sampled_from("水务局ab1,.（）\t  “”…\x1b\u200b"), max_size=200)


@given(WORDS, st.integers(1, 220), st.integers(0, 60), st.integers(30, 110))
def test_no_excerpt_is_too_wide_and_every_one_is_marked(
    line: str, column: int, length: int, width: int
) -> None:
    found = excerpt([line], Place(Span(1, column, 1, column + length)), [], width)
    for shown in found.shown:
        assert cell_len(shown.text) <= width
        assert len(shown.under) <= width
        assert "\t" not in shown.text
        assert "^" in shown.under


@given(st.text(st.sampled_from("水务局ab1,.（），。 ”\n"), max_size=300), st.integers(10, 90))
def test_wrapping_keeps_every_sign(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_no_line_opens_with_a_closing_sign() -> None:
    assert wrap("核对四个数，改正。", 10) == ["核对四个", "数，改正。"]
    assert cut("绩效目标申报表", 9) == "绩效目标…"
