"""The reference of the language for people, written from the tables that the machine uses."""

from collections.abc import Iterator, Sequence

from perfcheck.lang.calls import WANTED
from perfcheck.lang.derived import DERIVED, Derived
from perfcheck.lang.documents import EXAMPLE, KEYS
from perfcheck.lang.functions import FUNCTIONS, Function
from perfcheck.lang.nodes import DEEPEST, LONGEST
from perfcheck.lang.runtime import Row, Scope, both, either, opposite
from perfcheck.lang.types import NAMES, PARTS
from perfcheck.messages import Message
from perfcheck.values import Missing, Number, Text, Truth, printed_number

_GRAMMAR = """\
条件   := 条件 或 条件 | 条件 且 条件 | 非 条件 | 比较          (or and not)
比较   := 算式 (== | != | < | <= | > | >= | 属于) 算式 …        (in)；甲 <= 乙 <= 丙 可以连写
算式   := 算式 (+ | - | * | /) 算式 | -算式 | 项
项     := 数 | "文字" | 名称 | 函数(项, …) | {项, …} | (条件) | 项.名称 | 项[条件或名称或行号]
数     := 123 | 12.5 | 50万元 | 3亿元 | 100元 | 95% | 5‰       (没有千分位逗号)
文字   := "…" | '…' | “…”
名称   := 汉字、字母开头，后接汉字、字母、数字、_ ；其他写法用 【因公出国(境)费】"""

_MISSING: tuple[tuple[str, Message], ...] = (
    ("absent", Message("表上没有找到这个单元格", "no such cell was found")),
    ("blank", Message("单元格在，但是空的（或只有“—”）", "the cell is there and empty (or “—”)")),
    ("lost", Message("可能在转换中丢失", "reading may have lost it")),
    ("unreadable", Message("有文字，但读不成数", "there is a text, but no figure")),
    ("undefined", Message("没有确定的结果", "no answer: not unique, divided by zero, other units")),
)

_FIXED: tuple[tuple[str, Message], ...] = (
    ("本行", Message("each 的当前一行", "the row of each")),
    ("上一行", Message("each 的前一行", "the row before it")),
    ("行号", Message("each 中的行号，从 1 起", "its number, from 1")),
    ("表单", Message("整张表", "the form")),
    ("值", Message("一列值中的一个", "an item of a list of values")),
    ("键", Message("分组的键", "the key of a group")),
    ("行", Message("分组的各行", "the rows of a group")),
    ("甲", Message("两两中在前的一行；对应中第一个列表的一行", "the earlier row of a pair")),
    ("乙", Message("两两中在后的一行；对应中第二个列表的一行", "the later row of a pair")),
    (
        "左",
        Message(
            "（仅用于 message）不成立的比较的左边", "the left side that failed (messages only)"
        ),
    ),
    (
        "右",
        Message(
            "（仅用于 message）不成立的比较的右边", "the right side that failed (messages only)"
        ),
    ),
)

_RULES: tuple[tuple[str, Message], ...] = (
    (
        "== <= >=",
        Message("四舍五入允许时就成立", "hold wherever rounding allows"),
    ),
    (
        "!= < >",
        Message(
            "超出四舍五入才成立（与上一行正好相反）",
            "hold only beyond rounding: the exact opposites",
        ),
    ),
    (
        "50万元、95%",
        Message(
            "规则里写的数、指标值、计数、年份、印出的 0 没有舍入",
            "literals, targets, counts, years and printed zeros are exact",
        ),
    ),
    (
        "金额 < 50",
        Message(
            "不行：要写单位（0 除外）；比率要写 %",
            "refused: write a unit (except for 0); ratios with %",
        ),
    ),
    (
        "甲.乙",
        Message(
            "一行的栏目；若干行则是每一行的，连成一列",
            "a column of a row; of rows, the column of each",
        ),
    ),
    (
        "表[条件]",
        Message(
            "满足条件的行；方括号里的名称先指这一行的栏目",
            "the rows that fulfil it; names mean the row's columns first",
        ),
    ),
    (
        '表["名称"]、表[2]',
        Message(
            "按名称（去掉编号、括号、空格）或行号取一行；名称不唯一则无结果",
            "a row by its key (folded) or its number; a key on two rows gives no answer",
        ),
    ),
)


