"""The functions of the language: one table for parser, checker, compiler and docs."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from perfcheck.messages import Message


class Function(NamedTuple):
    """One function. `parameters` and `result` are words of `perfcheck.lang.calls`.

    A parameter that ends in ? may be left out. `code` is the Python function that is called, with
    a point in front where it stands in `perfcheck.lang.texts` and is fetched when first called.
    `example` is an expression about `perfcheck.lang.reference.example()` and what it gives.
    """

    name: str
    aliases: tuple[str, ...]
    parameters: tuple[str, ...]
    result: str
    code: str
    meaning: Message
    example: tuple[str, str]


def _entry(
    names: str, parameters: str, result: str, code: str, zh: str, en: str, example: str, gives: str
) -> Function:
    name, *aliases = names.split()
    return Function(
        name,
        tuple(aliases),
        tuple(parameters.split()),
        result,
        code,
        Message(zh, en),
        (example, gives),
    )


FUNCTIONS: tuple[Function, ...] = (
    _entry(
        "有 has", "any", "truth", "has",
        "填了没有：空白、没有这个单元格、空表都是“否”；可能在转换中丢失的，不作判断",
        "whether something is there: blank, absent and empty lists are no; lost ones are missing",
        "有(其他资金)", "否",
    ),
    _entry(
        "空白 blank", "any", "truth", "blank",
        "单元格在，但没有填（或只有“—”）", "whether the cell is there and empty (or “—”)",
        "空白(其他资金)", "是",
    ),
    _entry(
        "缺省 default", "any any", "either", "default",
        "空白或没有找到时用第二个值；读不出或可能丢失的仍作缺失",
        "the second value where the first is blank or absent; what may be lost stays missing",
        "缺省(其他资金, 0)", "0",
    ),
    _entry(
        "合计 sum", "figures", "item", "total",
        "各数之和，空白不计；没有可加的数时无结果（不是 0）",
        "the sum, blanks left out; nothing to add up is missing, not 0",
        "合计(任务.投入资金)", "170.50",
    ),
    _entry(
        "个数 count", "list", "count", "count",
        "行数；一列值则数不空的", "how many rows, or how many values that are not blank",
        "个数(任务)", "3",
    ),
    _entry(
        "最大 max", "figures", "item", "largest",
        "最大的一个，空白不计", "the largest, blanks left out", "最大(任务.投入资金)", "120.50",
    ),
    _entry(
        "最小 min", "figures", "item", "smallest",
        "最小的一个，空白不计", "the smallest, blanks left out", "最小(任务.投入资金)", "20.00",
    ),
    _entry(
        "每个 every", "list condition", "truth", "every",
        "每一行都满足；条件遇到空白的行不算，一行都不剩时无结果；空表为“是”",
        "whether all rows fulfil the condition; rows where it meets a blank are left out",
        "每个(任务, 投入资金 > 0)", "是",
    ),
    _entry(
        "存在 exists", "list condition", "truth", "exists",
        "至少一行满足；条件遇到空白的行不算；空表为“否”",
        "whether a row fulfils the condition; rows where it meets a blank are left out",
        '存在(任务, 任务名称 == "水质监测")', "是",
    ),
    _entry(
        "分组 group", "rows key", "groups", "group",
        "按键（去掉编号、空格、括号后）分成组，每组有 键 和 行；键为空白的行不算",
        "rows of equal folded key, each group with 键 (key) and 行 (rows); blank keys left out",
        "个数(分组(任务, 任务名称)[个数(行) > 1])", "1",
    ),
    _entry(
        "两两 pairs", "rows", "pairs", "pairs",
        "任意两行配成一对：甲（前）、乙（后）",
        "every two rows: 甲 (the earlier) and 乙 (the later)",
        "个数(两两(任务))", "3",
    ),
    _entry(
        "对应 matched", "rows key rows key", "pairs", "matched",
        "两个列表中键相同（去掉编号、空格、括号后）的行配成一对：甲（第一个列表的）、乙（第二个的）；"
        "键在一个列表里有两行的不配",
        "rows of two lists with the same folded key: 甲 (of the first), 乙 (of the second); a key"
        " on two rows of a list is left out",
        "个数(对应(任务, 任务名称, 任务, 任务名称))", "1",
    ),
    _entry(
        "不同 distinct", "list", "same", "distinct",
        "去掉重复的值（各留第一个）和空白", "the first of each value, without blanks",
        "个数(不同(任务.任务名称))", "2",
    ),
    _entry(
        "若 if", "truth any any", "branch", "if",
        "条件成立取第二个，否则取第三个；只算用到的一个",
        "the second where the condition holds, else the third; only that one is computed",
        "若(年度 > 2025, 1, 2)", "1",
    ),
    _entry(
        "绝对值 abs", "figure", "first", "size",
        "去掉负号", "without its sign", "绝对值(-3.5)", "3.5",
    ),
    _entry(
        "精确 exact", "figure", "first", "exactly",
        "当作没有舍入的数",
        "the figure as if it were not rounded", "精确(基本支出) < 1000万元", "是",
    ),
    _entry(
        "放宽 loosen", "figure", "first", "loosened",
        "末位可以上下差 1 的数（截去尾数、凑整时）；没有舍入的数不变",
        "the figure give or take 1 in its last digit (digits cut off or bent); exact ones stay",
        "放宽(基本支出) == 1000万元", "是",
    ),
    _entry(
        "单位 unit", "any", "unit", "unit_of",
        "数的单位；一列则每个的单位；没有单位时为空白",
        "the unit of a figure, or of each figure of a list; blank where it has none",
        "单位(基本支出)", "万元",
    ),
    _entry(
        "年份 years", "texts", "counts", ".years_in",
        "文字中的“20xx年”，书名号、文号和“截至”里的不算",
        "the years (20xx年) of a text, without those in titles, document numbers and 截至",
        '年份("2026年建成，2027年验收")', "2026、2027",
    ),
    _entry(
        "数字 numbers", "texts", "numbers", ".numbers_in",
        "文字中的数和单位，编号（1、 2.）不算",
        "the figures of a text with their units, list numbers left out",
        '个数(数字("新建3个站点，覆盖95%"))', "2",
    ),
    _entry(
        "长度 length", "text", "count", ".length",
        "字数（空格不计）", "number of characters, blanks not counted", '长度("全 年")', "2",
    ),
    _entry(
        "规范 fold", "text", "text", ".folded_text",
        "去掉编号、括号及其中内容、标点和空格", "without numbering, brackets and their content, "
        "punctuation and blanks", '规范("1、维修（一期）道路。")', "维修道路",
    ),
    _entry(
        "包含 contains", "text words", "truth", "contains",
        "文字里有这个词（或这些词之一）",
        "whether the text holds the word, or one of the words",
        '包含("月工资标准", {"工资", "津贴"})', "是",
    ),
    _entry(
        "开头 starts", "text words", "truth", "starts",
        "文字以这个词（或这些词之一）开头",
        "whether the text starts with the word, or one of them",
        '开头("完成验收", "完成")', "是",
    ),
    _entry(
        "结尾 ends", "text words", "truth", "ends",
        "文字以这个词（或这些词之一）结尾",
        "whether the text ends with the word, or one of them",
        '结尾("按时办结率", "率")', "是",
    ),
    _entry(
        "匹配 matches", "text pattern", "truth", "matches",
        "文字中有一段符合正则表达式（不许反向引用和嵌套的重复）",
        "whether a stretch of the text fits the regular expression (no back-references, no nested "
        "repetition)",
        '匹配("投诉3次", "[0-9]+次$")', "是",
    ),
    _entry(
        "摘取 extract", "text pattern", "text", ".extracted",
        "文字中第一处符合正则表达式的一段（有括号时取括号里的），没有则为空白",
        "the first stretch that fits the regular expression (its bracketed part); blank when none",
        '摘取("全年投诉3次", "[0-9]+次")', "3次",
    ),
    _entry(
        "相似 similar", "text text", "ratio", ".similar",
        "两段文字的相似程度，0 到 100%", "how alike two texts are, 0 to 100%",
        '相似("办结率", "办结率") == 100%', "是",
    ),
    _entry(
        "共词 shared", "text text", "count", ".shared",
        "两段文字都含有的词数，词取自词表“名词表”",
        "how many words of the vocabulary 名词表 both hold",
        '共词("修建水库大坝", "水库除险")', "1",
    ),
    _entry(
        "括号配对 paired", "text", "truth", ".paired",
        "括号、书名号、引号都成对；编号后的半个括号不算",
        "whether brackets, title marks and quotation marks pair (list marks such as 1) excused)",
        '括号配对("水库（一期")', "否",
    ),
    _entry(
        "落单 unpaired", "text", "text", ".alone",
        "第一个不成对的括号、书名号或引号和旁边的字，没有则为空白",
        "the first bracket or quotation mark without a partner, with the words by it; blank when "
        "none", '落单("水库（一期。")', "（一期",
    ),
    _entry(
        "叠词 doubled", "text words?", "text", ".doubled",
        "误重复的词（如“水库水库”），没有则为空白；第二个参数是不算的词",
        "a word written twice by mistake; blank when none; the second argument excepts words",
        '叠词("推进水库水库建设")', "水库水库",
    ),
    _entry(
        "错词 misspelt", "text any words?", "text", ".misspelt",
        "文字中第一个属于词表（对照表则是它的键）的词，没有则为空白；第三个参数是不算的说法",
        "the first word of a set (or key of a map) that the text holds; blank when none; the third "
        "argument excepts phrases", '错词("按统一布署推进", {"布署"})', "布署",
    ),
    _entry(
        "重句 repeated", "text", "text", ".repeated",
        "同一段里写了两遍的句子（12 字以上），没有则为空白",
        "a sentence of 12 characters or more that the text says twice; blank when none",
        '空白(重句("巡查泵站。更换老旧管网。"))', "是",
    ),
    _entry(
        "条数 items", "text", "count", ".items_in",
        "最外层编号列了几条（一是…二是…、1.…2.…），没有编号或编号不连续时为 0",
        "how many items the outermost numbered list has; 0 where there is none, or a gap",
        '条数("一是修渠；二是建库。")', "2",
    ),
    _entry(
        "断号 gap", "text", "text", ".gap",
        "编号中断的地方，没有则为空白",
        "the first number that breaks a numbered list; blank when none",
        '断号("1、立项。2、施工。4、验收。")', "4",
    ),
    _entry(
        "连 join", "list text?", "text", "joined",
        "把各项连成一段文字，用“、”或所给的符号",
        "the items as one text, with 、 or the given text between",
        "连(不同(任务.任务名称))", "水质监测、河道清淤",
    ),
)  # fmt: skip


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, Function]:
    return {name: each for each in FUNCTIONS for name in (each.name, *each.aliases)}


def function_named(name: str) -> Function | None:
    """The function that answers to `name`, in Chinese or in English."""
    return _by_name().get(name)
