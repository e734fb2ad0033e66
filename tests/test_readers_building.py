"""Rows of office files as the builder leaves them: which blanks are cells of their own."""

from perfcheck.located import SheetCell
from perfcheck.readers.building import Building, Piece
from perfcheck.source import Row


def rows(*given: list[tuple[str, int, int]]) -> list[Row]:
    """Build a table of (text, column, columns that it takes)."""
    building = Building("form", "xlsx")
    building.begin_table()
    for row in given:
        pieces = [Piece(text, SheetCell("表一", "A1"), slot, wide) for text, slot, wide in row]
        building.row(pieces)
    return list(building.document().rows)


def said(row: Row) -> list[tuple[int, str]]:
    return [(cell.slot, cell.text) for cell in row.cells]


def test_a_blank_over_the_rest_of_a_row_is_blank_in_each_column() -> None:
    (row,) = rows([("部门名称", 0, 1), ("", 1, 3)])
    assert said(row) == [(0, "部门名称"), (1, ""), (2, ""), (3, "")]


def test_a_blank_before_the_head_of_a_table_stays_one_cell_as_the_labels_below_it_are() -> None:
    head, row = rows(
        [("", 0, 2), ("一级指标", 2, 1), ("二级指标", 3, 1)],
        [("绩效指标", 0, 2), ("产出指标", 2, 1), ("数量指标", 3, 1)],
    )
    assert len(head.cells) == len(row.cells) == 3


def test_a_text_alone_on_its_row_below_others_is_no_wrapped_line_of_theirs() -> None:
    _, group = rows([("项目名称", 0, 1), ("金额", 1, 1)], [("一、基本建设", 0, 2)])
    assert said(group) == [(0, "一、基本建设"), (1, "")]
