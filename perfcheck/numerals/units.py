"""Reads what stands right after a figure: money, shares, measure words, and their multiples."""

from typing import NamedTuple

from perfcheck.values import UNITS


class Unit(NamedTuple):
    """A unit as printed after a figure, up to `end`.

    The figure times 10^`power` is a number of `name`, which is a unit of `values.UNITS` for
    money and shares. `more` says that 余 or 多 made the figure a lower bound.
    """

    end: int
    printed: str
    name: str
    power: int = 0
    more: bool = False


_MULTIPLES = {
    **{"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8},
    **{"十万": 5, "百万": 6, "千万": 7, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12},
}
_MONEY = (
    *(("元", 0), ("元", 1), ("元", 2), ("千元", 0), ("万元", 0), ("万元", 1), ("百万元", 0)),
    *(("万元", 3), ("亿元", 0), ("亿元", 1), ("亿元", 2), ("亿元", 3), ("亿元", 4)),
)
_SHARES = {
    **{"百分比": ("%", "%"), "百分点": ("百分点", "%"), "个百分点": ("个百分点", "%")},
    **{"千分比": ("‰", "‰"), "千分点": ("千分点", "‰"), "个千分点": ("个千分点", "‰")},
}
_SHARE_SIGNS = frozenset("百千个")
_MEASURE_WORDS = """
    个 名 人 位 户 家 次 场 项 份 件 条 篇 套 台 辆 座 处 所 种 类 批 期 轮 届 组 张 幅 本
    册 部 只 支 枚 块 片 根 棵 株 头 匹 尾 羽 艘 架 栋 幢 间 层 门 站 段 面 盏 例 宗 起 单
    笔 款 字 宇 页 集 卷 课 节 讲 队 班 团 校 村 镇 乡 街道 社区 学时 课时 部门 方面 台套
    套件 人次 人天 人日 人月 人年 人份 批次 场次 班次 期次 辆次 台次 车次 户次 件次 家次
    船次 航次 架次 秒 分钟 小时 天 日 周 个月 个工作日 工作日 个自然日 自然日 季度 个季度 年
    分 星期 个小时 个星期 米 厘米 毫米 公里 千米 里 平方米 平方公里 立方米 平米 立方 ㎡ m²
    m2 m³ m3 km km² m 亩 公顷 顷 克 千克 公斤 斤 吨 升 毫升 毫克 微克 千瓦 千瓦时 兆瓦 度
    千伏 伏 kg t kW kWh MW L ml mg ㎏ ㎞ ㎝ ㎜ cm mm GB TB MB M 倍 级 桶 瓶 盒 箱 袋 包 杆
    张床位 床位 席 股 票 美元 港元 港币 欧元 日元 分贝 dB ℃
"""
_MEASURES = frozenset(_MEASURE_WORDS.split())
_LONGEST = max(map(len, _MEASURES))
_FUNDS = ("资", "经费", "投", "预算", "支出", "补", "专", "财", "用", "成本", "收入")
_STOPS = (
    *("及以", "以", "之内", "左右", "上下", "内", "前", "或", "且", "和", "与", "至", "到", "及"),
    *("共", "每", "的", "了", "为", "是", "起", "不", "大于", "小于", "等于", "高于", "低于"),
)
_WORD_LIMIT = 6


def unit_at(text: str, start: int, *, prose: bool = False) -> Unit:
    """Read the unit that stands in the folded text at `start`; a blank or brackets may be round it.

    A word that is no known measure is taken as the unit where it ends its clause within six
    characters, in prose never. A bare 万 or 亿 counts money, unless a noun follows.
    """
    sign = text[start : start + 1]
    if sign == " ":
        unit = unit_at(text, start + 1, prose=prose)
        return unit if unit.printed else Unit(start, "", "")
    if sign == "%" or sign == "‰":
        return Unit(start + 1, sign, sign)
    if sign == "(":
        return _bracketed(text, start)
    if sign == "余" or sign == "多":
        return _bare(text, start + 1, prose=prose)._replace(more=True)
    return _bare(text, start, prose=prose)


def _bracketed(text: str, start: int) -> Unit:
    close = text.find(")", start)
    inner = text[start + 1 : close]
    if close > 0 and inner and len(inner) <= 8 and not inner.startswith("含"):
        unit = unit_at(inner, 0)
        if unit.end == len(inner):
            return unit._replace(end=close + 1)
    return Unit(start, "", "")


def _bare(text: str, start: int, *, prose: bool) -> Unit:
    for length in (4, 3) if text[start : start + 1] in _SHARE_SIGNS else ():
        word = text[start : start + length]
        if word in _SHARES:
            return Unit(start + len(word), *_SHARES[word])
    if length := measure_at(text, start):
        return _rated(text, start, start + length, text[start : start + length])
    for length in (2, 1):
        word = text[start : start + length]
        if word in _MULTIPLES:
            return _multiple(text, start, start + len(word), _MULTIPLES[word], prose=prose)
    if text[start : start + 1] == "元":
        return _rated(text, start, start + 1, "元")
    end = start if prose else _word(text, start)
    return _rated(text, start, end, text[start:end])


def _multiple(text: str, start: int, place: int, power: int, *, prose: bool) -> Unit:
    more = text[place : place + 1] in tuple("余多")
    place += more
    if text[place : place + 1] == "元":
        name, power = _MONEY[power]
        unit = _rated(text, start, place + 1, name, power)
    elif length := measure_at(text, place):
        unit = _rated(text, start, place + length, text[place : place + length], power)
    elif power >= 4 and not _noun(text, place):
        name, power = _MONEY[power]
        unit = _rated(text, start, place, name, power)
    else:
        end = place if prose else _word(text, place)
        unit = _rated(text, start, end, text[place:end], power)
    if not more:
        return unit
    return unit._replace(printed=unit.printed.replace(text[place - 1], "", 1), more=True)


def _rated(text: str, start: int, end: int, name: str, power: int = 0) -> Unit:
    """Take in what the unit is counted by: 元/人, 次/年, 人·天."""
    while end > start and text[end : end + 1] in ("/", "·"):
        length = measure_at(text, end + 1)
        close = end + 1 + length if length else _word(text, end + 1)
        if close == end + 1:
            break
        if name not in UNITS:
            name += text[end:close]
        end = close
    return Unit(end, text[start:end], name, power)


def measure_at(text: str, start: int) -> int:
    """Return the length of the measure word that stands at `start`; 0 for none."""
    for length in range(min(_LONGEST, len(text) - start), 0, -1):
        word = text[start : start + length]
        if word in _MEASURES and not (word.isascii() and _latin(text, start + length)):
            return length
    return 0


def _latin(text: str, start: int) -> bool:
    return text[start : start + 1].isascii() and text[start : start + 1].isalnum()


def _noun(text: str, start: int) -> bool:
    return _letter(text[start : start + 1]) and not text.startswith(_STOPS + _FUNDS, start)


def _word(text: str, start: int) -> int:
    """Where the word at `start` ends; `start` itself where it runs on and on."""
    end = start
    while _letter(text[end : end + 1]) and not text.startswith(_STOPS, end):
        end += 1
    return end if end - start <= _WORD_LIMIT else start


def _letter(sign: str) -> bool:
    return "一" <= sign <= "鿿" or "a" <= sign <= "z" or "A" <= sign <= "Z"
