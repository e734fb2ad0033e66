"""Prints laid out by blanks: what is a cell, and which rows are laid out so at all."""

import pytest

from perfcheck.readers import read
from perfcheck.source import Document

TABLE = """\
  科目编码        科目名称          预算数      比上年增长
   20101        人员经费          12.30      10.5%
   20102        公用经费           3.40       0.0%
"""


def document(text: str) -> Document:
    return read("a.txt", text.encode())


def texts(text: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document(text).rows]


def modes(text: str) -> list[str]:
    return [row.mode for row in document(text).rows]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("  基本支出      12.30 万元", ["基本支出", "12.30 万元"]),
        ("\u3000\u3000基本支出\u3000\u300012.30", ["基本支出", "12.30"]),
        ("基本支出 \u3000 12.30\xa0\xa03.40", ["基本支出", "12.30", "3.40"]),
        ("  合   计     12.30", ["合   计", "12.30"]),
        ("  绩  效  指  标     说明文字", ["绩  效  指  标", "说明文字"]),
        ("  项 目      金  额", ["项 目", "金  额"]),
        ("  算                费", ["算", "费"]),
        ("  甲  乙      丙  12.30", ["甲  乙", "丙", "12.30"]),
    ],
)
def test_blanks_part_cells_but_not_the_letters_of_a_word(line: str, cells: list[str]) -> None:
    assert texts(f"{TABLE}{line}\n")[3] == cells


def test_letters_over_columns_of_their_own_stay_apart() -> None:
    heads = "  类   款   项      名称       合计\n"
    rows = "  204                  安全       12.30\n  204   06   01      运行       12.30\n"
    assert texts(heads + rows)[0] == ["类", "款", "项", "名称", "合计"]
    assert texts(f"  合   计        12.30\n{TABLE}")[0] == ["合   计", "12.30"]


def test_a_stray_blank_in_a_sentence_parts_nothing() -> None:
    sentence = (
        "本年收入预算比上年增加三千万元，主要是专项增加，增幅\n"
        "增长 10.15   %。主要原因是住房补贴增加，相应增加\n"
        "了财政拨款，减少 12.14         %。其余与上年持平。\n"
    )
    assert [len(row) for row in texts(sentence)] == [1, 1, 1]
    assert modes(sentence) == ["sequence"] * 3
    assert [len(row) for row in texts(TABLE + sentence)][3:] == [1, 1, 1]


def test_cells_that_hold_sentences_stay_parted_beside_other_rows() -> None:
    text = TABLE + "  维护道路，保证通行。    完成全部路段的养护，群众满意。\n" + TABLE
    assert len(texts(text)[3]) == 2


def test_fragments_between_rows_belong_to_their_run() -> None:
    text = TABLE + "                服务对象满意\n" + TABLE + "度指标\n" + TABLE
    assert modes(text) == ["position"] * 11
    (grid,) = document(text).grids
    assert grid.mode == "position"


@pytest.mark.parametrize(
    "line",
    [
        "# 第二部分 预算表",
        "- 一项说明",
        "青禾县民政局二〇二六年的预算由基本支出与项目支出两部分组成。",
    ],
)
def test_what_is_no_fragment_is_no_row_of_the_run(line: str) -> None:
    assert modes(f"{TABLE}{line}\n{TABLE}")[3] != "position"


def test_a_fragment_above_a_page_number_belongs_to_its_run() -> None:
    assert modes("  资金    总额    12.30\n（元）\n- 1 -\n  其中    财政拨款    10.00\n") == [
        *("position", "position", "sequence", "position")
    ]


def test_a_page_number_between_rows_is_no_fragment_and_leaves_a_gap() -> None:
    rows = document(f"{TABLE}\n                 24\n{TABLE}").rows
    assert rows[3].mode == "sequence" and [row.gap for row in rows[3:5]] == [True, True]


def test_single_lines_stay_as_they_are() -> None:
    assert modes("项目名称\n云川市水务局\n部门：某局\n") == ["sequence", "sequence", "cells"]
    assert modes(f"      说明\n{TABLE}\n      说明\n") == [
        "sequence",
        *["position"] * 3,
        "sequence",
    ]
    assert texts("# 第二部分    预算表\n") == [["# 第二部分    预算表"]]


def test_one_full_width_blank_parts_cells_only_beside_others() -> None:
    assert texts("第一部分\u3000单位概况\n") == [["第一部分\u3000单位概况"]]
    assert texts("填报人：某某\u3000电话：0000\n") == [["填报人：某某", "电话：0000"]]
    assert texts("基本支出\u300012.30\n项目支出\u30003.40\n")[1] == ["项目支出", "3.40"]


def test_a_tab_among_rows_of_blanks_is_a_blank() -> None:
    mixed = TABLE + "   20103 \t     其他经费          1.00       0.0%\n" + TABLE
    assert texts(mixed)[3] == ["20103", "其他经费", "1.00", "0.0%"]
    assert modes(mixed) == ["position"] * 7
    tabbed = TABLE + "甲\t\t乙\n丙\t\t丁\n"
    assert texts(tabbed)[3:] == [["甲", "", "乙"], ["丙", "", "丁"]]
