"""Forms printed one cell a line, or as running text, read as well as tabbed ones."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from forms import kit
from hypothesis import given
from hypothesis import strategies as st

from perfcheck.extract.coverage import coverage
from perfcheck.extract.form import form_of
from perfcheck.extract.sequence import Regridded, regrid
from perfcheck.form import Form, Record
from perfcheck.kind import Kind
from perfcheck.readers import read
from perfcheck.recognise import Block, title_of
from perfcheck.source import Row

HERE = Path(__file__).parent / "forms_sequence"
NAMES = sorted(path.stem for path in HERE.glob("*.txt"))
INDICATOR = ("一级指标", "二级指标", "指标名称", "年度指标值")
TASK = ("任务名称", "实施内容", "投入资金", "期望目标")

# Grids that nothing but the position of a cell explains: places beside places, folded sheets.
UNTOLD = ("project_places", "sheet_bars", "sheet_folded", "sheet_whole")
TABBED = [name for name in kit.names() if name not in UNTOLD]


def kind(name: str) -> Kind:
    found = kit.shipped().get(name)
    assert found
    return found


def regridded(text: str, of: Kind) -> Regridded:
    return regrid(read("form.txt", text.encode()).rows, of)


def form(text: str, of: Kind) -> tuple[Form, list[str]]:
    """The form that the regridded rows make, and the pieces of text that nothing claimed."""
    document = read("form.txt", text.encode())
    rows = regrid(document.rows, of).rows
    title = next((cell for row in rows if (cell := title_of(of, row))), None)
    made = form_of(Block(of, title, rows, 1.0), kit.shipped(), 1, None)
    left, _ = coverage(document, made.claimed)
    return made.form, [cell.text for cell in left]


def own(name: str) -> tuple[str, Any, Kind]:
    text = (HERE / f"{name}.txt").read_text("utf-8")
    of = kind("department-target" if name == "department" else "project-target")
    return text, yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8")), of


def shown(records: tuple[Record, ...], columns: tuple[str, ...]) -> list[list[object]]:
    bare = [
        [kit.said(record.fields[column]).rstrip(" ?") for column in columns] for record in records
    ]
    return [[record.line, *row] for record, row in zip(records, bare, strict=True)]


@pytest.mark.parametrize("name", NAMES)
def test_fields(name: str) -> None:
    text, expected, of = own(name)
    read_, left = form(text, of)
    assert {field.name: kit.said(field) for field in read_.fields} == expected["fields"]
    assert left == expected.get("left", [])


@pytest.mark.parametrize("name", NAMES)
def test_records(name: str) -> None:
    text, expected, of = own(name)
    read_, _ = form(text, of)
    assert shown(read_.tables["绩效指标"], INDICATOR) == expected["indicators"]
    assert shown(read_.tables.get("任务", ()), TASK) == expected.get("tasks", [])


@pytest.mark.parametrize("name", NAMES)
def test_doubtful_lines(name: str) -> None:
    text, expected, of = own(name)
    assert sorted(regridded(text, of).doubtful) == expected["doubtful"]


def cells(name: str) -> list[str]:
    """The filled cells of an invented form printed with tabs or bars, in order."""
    return [
        cell.text
        for row in read("form.txt", kit.text(name).encode()).rows
        for cell in row.cells
        if cell.text
    ]


def values(read_: Form) -> dict[str, object]:
    """Fields by name; a value that only a tabbed print can call lost is blank here."""
    return {field.name: kit.meant(field) for field in read_.fields}


def tables(read_: Form) -> dict[str, list[dict[str, object]]]:
    empty = ("<lost>", "<blank>")
    return {
        table: [
            {
                name: "<empty>" if (said := kit.meant(field)) in empty else said
                for name, field in record.fields.items()
            }
            for record in records
        ]
        for table, records in read_.tables.items()
    }


@pytest.mark.parametrize("between", ["\n", " "])
@pytest.mark.parametrize("name", TABBED)
def test_as_well_as_tabbed(name: str, between: str) -> None:
    """One cell a line, and all in one line with blanks: the same values, levels and targets."""
    tabbed = kit.form(kit.text(name))
    again, _ = form(between.join(cells(name)) + "\n", kind(tabbed.kind))
    assert values(again) == values(tabbed)
    assert tables(again) == tables(tabbed)


@pytest.mark.parametrize("name", TABBED)
def test_without_separators_nothing_is_invented(name: str) -> None:
    """What the vocabulary cannot cut is left out; names, levels and targets are never mixed up."""
    tabbed = kit.form(kit.text(name))
    again, _ = form("".join(cells(name)) + "\n", kind(tabbed.kind))
    known = [row["指标名称"] for row in tables(tabbed).get("绩效指标", [])]
    for row in tables(again).get("绩效指标", []):
        assert row["指标名称"] in known


SHANGHAI = own("shanghai")[0].split("\n")


def test_a_value_that_is_a_level_term_stays_a_value() -> None:
    """满意度 as a target is no level; 服务对象满意度 with 指标 on the next line is one."""
    read_, _ = form("\n".join(SHANGHAI), kind("project-target"))
    last = read_.tables["绩效指标"][-1]
    assert [kit.said(last.fields[name]) for name in INDICATOR] == [
        "满意度指标",
        "服务对象满意度指标",
        "沿线居民满意度",
        "满意度",
    ]


def test_page_heads_between_the_rows() -> None:
    """A page number, the title and the header printed again break no row."""
    of = kind("project-target")
    whole = own("shanghai")[0]
    head = ["- 3 -", SHANGHAI[0], *SHANGHAI[42:46]]
    at = SHANGHAI.index("时效指标")
    read_, left = form("\n".join([*SHANGHAI[:at], *head, *SHANGHAI[at:]]), of)
    named = [
        [kit.said(row.fields[name]).rstrip(" ?") for name in INDICATOR]
        for row in read_.tables["绩效指标"]
    ]
    assert named == [row[1:] for row in shown(form(whole, of)[0].tables["绩效指标"], INDICATOR)]
    assert left == []


def test_sides_column_by_column() -> None:
    """The left column printed whole before the right one tells the same two sides."""
    text = """
