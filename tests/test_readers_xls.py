"""Old workbooks (.xls, .et) are read as the new ones are, with the figures as they print."""

import io
import struct
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import xlwt
from test_readers_properties import hold

from perfcheck.errors import ReadError
from perfcheck.located import SheetCell, located
from perfcheck.readers import read
from perfcheck.source import Document


def document(fill: Callable[[Any, Any], Any], name: str = "a.xls") -> Document:
    book = xlwt.Workbook(encoding="utf-8")
    fill(book, book.add_sheet("表一"))
    stream = io.BytesIO()
    book.save(stream)
    return read(name, stream.getvalue())


def test_values_stand_as_they_print_whatever_the_file_is_called() -> None:
    def fill(book: Any, sheet: Any) -> None:
        given = [
            ("基本支出", "General"), (812.3651, "#,##0.00"), (0.95, "0%"), (2010101, "General"),
            (0.1 + 0.2, "General"), (date(2026, 3, 1), 'yyyy"年"m"月"'), (36, '0"个"'),
            (date(2026, 3, 1), "M/D/YY"), (0, '0;-0;"—"'), (True, "General"),
        ]  # fmt: skip
        for column, (value, code) in enumerate(given):
            sheet.write(1, column + 1, value, xlwt.easyxf(num_format_str=code))

    made = document(fill, "申报表.et")
    hold(made)
    assert made.lines == (
        "基本支出\t812.37\t95%\t2010101\t0.3\t2026年3月\t36个\t2026/3/1\t—\tTRUE",
    )
    assert located(made.origins, 1, 6) == SheetCell("表一", "C2")
    assert made.encoding == "xls"


def test_what_is_merged_hidden_and_framed_is_told_apart() -> None:
    def fill(book: Any, sheet: Any) -> None:
        framed = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin")
        sheet.write_merge(0, 0, 0, 2, "项目支出绩效目标表")
        sheet.write(1, 0, "项目名称", framed)
        sheet.write(1, 1, None, framed)
        sheet.write_merge(2, 4, 0, 0, "产出指标", framed)
        for row, text in ((2, "甲"), (3, "隐"), (4, "乙")):
            sheet.write(row, 1, text, framed)
        sheet.row(3).hidden = True
        book.add_sheet("旧表").write(0, 0, "不看")
        book.get_sheet(1).visibility = 1

    made = document(fill)
    assert [[cell.text for cell in row.cells] for row in made.rows] == [
        ["项目支出绩效目标表"],
        ["项目名称", ""],
        ["产出指标", "甲"],
        ["产出指标", "乙"],
    ]
    said = "\n".join(note.zh for note in made.notes)
    assert "第 4 行没有检查" in said and "“旧表”" in said


def test_an_encrypted_workbook_says_how_to_take_the_password_off() -> None:
    begin = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 0)
    password = struct.pack("<HHHHH", 0x2F, 6, 0, 1, 2)
    with pytest.raises(ReadError) as caught:
        read("a.xls", begin + password + struct.pack("<HH", 10, 0))
    assert "加密" in caught.value.message.zh and "password" in caught.value.message.en


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(ReadError, match="prints nothing"):
        document(lambda book, sheet: None)
