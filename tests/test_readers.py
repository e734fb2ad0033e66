"""Bytes become the same cells in whatever encoding they come, or an error says what to do."""

import pytest
from forms import kit
from hypothesis import given
from hypothesis import strategies as st

from perfcheck.errors import ReadError
from perfcheck.readers import read

SOURCE = "部门名称\t云川市水务局\t\n\n一级指标\t数量\t100%\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    plain = read("a", SOURCE.encode())
    other = read("a", SOURCE.replace("\n", end).encode(encoding))
    assert other.grids == plain.grids and other.lines == plain.lines


@pytest.mark.parametrize("name", kit.names())
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_form_reads_the_same_in_other_encodings(name: str, encoding: str) -> None:
    from perfcheck.extract import understand

    other = understand(read("form.txt", kit.text(name).encode(encoding)), kit.shipped())
    assert other == kit.reading(kit.text(name))


def test_places_count_characters_and_a_tab_counts_one() -> None:
    (grid,) = read("a", "\t 名称 \t\t值\n".encode()).grids
    assert [(c.text, c.column, c.end_column, c.slot) for c in grid.rows[0].cells] == [
        ("", 1, 1, 0),
        ("名称", 3, 5, 1),
        ("", 7, 7, 2),
        ("值", 8, 9, 3),
    ]


def test_trailing_empty_cells_stay() -> None:
    (grid,) = read("a", b"a\tb\t\t\n").grids
    assert len(grid.rows[0].cells) == 4


def test_blank_lines_and_form_feeds_leave_a_gap() -> None:
    (grid,) = read("a", b"a\tb\n \t\nc\td\ne\tf\n\fg\th").grids
    assert [row.gap for row in grid.rows] == [False, True, False, True]
    assert [row.line for row in grid.rows] == [1, 3, 4, 5]


def test_each_way_of_printing_is_a_grid_of_its_own() -> None:
    document = read("a", "标题\n部门：某局\n年度：2026\n甲\t乙\n丙\t丁\n".encode())
    assert [(grid.mode, len(grid.rows)) for grid in document.grids] == [
        ("sequence", 1),
        ("cells", 2),
        ("cells", 2),
    ]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"PK\x03\x04rest", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"abc\x00\x01def", "NUL"),
        ("部门".encode()[:-1] + b"\xff\xff", "neither"),
        (b"\x01\x02\x03text", "neither"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, found: str) -> None:
    with pytest.raises(ReadError) as caught:
        read("file", data)
    assert found in caught.value.message.en
    assert caught.value.message.zh and caught.value.file == "file"


def test_an_encoding_that_is_said_is_used_alone() -> None:
    assert read("a", "部门\t名称".encode("gb18030"), "gb18030").lines == ("部门\t名称",)
    with pytest.raises(ReadError):
        read("a", "部门\t名称".encode("gb18030"), "utf-8")
    with pytest.raises(ReadError, match="no encoding is called nonsense"):
        read("a", b"text", "nonsense")


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read("a", data)
    except ReadError as error:
        assert error.message.zh and error.message.en
        return
    for grid in document.grids:
        for row in grid.rows:
            for cell in row.cells:
                line = document.lines[cell.line - 1]
                assert line[cell.column - 1 : cell.end_column - 1] == cell.text
