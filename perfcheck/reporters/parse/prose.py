"""What prose states, as people see it: claims, amounts and sections, a line each."""

from collections.abc import Iterator
from itertools import groupby

from rich.text import Text as Line

from perfcheck.form import Record
from perfcheck.messages import Message
from perfcheck.reporters import Look
from perfcheck.reporters.parse.entry import ENTRY, MARKS, entry, figure_text, list_head
from perfcheck.reporters.parse.records import text_of
from perfcheck.reporters.wording import one_line
from perfcheck.reporters.wrapping import cut
from perfcheck.values import Number

CLAIMS, AMOUNTS, SECTIONS = "文中表述", "文中金额", "文段"
_KINDS = {
    "变动": Message("变动", "change"),
    "占比": Message("占比", "share"),
    "合计": Message("合计", "sum"),
    "比率": Message("比率", "ratio"),
    "计数": Message("计数", "count"),
}


def claims(rows: tuple[Record, ...], look: Look) -> Iterator[Line]:
    """Each statement in one line: its kind, what it speaks of, and its figures."""
    yield from list_head(CLAIMS, _count(rows, look), look)
    for row in rows:
        kind = text_of(row, "类别") or ""
        word = _KINDS.get(kind, Message(kind, kind)).text(look.language)
        subject = text_of(row, "项目") or ""
        said = _change(row, look) if kind == "变动" else _parted(row, look)
        mark = MARKS[row.certainty].text(look.language)
        yield from entry(row.line, one_line(f"{word}  {subject}  {said}{mark}"), look)


def amounts(rows: tuple[Record, ...], look: Look) -> Iterator[Line]:
    """The figures of money, those of one line of the document together."""
    yield from list_head(AMOUNTS, _count(rows, look), look)
    for line, group in groupby(rows, key=lambda row: row.line):
        said = " │ ".join(one_line(_amount(row)) for row in group)
        yield from entry(line, said, look)


def sections(rows: tuple[Record, ...], look: Look) -> Iterator[Line]:
    """The paragraphs below their section; each is cut to one line, the JSON has claims whole."""
    said = Message(f"{len(rows)} 段", f"paragraphs: {len(rows)}")
    yield from list_head(SECTIONS, said.text(look.language), look)
    for name, group in groupby(rows, key=lambda row: text_of(row, "章节") or ""):
        yield Line("    " + one_line(name), "cyan")
        for row in group:
            text = one_line(text_of(row, "段落") or "")
            yield from entry(row.line, cut(text, look.width - ENTRY), look)


def _count(rows: tuple[Record, ...], look: Look) -> str:
    return Message(f"{len(rows)} 条", f"entries: {len(rows)}").text(look.language)


def _figure(row: Record, name: str) -> str:
    field = row.fields.get(name)
    if field is None or not isinstance(field.value, Number):
        return ""
    return figure_text(field.value, field.value.unit or field.unit)


def _change(row: Record, look: Look) -> str:
    """6,480 万元，比 2025年：减少 1,620 万元、20%."""
    way, way_of_rate = text_of(row, "方向") or "", text_of(row, "率的方向") or ""
    before, period = _figure(row, "上期数"), text_of(row, "比较期") or ""
    compared = " ".join(filter(None, [Message("比", "from").text(look.language), period, before]))
    changed = [way, _figure(row, "变动额")]
    rate = _figure(row, "变动率")
    other = way_of_rate if way_of_rate not in ("", way) else ""
    by = " ".join(filter(None, [*changed, other, rate]))
    return "，".join(filter(None, [_figure(row, "本期数"), f"{compared}：{by}"]))


def _parted(row: Record, look: Look) -> str:
    """610.50 万元，其中：货物 60.25 万元、工程 8.05 万元 · 488.40 万元 / 610.50 万元 = 80%."""
    part = _figure(row, "部分") or _figure(row, "部分数量")
    whole = _figure(row, "整体") or _figure(row, "总数") or _count_of(row)
    if rate := _figure(row, "占比"):
        return f"{part or '?'} / {whole or '?'} = {rate}"
    named = _figure(row, "列出数")
    told = Message(f"列出 {named}", f"{named} named").text(look.language) if named else ""
    listed = text_of(row, "列举") or told
    parts = "、".join(_part(each) for each in row.below)
    return "，".join(filter(None, [whole, f"{listed}：{parts}" if parts else listed]))


def _count_of(row: Record) -> str:
    field = row.fields.get("个数")
    if field is None or not isinstance(field.value, Number):
        return ""
    return figure_text(field.value, text_of(row, "计数单位") or "")


def _part(row: Record) -> str:
    said = [text_of(row, "项目") or "", _figure(row, "金额") or _figure(row, "数量")]
    return " ".join(filter(None, said))


def _amount(row: Record) -> str:
    way = text_of(row, "变动方向") or ("变动" if text_of(row, "角色") == "变动" else "")
    return " ".join(filter(None, [text_of(row, "项目") or "?", way, _figure(row, "金额")]))
