"""Money tables of invented budgets, in the ways they are printed, read row by row."""

import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from forms.kit import data, shipped, tabbed

from perfcheck.extract.money import MoneyRead, money_tables
from perfcheck.form import Field, Record, Sheet
from perfcheck.readers import read
from perfcheck.values import Missing, Number, Text, plain

HERE = Path(__file__).parent / "budgets"
NAMES = sorted(path.stem for path in HERE.glob("tables_*.txt"))
MARKS = {"certain": "", "inferred": " ?", "realigned": " ~"}


@cache
def book() -> Any:
    return data()["money"]


def reading(source: str) -> MoneyRead:
    document = read("budget.txt", source.encode())
    return money_tables(document.rows, book(), shipped().vocabulary)


def only(source: str) -> Sheet:
    (table,) = reading(source).tables
    return table


def said(field: Field) -> str:
    match field.value:
        case Number(unit="") as number:
            shown = plain(number.mid, commas=False)
        case Number() as number:
            shown = plain(number.mid, number.unit, number.decimals, commas=False) + number.unit
        case Text(text):
            shown = text
        case Missing("blank"):
            shown = "·"
        case Missing(kind):
            shown = f"<{kind}>"
        case other:
            raise AssertionError(other)
    return shown + MARKS[field.certainty]


def told(record: Record) -> dict[str, object]:
    """The columns that the table prints, each with its value, and the record's line."""
    shown = {name: said(field) for name, field in record.fields.items()}
    kept = {name: value for name, value in shown.items() if value != "<absent>"}
    return {"line": record.line, **kept}


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_every_table(name: str) -> None:
    found = reading((HERE / f"{name}.txt").read_text("utf-8"))
    expected = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    heads = [(at.name, at.number, at.unit, list(at.columns)) for at in found.tables]
    assert heads == [
        (at["name"], at["number"], at["unit"], at["columns"]) for at in expected["tables"]
    ]
    for table, wanted in zip(found.tables, expected["tables"], strict=True):
        assert [told(record) for record in table.records] == wanted["records"], table.name
    assert [cell.line for cell in found.notes] == expected["notes"]
    assert [cell.line for cell in found.left] == expected["left"]
    doubts = [[at.kind, at.cells[0].line] for at in found.doubts if at.kind != "格式残留"]
    assert doubts == expected["doubts"]


def lines_of(read_: MoneyRead) -> list[list[object]]:
    return [[at.kind, at.cells[0].line] for at in read_.doubts]


@pytest.mark.parametrize("name", NAMES)
def test_every_character_of_a_table_is_claimed_or_left(name: str) -> None:
    source = (HERE / f"{name}.txt").read_text("utf-8")
    found, printed = reading(source), source.split("\n")
    seen = [
        (cell.line, column)
        for cell in (*found.claimed, *found.left)
        for column in range(cell.column, cell.end_column)
    ]
    blank = {at for at in seen if not printed[at[0] - 1][at[1] - 1].strip()}
    assert len(seen) == len(set(seen))
    for line in found.lines:
        text = printed[line - 1]
        columns = {column for at, column in set(seen) - blank if at == line}
        columns = {column for column in columns if text[column - 1] != "#"}
        assert columns == {at for at, sign in enumerate(text, 1) if sign.strip() and sign != "#"}


def figures(source: str) -> dict[tuple[str, ...], set[str]]:
    """Every figure by table, code, name and column, and which side each name stands on."""
    found: dict[tuple[str, ...], set[str]] = {}
    for table in reading(source).tables:
        for record in table.records:
            shown = {name: said(field)[:-2] for name, field in record.fields.items()}
            texts = ("科目编码", "科目名称", "项目名称", "行名", "采购物品名称")
            row = "/".join(said(record.fields[at]).rstrip(" ?~") for at in texts if at in shown)
            for name, field in record.fields.items():
                if isinstance(field.value, Number) or name == "方向":
                    value = said(field).rstrip(" ?~")
                    found.setdefault((table.name, row, name), set()).add(value)
    return found


