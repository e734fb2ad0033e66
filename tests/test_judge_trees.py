"""Which rows of a printed money table stand below which: codes, units, sides and their views."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcheck.form import Doubt, Field, Form, Record, Sheet
from perfcheck.judge.branches import Words
from perfcheck.judge.outline import outline
from perfcheck.judge.subject import Names, subject
from perfcheck.judge.trees import branches, full_names, item_path
from perfcheck.lang.keys import entry
from perfcheck.lang.scope import Row, Scope
from perfcheck.messages import Message
from perfcheck.source import Cell, Span
from perfcheck.values import Missing, Text, plain, printed_number

WORDS = Words(
    totals=frozenset(("合计", "收入总计", "支出总计", "本年收入合计")),
    single=frozenset(("上年结转", "结转下年")),
    entries=frozenset(("事业收入", "教育支出", "农林水支出")),
    grants=frozenset(("财政拨款",)),
    funds=frozenset(("一般公共预算", "政府性基金预算")),
    staff=frozenset(("301", "303")),
)
VOCABULARY = {
    "收支合计行": WORDS.totals,
    "收支单列行": WORDS.single,
    "键列": {"支出总表": "科目编码"},
}


def record(line: int, **texts: str) -> Record:
    fields = {name: Field(name, Text(text)) for name, text in texts.items() if text}
    return Record("表", fields, (), line)


def coded(*rows: tuple[str, str]) -> list[Record]:
    return [record(line, 科目编码=code, 科目名称=name) for line, (code, name) in enumerate(rows, 1)]


def bought(*rows: tuple[str, str, str]) -> list[Record]:
    """Rows of a table of purchases: class, project, what is purchased."""
    columns = ("采购品目大类", "专项名称", "采购物品名称")
    records = [
        record(line, **dict(zip(columns, row, strict=True))) for line, row in enumerate(rows, 1)
    ]
    return [
        one._replace(fields={"采购物品名称": Field("采购物品名称", Missing("blank")), **one.fields})
        for one in records
    ]


def side(*names: str, view: Sequence[str] = ()) -> list[Record]:
    views = view or [""] * len(names)
    return [
        record(line, 方向="支出", 分类=of, 科目名称=name)
        for line, (name, of) in enumerate(zip(names, views, strict=True), 1)
    ]


def below(records: Sequence[Record]) -> list[Any]:
    """For each row the places of the rows below it; None where that is unclear."""
    return [
        None if isinstance(branch.below, Missing) else branch.below
        for branch in branches(records, WORDS)
    ]


def test_codes_hang_below_their_longest_printed_beginning() -> None:
    records = coded(
        ("213", "农林水支出"),
        ("21303", "水利"),
        ("2130306", "运行与维护"),
        ("2130310", "水土保持"),
        ("2139999", "其他"),
        ("", "合计"),
    )
    assert below(records) == [[1, 4], [2, 3], [], [], [], [0]]
    made = branches(records, WORDS)
    assert [branch.level for branch in made] == [1, 2, 3, 3, 2, 0]
    assert list(full_names(records, made))[3] == "农林水支出/水利/水土保持"


def test_a_total_may_stand_first() -> None:
    assert below(coded(("", "合计"), ("208", "社保"), ("213", "农林水")))[0] == [1, 2]


@pytest.mark.parametrize(
    "rows",
    [
        (("", "合计"), ("213", "农林水"), ("213", "农林水")),
        (("", "合计"), ("213", "农林水"), ("301", "工资福利支出")),
        (("", "合计"), ("213", "农林水"), ("20805", "养老")),
        (("208", "社保"), ("", "合计"), ("213", "农林水")),
    ],
    ids=["a code twice", "two classifications", "a class left out", "a total in the middle"],
)
def test_a_total_over_rows_that_do_not_make_it_up_is_unclear(rows: Any) -> None:
    records = coded(*rows)
    total = next(place for place, (code, _) in enumerate(rows) if not code)
    assert below(records)[total] is None


def test_units_gather_their_own_codes_and_the_total_gathers_the_units() -> None:
    records = coded(
        ("", "合计"), ("", "水利局"), ("213", "农林水"), ("", "水文站"), ("213", "农林水")
    )
    assert below(records) == [[1, 3], [2], [], [4], []]


def test_uncoded_rows_without_a_total_are_unclear() -> None:
    records = coded(("", "水利局"), ("213", "农林水"), ("", "水文站"), ("213", "农林水"))
    assert below(records) == [None, [], None, []]


def test_numbered_rows_of_a_side() -> None:
    records = side("一、财政拨款", "1. 一般公共预算", "2. 基金", "二、事业收入", "收入总计")
    assert below(records) == [[1, 2], [], [], [], [0, 3]]
    assert [branch.level for branch in branches(records, WORDS)] == [1, 2, 2, 1, 0]


def test_a_second_total_takes_the_first_and_what_stands_between() -> None:
    records = side("一、财政拨款", "本年收入合计", "上年结转", "收入总计")
    assert below(records) == [[], [0], [], [1, 2]]


def test_two_views_of_one_side_stand_below_one_total() -> None:
    records = side(
        "一、教育支出", "一、基本支出", "二、项目支出", "支出总计",
        view=("功能分类", "支出用途", "支出用途", ""),
    )  # fmt: skip
    assert below(records)[3] == [0, 1, 2]


@pytest.mark.parametrize(
    "names",
    [
        ("政府拨款", "一般公共预算", "收入总计"),
        ("政府拨款", "1. 一般公共预算", "2. 基金", "收入总计"),
        ("本年收入合计", "一、财政拨款", "收入总计"),
        ("一、财政拨款", "本年收入合计", "用以前年度资金", "收入总计"),
    ],
    ids=["nothing numbered", "entries not numbered", "a total first", "an unknown row between"],
)
def test_a_total_over_rows_whose_level_is_unknown_is_unclear(names: tuple[str, ...]) -> None:
    assert below(side(*names))[-1] is None


@pytest.mark.parametrize("row", ["行政运行", "其中：行政运行", "（一）行政运行"])
def test_rows_of_another_print_below_an_entry_make_it_unclear(row: str) -> None:
    records = side("一、公共安全支出", "1. 司法", row, "支出总计")
    assert below(records) == [None, [], [], [0]]


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (("财政拨款", "一般公共预算", "政府性基金预算", "收入总计"), [[1, 2], [], [], [0]]),
        (("财政拨款", "事业收入", "收入总计"), [[], [], [0, 1]]),
        (("一般公共预算", "政府性基金预算", "收入总计"), [[], [], [0, 1]]),
        (("财政拨款", "政府性基金预算", "收入总计"), [None, [], [0]]),
        (("教育支出", "农林水支出", "结转下年", "支出总计"), [[], [], [], [0, 1, 2]]),
    ],
    ids=["funds of a grant", "sources", "funds alone", "one fund among others", "classes"],
)
def test_rows_without_numbers_are_known_by_their_names(
    names: tuple[str, ...], rows: list[Any]
) -> None:
    assert below(side(*names)) == rows


CODES = coded(
    ("205", "教育支出"),
    ("20508", "进修及培训"),
    ("2050803", "培训支出"),
    ("213", "农林水支出"),
    ("21303", "水利"),
    ("2130301", "行政运行"),
    ("2130304", "水利行业管理"),
)


def test_rows_below_a_class_that_print_no_codes_are_known_by_the_coded_tables() -> None:
    names = ("一、教育支出", "进修及培训", "培训支出", "二、农林水", "水利", "支出总计")
    made = branches(side(*names), WORDS, outline([CODES]))
    assert [branch.code for branch in made] == ["205", "20508", "2050803", "213", "21303", ""]
    assert [branch.level for branch in made] == [1, 2, 3, 1, 2, 0]
    assert [branch.below for branch in made] == [[1], [2], [], [4], [], [0, 3]]


def test_rows_in_an_order_that_no_coded_table_has_stay_unclear() -> None:
    names = ("一、农林水支出", "水利行业管理", "行政运行", "支出总计")
    made = branches(side(*names), WORDS, outline([CODES]))
    assert [branch.code for branch in made] == ["213", "", "", ""]
    assert isinstance(made[0].below, Missing)


def test_income_has_no_codes_of_expenditure() -> None:
    records = [one._replace(fields={**one.fields, "方向": Field("方向", Text("收入"))})
               for one in side("一、教育支出", "收入总计")]  # fmt: skip
    assert branches(records, WORDS, outline([CODES]))[0].code == ""


def test_personnel_and_public_expenditure_each_have_a_total() -> None:
    records = coded(
        ("301", "工资福利支出"), ("302", "商品和服务支出"), ("30101", "基本工资"),
        ("303", "补助"), ("310", "资本性支出"), ("", "人员经费合计"), ("", "公用经费合计"),
    )  # fmt: skip
    assert below(records)[-2:] == [[0, 3], [1, 4]]


def test_purchases_stand_below_projects_and_these_below_classes() -> None:
    records = bought(
        ("合计", "", ""), ("一、货物A", "", ""), ("一、货物A", "办公设备", ""),
        ("一、货物A", "办公设备", "复印机"), ("一、货物A", "办公设备", "台式计算机"),
        ("三、服务C", "", ""), ("三、服务C", "印刷费", ""), ("三、服务C", "印刷费", "印刷服务"),
    )  # fmt: skip
    assert below(records) == [[1, 5], [2], [3, 4], [], [], [6], [7], []]


def test_purchases_without_projects_stand_below_the_total() -> None:
    records = bought(("货物", "办公设备", "复印机"), ("服务", "印刷费", "印刷"), ("合计", "", ""))
    assert below(records) == [[], [], [0, 1]]


@pytest.mark.parametrize(
    "rows",
    [
        (("货物", "", ""), ("货物", "办公设备", ""), ("货物", "印刷", ""), ("货物", "印刷", "纸")),
        (("货物", "", ""), ("货物", "办公设备", "复印机"), ("合计", "", ""), ("服务", "", "")),
        (
            ("货物", "", ""),
            ("货物", "", "复印机"),
            ("货物", "印刷费", ""),
            ("货物", "印刷费", "纸"),
        ),
    ],
    ids=["a project without purchases", "a total in the middle", "purchases before a project"],
)
def test_purchases_of_several_prints_are_unclear(rows: Any) -> None:
    assert below(bought(*rows))[0] is None


@given(st.lists(st.sampled_from(["2", "20", "213", "21303", "2130301", "208", ""]), max_size=30))
def test_no_row_stands_below_two_rows_or_below_itself(codes: list[str]) -> None:
    found = [at for rows in below(coded(*((code, "合计") for code in codes))) for at in rows or []]
    assert len(found) == len(set(found))
    for place, rows in enumerate(below(coded(*((code, "合计") for code in codes)))):
        assert place not in (rows or [])


@pytest.mark.parametrize(
    ("names", "path"),
    [
        ("公共安全支出/司法/其他司法支出", "公共安全/司法/其他司法"),
        ("一、农林水支出/水利/（一）行政运行", "农林水/水利/行政运行"),
        ("司法/行政运行", ""),
    ],
)
def test_the_names_of_a_budget_item(names: str, path: str) -> None:
    assert item_path(names) == path


def table(name: str, records: Sequence[Record], *lengths: int, unread: int = 0) -> Scope:
    """The scope of a form whose list is printed as tables of these lengths."""
    sheets, start = [], 0
    for length in lengths or (len(records),):
        rows = tuple(records[start : start + length])
        sheets.append(Sheet(name, "", "", (), "元", rows))
        start += length
    cell = Cell("残字", unread, 1, 0, unread, 3)
    doubts = (Doubt("未识别", Message("残字", "scrap"), (cell,)),) if unread else ()
    span = Span(1, 1, 99, 1)
    form = Form("f1", "k", "", span, (), {name: tuple(records)}, doubts, tuple(sheets))
    columns = ("方向", "科目编码", "科目名称", "合计")
    return subject(form, Names((), {name: columns, "收入总表": columns}), VOCABULARY)


def rows_of(scope: Scope, name: str) -> tuple[Row, ...]:
    found = scope[name]
    assert type(found) is tuple
    return found


def test_each_printed_table_is_a_tree_of_its_own() -> None:
    records = [*coded(("213", "农林水"), ("", "合计")), *coded(("208", "社保"), ("", "合计"))]
    rows = rows_of(table("支出总表", records, 2, 2), "支出总表")
    assert [plain(row.fields["表序"].mid) for row in rows] == ["1", "1", "2", "2"]
    assert rows[3].fields["下级"] == (rows[2],)


def test_every_row_knows_the_total_row_of_its_table() -> None:
    records = [*coded(("", "合计"), ("213", "农林水")), *coded(("208", "社保"), ("", "合计"))]
    rows = rows_of(table("支出总表", records, 2, 2), "支出总表")
    assert [row.fields["合计行"] for row in rows] == [rows[0], rows[0], rows[3], rows[3]]


def test_the_total_row_of_a_side_is_its_grand_total() -> None:
    records = side("一、财政拨款", "本年收入合计", "上年结转", "收入总计")
    rows = rows_of(table("收支总表", records), "收支总表")
    assert rows[0].fields["合计行"] == rows[3]


def test_a_row_is_looked_up_by_its_code_and_never_where_two_have_it() -> None:
    once = table("支出总表", CODES)
    found = entry(once["支出总表"], Text("21303"), once)
    assert found.fields["科目名称"].text == "水利"
    twice = table("支出总表", [*CODES, *coded(("21303", "水利"))])
    lost = entry(twice["支出总表"], Text("21303"), twice)
    assert isinstance(lost, Missing) and lost.kind == "undefined"


def test_a_table_with_text_that_was_not_read_has_no_sure_rows_below() -> None:
    records = coded(("213", "农林水"), ("21303", "水利"))
    lost = rows_of(table("支出总表", records, unread=2), "支出总表")[0].fields["下级"]
    assert isinstance(lost, Missing) and lost.kind == "lost"
    sure = rows_of(table("支出总表", records, unread=3), "支出总表")
    assert sure[0].fields["下级"] == (sure[1],)


def test_a_budget_has_no_rows_of_a_table_that_it_does_not_print() -> None:
    assert table("支出总表", coded(("213", "农林水")))["收入总表"] == ()


def test_a_statement_is_tied_to_the_rows_of_its_item() -> None:
    amount = Field("合计", printed_number(100, 0, "万元", "100"))
    item = record(3, 科目编码="2130301", 科目名称="行政运行")
    printed = (
        *coded(("213", "农林水支出"), ("21303", "水利")),
        item._replace(fields={**item.fields, "合计": amount}),
    )
    claims = (
        record(9, 科目编码="2130301"),
        record(10, 科目="农林水/水利/行政运行"),
        record(11, 科目="农林水/农业/行政运行"),
        record(12, 项目="会议费"),
    )
    named = tuple(claim._replace(name="文中表述") for claim in claims)
    tables = {"一般公共预算支出表": printed, "文中表述": named}
    form = Form("f1", "k", "", Span(1, 1, 99, 1), (), tables)
    columns = ("科目编码", "科目名称", "合计")
    names = Names((), {"一般公共预算支出表": columns, "文中表述": ("项目", "科目", "科目编码")})
    rows = rows_of(subject(form, names, VOCABULARY), "文中表述")
    tied = [[row.fields["科目编码"].text for row in claim.fields["同科目"]] for claim in rows]
    assert tied == [["2130301"], ["2130301"], [], []]


def test_a_statement_of_a_report_without_tables_is_tied_to_nothing() -> None:
    claim = record(9, 项目="会议费")._replace(name="文中表述")
    form = Form("f1", "k", "", Span(1, 1, 99, 1), (), {"文中表述": (claim,)})
    (row,) = rows_of(subject(form, Names((), {"文中表述": ("项目",)}), {}), "文中表述")
    assert row.fields["同科目"] == () and row.fields["分项"] == ()
