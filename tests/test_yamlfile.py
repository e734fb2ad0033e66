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
    ("text", "line"), [("a: [1, 2\nb: 3\n", 2), ("a: 1\n\tb: 2\n", 2), ("a: 'x\n", 2)]
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