def lose_cells(line: str, chance: random.Random) -> str:
    """Leading tabs get lost; an empty cell is lost or added."""
    leading = len(line) - len(line.lstrip("\t"))
    if leading and chance.random() < 0.3:
        return line[chance.randint(1, leading) :]
    if "\t" not in line or chance.random() > 0.05:
        return line
    cells = line.split("\t")
    at = chance.randrange(len(cells))
    return "\t".join([*cells[:at], *([] if not cells[at] else ["", cells[at]]), *cells[at + 1 :]])


def move_cells(line: str, chance: random.Random) -> str:
    """A row or what follows one of its gaps is printed some blanks aside."""
    if "  " not in line or chance.random() > 0.3:
        return line
    if chance.random() < 0.6:
        return " " * chance.randint(1, 4) + line
    gaps = [gap for gap in re.finditer(" {3,}", line) if gap.start()]
    if not gaps:
        return line
    gap = chance.choice(gaps)
    width = max(2, len(gap[0]) + chance.randint(-3, 3))
    return line[: gap.start()] + " " * width + line[gap.end() :]


@pytest.mark.parametrize("name", NAMES)
def test_damage_loses_figures_but_never_moves_one_to_another_column(name: str) -> None:
    source = (HERE / f"{name}.txt").read_text("utf-8")
    whole = figures(source)
    damage = lose_cells if name == "tables_tabs" else move_cells
    for seed in range(12):
        chance = random.Random(seed)
        damaged = "\n".join(damage(line, chance) for line in source.split("\n"))
        for at, values in figures(damaged).items():
            assert at not in whole or values <= whole[at], (seed, at)


def test_a_side_is_told_by_its_numbering_or_by_nobody() -> None:
    source = tabbed("""
收支总表
单位：万元
收 入→→支 出→
项目→预算数→项目→预算数
一、财政拨款→120→一、教育支出→20
二、事业收入→0→二、农林水支出→60
→→三、住房保障支出→30
四、卫生健康支出→10
灾害防治支出→0
收入总计→120→支出总计→120
""")
    found = reading(source)
    (row,) = [
        at for at in found.tables[0].records if said(at.fields["科目名称"]) == "四、卫生健康支出 ~"
    ]
    assert (said(row.fields["方向"]), said(row.fields["预算数"])) == ("支出", "10万元 ~")
    assert [cell.text for cell in found.left] == ["灾害防治支出", "0"]
    assert lines_of(found) == [["错列", 8], ["错列", 9]]


def test_a_figure_between_two_columns_is_taken_from_neither() -> None:
    found = reading("""
                支出总表
                                              单位：万元
科目编码    科目名称         合计       基本支出     项目支出
213       农林水支出       120.00     80.00     40.00
2130301   行政运行          80.00          40.00
""")
    row = told(found.tables[0].records[1])
    assert row["合计"] == "80万元 ~" or row["合计"] == "80.00万元 ~"
    assert (row["基本支出"], row["项目支出"]) == ("<lost> ~", "<lost> ~")
    assert lines_of(found) == [["错列", 6]]


def test_a_row_with_too_many_figures_is_left_and_said_so() -> None:
    found = reading("""
                支出总表
                                         单位：万元
科目编码    科目名称        合计      基本支出      项目支出
213       农林水支出       120.00     80.00     40.00
2130301   行政运行          80.00     80.00      0.00    5.00
其中有一段文字
2130305   水利             40.00      0.00     40.00
""")
    assert told(found.tables[0].records[1])["合计"] == "<lost>"
    assert [cell.text for cell in found.left] == [
        "80.00",
        "80.00",
        "0.00",
        "5.00",
        "其中有一段文字",
    ]
    assert lines_of(found) == [["未识别", 6], ["未识别", 7]]


def test_a_total_may_stand_across_code_and_name() -> None:
    rows = ("合计→→120→80→40", "合计→120→80→40")
    head = "支出总表\n单位：元\n科目编码→科目名称→合计→基本支出→项目支出\n"
    for row, mark in zip(rows, ("", " ~"), strict=True):
        first = only(tabbed(head + row + "\n213→农林水支出→120→80→40")).records[0]
        shown = {name: said(first.fields[name]) for name in ("合计", "基本支出", "项目支出")}
        assert shown == {
            name: value + mark
            for name, value in (("合计", "120元"), ("基本支出", "80元"), ("项目支出", "40元"))
        }


