"""The columns that no form prints: what is known of a row from the rows around it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from perfcheck.messages import Message

if TYPE_CHECKING:
    from perfcheck.lang.types import Type


class Derived(NamedTuple):
    """A column that the judge adds to the rows of some lists; `lists` says of which."""

    name: str
    lists: Message
    meaning: Message


PARTS: Mapping[str, str] = {"文中表述": "表述分项", "资金使用单位": "项目", "项目": "绩效指标"}
"""List → the list whose rows stand below its own, as 分项."""

SAME_ITEM = ("文中表述", "文中科目")
TOTAL_ROW = "合计行"
ITEM_TABLES = ("一般公共预算支出表", "财政拨款支出表", "支出总表")
"""The tables whose rows a statement of the prose on a budget item may be held against."""

CODED_TABLES = ("支出总表", "财政拨款支出表", "一般公共预算支出表")
"""The tables that tell the codes of rows that are printed without, the first that knows them."""

_TREES = Message("各张预算（决算）表", "the tables of budgets and accounts")

DERIVED: tuple[Derived, ...] = (
    Derived(
        "分项",
        Message("文中表述、资金使用单位、项目", "文中表述, 资金使用单位, 项目"),
        Message(
            "属于这一行的各行：表述的分项、单位的项目、项目的指标",
            "the rows that belong to it: parts of a claim, projects of a unit, indicators",
        ),
    ),
    Derived(
        "同科目",
        Message("文中表述、文中科目", "文中表述, 文中科目"),
        Message(
            "一般公共预算支出表、财政拨款支出表、支出总表中同一科目（编码相同，或类、款、项名称相同）的行",
            "rows of the same budget item (by code, or by all its names) in the tables of"
            " expenditure",
        ),
    ),
    Derived(
        "下级",
        _TREES,
        Message(
            "同一张表里下一级的各行（类的款、款的项、合计行的类）；分不清时无结果",
            "the rows one level below it in the same printed table; no answer where unclear",
        ),
    ),
    Derived(
        "层次",
        _TREES,
        Message("0 为合计行，1 为类（一、），2、3 依次向下", "0 a total, 1 its parts, and so on"),
    ),
    Derived(
        "全称",
        _TREES,
        Message("由上而下的科目名称，用“/”连接", "names from the top down, joined by /"),
    ),
    Derived(
        TOTAL_ROW,
        _TREES,
        Message(
            "同一张表（收支表则是同一方）的合计行、总计行；没有或分不清时为空白",
            "the (grand) total row of the same printed table or side; blank where it has none",
        ),
    ),
    Derived(
        "科目编码",
        Message("收支总表、财政拨款收支总表", "收支总表, 财政拨款收支总表"),
        Message(
            "支出一方各行的功能分类科目编码，由同一文件中印有编码的表按名称和次序得出；得不出时为空白",
            "codes of the rows of expenditure, by their names and order in the coded tables of the"
            " same document; blank where these do not tell",
        ),
    ),
    Derived(
        "表序",
        _TREES,
        Message("印出的第几张这样的表，从 1 起", "which printed table of this name, from 1"),
    ),
)


def is_tree(columns: Mapping[str, object] | tuple[str, ...]) -> bool:
    """Whether rows with these columns have rows below them: by code, by numbering, by project."""
    if "采购物品名称" in columns:
        return True
    return "科目名称" in columns and ("科目编码" in columns or "方向" in columns)


def is_sheet(name: str) -> bool:
    """Whether a list is a printed table of a budget; a budget that lacks one has no rows of it.

    >>> is_sheet("支出总表"), is_sheet("绩效指标")
    (True, False)
    """
    return name.endswith("表")


def derived_columns(
    tables: "Mapping[str, Mapping[str, Type]]",
) -> "dict[str, dict[str, Type]]":
    """What the judge adds to the columns of each list; rows below a row have no rows below."""
    from perfcheck.lang.types import COUNT, TEXT, item_of, rows_of

    added: dict[str, dict[str, Type]] = {}
    for name, columns in tables.items():
        if is_tree(columns):
            plain = {"层次": COUNT, "全称": TEXT, "表序": COUNT}
            plain |= {"科目编码": TEXT} if "方向" in columns else {}
            rows = rows_of({**columns, **plain})
            added[name] = {**plain, "下级": rows, TOTAL_ROW: item_of(rows)}
        elif PARTS.get(name) in tables:
            added[name] = {"分项": rows_of(tables[PARTS[name]])}
    items = [tables[name] for name in ITEM_TABLES if name in tables]
    for name in SAME_ITEM if items else ():
        if name in tables:
            shared = {at: items[0][at] for at in items[0] if all(at in other for other in items)}
            added.setdefault(name, {})["同科目"] = rows_of(shared)
    return added