项目支出绩效目标表
项目资金总额
500.00
其中：财政资金
480.00
其他资金
20.00
年度资金申请总额
300.00
其中：当年财政拨款
250.00
上年结转资金
40.00
其他资金
10.00
"""
    found = values(form(text, kind("project-target"))[0])
    amounts = {name: said[0] // 10**14 for name, said in found.items() if isinstance(said, tuple)}
    assert amounts == {
        "项目资金总额": 500,
        "项目财政资金": 480,
        "项目其他资金": 20,
        "资金总额": 300,
        "财政拨款": 250,
        "上年结转": 40,
        "其他资金": 10,
    }


def test_fewer_amounts_than_labels_are_doubtful() -> None:
    text = "项目支出绩效目标表\n财政拨款\n其他资金\n上年结转资金\n12.00\n"
    found = regridded(text, kind("project-target"))
    assert found.doubtful == {5}
    assert values(form(text, kind("project-target"))[0])["财政拨款"] == "<blank>"


def test_two_figures_for_three_amounts_belong_to_none() -> None:
    text = "项目支出绩效目标表\n财政拨款\n其他资金\n上年结转资金\n12.00\n8.00\n"
    read_, left = form(text, kind("project-target"))
    assert read_.fields == ()
    assert left == ["财政拨款", "其他资金", "上年结转资金", "12.00", "8.00"]


def test_an_unknown_line_below_a_short_value_is_left_out() -> None:
    text = "项目支出绩效目标表\n项目名称\n古桥维修\n资金渠道\n县级\n主管部门\n青禾县交通局\n"
    read_, left = form(text, kind("project-target"))
    assert values(read_) == {"项目名称": "古桥维修", "部门名称": "青禾县交通局"}
    assert left == ["资金渠道", "县级"]


def test_a_grid_below_another_header_is_left_out() -> None:
    """Columns that the header does not tell make the rows unreadable, not wrong."""
    header = ["一级指标", "二级指标", "三级指标", "指标值", "全县", "东乡", "西乡", "南乡"]
    rows = [
        ["产出指标", "数量指标", "修路里程", "≥10公里", "10公里", "4公里", "3公里", "3公里"],
        ["质量指标", "验收合格率", "≥95%", "95%", "95%", "95%", "95%"],
        ["效益指标", "社会效益指标", "受益户数", "≥800户", "800户", "300户", "300户", "200户"],
        ["满意度指标", "满意度指标", "村民满意度", "≥90%", "90%", "90%", "90%", "90%"],
    ]
    lines = [header, *rows]
    text = "\n".join(["项目支出绩效目标表", "项目名称", "修路", *(c for row in lines for c in row)])
    read_, left = form(text + "\n", kind("project-target"))
    assert not read_.tables.get("绩效指标")
    assert "修路里程" in left


LINES = st.lists(
    st.sampled_from(
        [*SHANGHAI, *own("department")[0].split("\n"), *own("runon")[0].split(), "12.50 其他资金"]
    ),
    min_size=1,
    max_size=60,
)


def places(row: Row) -> list[tuple[int, int]]:
    return [
        (part.line, at)
        for cell in row.cells
        for part in cell.parts or (cell,)
        for at in range(part.column, part.end_column)
    ]


@given(LINES, st.sampled_from(["\n", " ", ""]))
def test_every_cell_is_printed_where_it_says_and_used_once(lines: list[str], between: str) -> None:
    text = "项目支出绩效目标表\n" + between.join(lines) + "\n"
    printed = text.split("\n")
    rows = regridded(text, kind("project-target")).rows
    for row in rows:
        assert [cell.slot for cell in row.cells] == list(range(len(row.cells)))
        assert row.mode == "cells"
        for cell in row.cells:
            parts = cell.parts or (cell,)
            assert "\n".join(part.text for part in parts) == cell.text
            for part in parts:
                assert printed[part.line - 1][part.column - 1 : part.end_column - 1] == part.text
    used = [place for row in rows for place in places(row)]
    assert len(used) == len(set(used))


@given(LINES)
def test_any_order_of_lines_can_be_read(lines: list[str]) -> None:
    form("项目支出绩效目标表\n" + "\n".join(lines) + "\n", kind("project-target"))


def test_an_empty_cell_of_a_row_that_could_be_cut_otherwise_is_no_certain_one() -> None:
    """Where no separator shows that a cell is empty, no rule may call it so for certain."""
    row = kit.form(own("department")[0]).tables["任务"][1]
    assert row.certainty == "inferred"
    assert {field.certainty for field in row.fields.values()} == {"inferred"}