def test_codes_printed_with_their_names_and_heads_nobody_knows() -> None:
    table = only("""
## 表 3 支出总表

单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 备用金 |
|---|---|---|---|---|
| 213 | 农林水支出 | 120 | 0 | - |
| [21303]水利 | | 120 | | 1.5 |
| 2130301行政运行 | | 120 | 80 | |
""")
    codes = [(said(at.fields["科目编码"]), said(at.fields["科目名称"])) for at in table.records]
    assert codes == [("213", "农林水支出"), ("21303", "水利"), ("2130301", "行政运行")]
    assert [said(at.fields["备用金"]) for at in table.records] == ["·", "1.5万元", "·"]
    assert [said(at.fields["基本支出"]) for at in table.records] == ["0万元", "·", "80万元"]
    assert said(table.records[0].fields["项目支出"]) == "<absent>"
    assert table.records[2].fields["合计"].path == ("表 3 支出总表", "行政运行", "合计")
    assert table.number == "3"


@pytest.mark.parametrize("gap", ["\t", "      "])
def test_final_accounts_number_their_rows_and_columns(gap: str) -> None:
    source = """
收入支出决算总表
公开01表
部门：云川市水务局→→→→→金额单位：万元
收入→→→支出→→
项目→行次→决算数→项目→行次→决算数
栏次→→1→栏次→→2
一、一般公共预算财政拨款收入→1→120.00→一、农林水支出→31→100.00
总计→30→120.00→总计→60→100.00
注：本表反映部门本年度的总收支。
""".replace("→", gap)
    found = reading(source)
    rows = [told(at) for at in found.tables[0].records]
    assert [(row["方向"], row["行次"], row["决算数"]) for row in rows] == [
        ("收入", "1", "120.00万元"),
        ("支出", "31", "100.00万元"),
        ("收入", "30", "120.00万元"),
        ("支出", "60", "100.00万元"),
    ]
    assert found.tables[0].number == "1" and len(found.notes) == 1


def test_contents_and_prose_are_no_tables() -> None:
    found = reading("目录\n一、收支总表\n二、支出总表\n第一部分 概况\n2031年支出总表见后。\n")
    assert not found.tables and not found.lines


def test_each_owner_has_tables_of_its_own() -> None:
    page = "支出总表\n部门：{}→→单位：元\n科目编码→科目名称→合计\n213→农林水支出→{}\n"
    one, other = page.format("云川市水务局", 120), page.format("青禾县民政局", 20)
    assert len(reading(tabbed(one + other)).tables) == 2
    assert len(reading(tabbed(one + one)).tables) == 1


def test_the_unit_of_a_head_beats_that_of_the_page() -> None:
    table = only(
        tabbed("支出总表\n单位：万元\n科目编码→科目名称→合计（元）\n213→农林水支出→1200000")
    )
    field = table.records[0].fields["合计"]
    assert (said(field), field.unit, field.unit_certain) == ("1200000元", "元", True)


def test_every_table_and_column_can_be_named_in_rules() -> None:
    concepts = data()["concepts"]["tables"]
    for name, kind in book()["tables"].items():
        types = {column: at["type"] for column, at in concepts[name]["columns"].items()}
        own = {at: book()["columns"][at].get("type", "money") for at in kind["columns"]}
        sides = {"方向": "text", "分类": "text"} if kind["shape"] == "sides" else {}
        assert types == {**sides, **own}, name


def test_the_end_of_a_wrapped_purchase_is_no_class_of_purchases() -> None:
    table = only(WRAPPED_PURCHASES)
    assert [said(record.fields["采购物品名称"]) for record in table.records] == [
        "·", "·", "·", "印刷服务", "·", "设备维修和保养服务 ?",
    ]  # fmt: skip
    assert said(table.records[-1].fields["采购品目大类"]) == "三、服务C ?"


WRAPPED_PURCHASES = """\
                         政府采购支出预算表
部门：云川市水务局                                             单位：万元

采购品目大类   专项名称          经济科目      采购物品名称      采购组织形式     总计

合计                                                              55.00

三、服务C                                                           55.00

           文件印刷费         印刷费                                   40.00

                                     印刷服务       政府集中采购       40.00

           设备运行费         维修（护）费                               15.00

                                     设备维修和保养
                                                政府集中采购       15.00
                                     服务
"""
