"""The columns that the judge works out: which lists have them, and what they are."""

from perfcheck.lang.derived import DERIVED, derived_columns
from perfcheck.lang.reference import document
from perfcheck.lang.types import MONEY, TEXT

CODED = {"科目编码": TEXT, "科目名称": TEXT, "合计": MONEY}


def test_rows_with_codes_or_sides_have_rows_below() -> None:
    added = derived_columns({"甲表": CODED, "乙表": {"方向": TEXT, "科目名称": TEXT}})
    assert added["甲表"].keys() == {"表序", "层次", "全称", "下级", "合计行"}
    assert added["乙表"].keys() == {*added["甲表"], "科目编码"}
    below = added["甲表"]["下级"]
    assert below.kind == "rows" and below.columns is not None
    assert below.columns["合计"] == MONEY and "下级" not in below.columns


def test_other_lists_have_none() -> None:
    assert derived_columns({"任务": {"任务名称": TEXT, "投入资金": MONEY}}) == {}


def test_a_statement_has_its_parts_and_the_rows_of_its_item() -> None:
    tables = {"文中表述": {"项目": TEXT}, "表述分项": {"金额": MONEY}, "支出总表": CODED}
    added = derived_columns(tables)["文中表述"]
    assert added["分项"].columns == {"金额": MONEY}
    assert added["同科目"].columns == CODED


def test_every_derived_column_is_documented() -> None:
    page = document()
    assert all(f"| `{column.name}` |" in page for column in DERIVED)
