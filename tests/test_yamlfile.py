"""Rule files keep their digits and their places, and a key written twice is refused."""

import pytest

from perfcheck.source import Span
from perfcheck.yamlfile import display_width, excerpt, load, loads


def test_figures_and_codes_stay_as_printed() -> None:
    loaded = loads("总计: 100.00\n编码: 0201\n个数: 12\n是否: 否\n空: null\n引号: '3'\n")
    assert loaded.data == {
        "总计": "100.00",
        "编码": "0201",
        "个数": 12,
        "是否": "否",
        "空": None,
        "引号": "3",
    }


def test_places_of_keys_and_values() -> None:
    loaded = loads("id: A\nexamples:\n  - pass: {甲: 1}\n")
    assert loaded.place(("examples", 0, "pass", "甲")) == Span(3, 15, 3, 16)
    assert loaded.key_place(("examples",)) == Span(2, 1, 2, 9)
    assert loaded.place(("examples", 7, "nothing")).line == 3


def test_a_key_written_twice_is_a_problem_that_names_both_lines() -> None:
    loaded = loads("id: A\nname: 甲\nid: B\n")
    assert [problem.span.line for problem in loaded.problems] == [3]
    assert "第 1 行" in loaded.problems[0].message.zh
    assert loaded.data["id"] == "A"


@pytest.mark.parametrize(
    ("text", "line"), [("a: [1, 2\nb: 3\n", 1), ("a: 1\n\tb: 2\n", 2), ("a: 'x\n", 1)]
)
def test_broken_yaml_tells_the_line(text: str, line: int) -> None:
    loaded = loads(text)
    assert loaded.data is None
    assert loaded.problems[0].span.line == line


def test_a_file_that_is_not_utf8_is_named_as_that(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "rule.yaml"
    path.write_bytes("id: A\nname: 规则\n".encode("gb18030"))
    problem = load(str(path)).problems[0]
    assert "UTF-8" in problem.message.zh
    assert problem.span.line == 2


def test_the_caret_stands_under_chinese_text() -> None:
    shown = excerpt(("assert: 基本支出 + 项目",), Span(1, 16, 1, 18)).split("\n")
    before = shown[0][: shown[0].index("项目")]
    assert display_width(before) == shown[1].index("^")
    assert shown[1].count("^") == 4


@pytest.mark.parametrize(
    ("text", "line", "column", "zh", "en"),
    [
        ("a: 1\n\tb: 2\n", 2, 1, "制表符", "tab"),
        ("a: 1\nb：2\nc: 3\n", 2, 2, "全角冒号", "full-width colon"),
        ("a: 1\nb:2\nc: 3\n", 2, 2, "空格", "blank"),
        ("a: 1\nb\nc: 3\n", 2, 1, "键: 值", "key: value"),
        ("a: 注意: 乙\n", 1, 6, "引号", "quotes"),
        ("a: 1\n b: 2\n", 2, 1, "缩进", "indentation"),
        ("a: {甲} 与乙\nb: 1\n", 1, 4, "引号", "quotes"),
        ('a: "甲" == 乙\nb: 1\n', 1, 4, "引号", "quotes"),
        ("a: [1, 2\nb: 3\n", 1, 4, "没有关上", "not closed"),
        ("a: 1\nb: 'x\n", 2, 4, "引号没有关上", "not closed"),
        ("a: 1\n---\nb: 2\n", 2, 1, "---", "---"),
        ("a: @甲\n", 1, 4, "@", "@"),
        ("a: 1\nb: \x07甲\n", 2, 4, "U+0007", "U+0007"),
        ("a: 1\x00\n", 1, 5, "U+0000", "U+0000"),
        ("a: " + "[" * 3000 + "]" * 3000, 1, 34, "太深", "too deep"),
        ("a: &x [*x]\n", 1, 4, "引用", "references"),
        ("? [a, b]\n: c\n", 1, 3, "键", "key"),
    ],
)
def test_broken_yaml_says_in_both_languages_what_to_do(
    text: str, line: int, column: int, zh: str, en: str
) -> None:
    problem = loads(text).problems[0]
    assert (problem.span.line, problem.span.column) == (line, column), problem
    assert zh in problem.message.zh
    assert en in problem.message.en
