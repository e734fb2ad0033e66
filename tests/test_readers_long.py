"""Sizes that would never end if a step took quadratic time; nothing here measures time."""

import pytest

from perfcheck.readers import read

SIZE = 500_000


@pytest.mark.parametrize(
    "text",
    [
        "甲" + " " * SIZE + "乙",
        " " * SIZE + "甲",
        "甲" + "\u3000 " * (SIZE // 2),
        "甲  " * (SIZE // 8),
        "合  计   " * (SIZE // 16),
        "|" * (SIZE // 4),
        "甲|" + "-" * SIZE + "|",
        "| " + " " * SIZE + "|",
        '"' * SIZE,
        '甲\t"' * (SIZE // 8),
        ('甲\t"乙' + "丙" * 1000 + "\n") * 300,
        '",' * (SIZE // 8) + "\n",
        "\f" * SIZE + "甲",
        "3" * SIZE,
        "甲  乙\n" * 20_000,
        "　　甲　乙，丙\n" * 20_000,
    ],
    ids=range(16),
)
@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_long_lines_end(text: str, name: str) -> None:
    document = read(name, text.encode())
    assert document.rows and document.rows[0].cells


@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "<a ",
        "<td",
        '<td ="',
        "<!--",
        "<script>",
        "<table>",
        "<td>",
        "</table>",
        "&nbsp;",
        "<tr><td rowspan=99999>甲",
        "<p>&nbsp;",
        "<pre>",
        "<a" + "b" * 100,
        "<td rowspan=9 colspan=9>",
    ],
)
@pytest.mark.parametrize("head", ["<html><body>甲", "甲 <table><td>乙"])
def test_long_markup_ends(unit: str, head: str) -> None:
    document = read("a.html", (head + unit * (SIZE // 4 // len(unit))).encode())
    assert document.rows[0].cells[0].text.startswith("甲")


@pytest.mark.parametrize("head", ["<html><body>甲", "甲 <table><td>乙"])
def test_a_long_tag_ends(head: str) -> None:
    assert read("a.html", (head + "<a" + "b" * SIZE).encode()).rows