def example() -> Scope:
    """The form that the examples of the functions' table are about."""
    rows = (("水质监测", 12050, 2), ("河道清淤", 3000, 2), ("水质监测", 2000, 2))
    tasks = tuple(
        Row("任务", {"任务名称": Text(name), "投入资金": _money(digits, places)})
        for name, digits, places in rows
    )
    fields = {
        "年度": printed_number(2026, 0, "", "2026", exact=True),
        "基本支出": _money(99999, 2),
        "其他资金": Missing("blank"),
        "任务": tasks,
    }
    words = Scope({"名词表": frozenset(("水库", "道路"))})
    return Scope(fields, words, Row("表单", fields))


def _money(digits: int, places: int) -> Number:
    printed = f"{digits / 10**places:.{places}f}"
    return printed_number(digits, places, "万元", printed)


def document() -> str:
    """Return the language reference as Markdown, Chinese with English beside it."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# 规则语言 · The rule language"
    yield ""
    yield "由 `perfcheck.lang` 的表格生成，请勿手改。Generated from the tables of `perfcheck.lang`."
    yield from ("", "## 写法 · Grammar", "", "```", *_GRAMMAR.splitlines(), "```", "")
    yield f"最长 {LONGEST} 个字符、{DEEPEST} 层。At most {LONGEST} characters, {DEEPEST} levels."
    yield "全角符号与半角相同。Full-width signs are the same as plain ones."
    yield from ("", "## 规矩 · What holds", "", *_table(("写法", "含义", "meaning"), _RULES))
    yield from ("", "## 类型 · Types", "")
    yield from _table(("类型", "中文", "English"), tuple(NAMES.items()))
    yield from ("", "### 指标值的各项 · Parts of a target", "")
    parts = tuple((f".{name}", meaning) for name, (_, meaning) in PARTS.items())
    yield from _table(("写法", "含义", "meaning"), parts)
    yield from ("", "## 没有值 · Missing values", "")
    yield from _table(("种类", "含义", "meaning"), _MISSING)
    yield from ("", *_truth_tables())
    yield from ("", "## 固定名称 · Fixed names", "", *_table(("名称", "含义", "meaning"), _FIXED))
    yield from ("", "## 跨文档 · Across documents", "")
    yield "`perfcheck lint --together` 用这样的规则。Such rules are used with `--together`."
    yield from ("", "```yaml", *EXAMPLE.splitlines(), "```", "")
    yield from _table(("写法", "含义", "meaning"), KEYS)
    yield from ("", "## 推出的栏目 · Columns worked out", "")
    yield "| 栏目 | 哪些表 | lists | 含义 | meaning |"
    yield "| --- | --- | --- | --- | --- |"
    yield from map(_derived, DERIVED)
    yield from ("", "## 函数 · Functions", "")
    yield "| 函数 | English | 参数 | 含义 | meaning | 例 | 结果 |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    yield from map(_function, FUNCTIONS)


def _table(head: Sequence[str], rows: Sequence[tuple[str, Message]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "| --- | --- | --- |"
    for name, meaning in rows:
        yield f"| {_cell(f'`{name}`')} | {_cell(meaning.zh)} | {_cell(meaning.en)} |"


def _derived(column: Derived) -> str:
    lists, meaning = column.lists, column.meaning
    cells = (f"`{column.name}`", lists.zh, lists.text("en"), meaning.zh, meaning.text("en"))
    return f"| {' | '.join(map(_cell, cells))} |"


def _function(function: Function) -> str:
    parameters = "、".join(WANTED[name.rstrip("?")].zh for name in function.parameters)
    expression, gives = function.example
    cells = (
        f"`{function.name}`",
        " ".join(f"`{alias}`" for alias in function.aliases),
        parameters,
        function.meaning.zh,
        function.meaning.en,
        f"`{expression}`",
        gives,
    )
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _truth_tables() -> Iterator[str]:
    truths: tuple[Truth, ...] = (True, False, Missing("absent"))
    names = {True: "是", False: "否"}

    def name(truth: Truth) -> str:
        return names[truth] if isinstance(truth, bool) else "缺"

    yield "| 左 | 右 | 且 | 或 | 非 左 |"
    yield "| --- | --- | --- | --- | --- |"
    for left in truths:
        for right in truths:
            joined = False if left is False else both(left, right)
            either_way = True if left is True else either(left, right)
            cells = (left, right, joined, either_way, opposite(left))
            yield f"| {' | '.join(map(name, cells))} |"
