"""Claims and figures of money → typed records, each value with the exact place of its figure."""

from collections.abc import Mapping, Sequence

from perfcheck.extract.prose.binding import last_level, sentence_start
from perfcheck.extract.prose.book import Book
from perfcheck.extract.prose.claims import Claim
from perfcheck.extract.prose.figures import Figure
from perfcheck.extract.prose.lists import Part
from perfcheck.extract.prose.reasons import Reason, reason_of, reasons
from perfcheck.extract.prose.subject import NOBODY, Read, Subject, head, own_name, subject
from perfcheck.extract.value import BLANK, declared
from perfcheck.form import Certainty, Field, Record
from perfcheck.messages import Message
from perfcheck.source import Cell
from perfcheck.values import Missing, Number, Scalar, Text, printed_number

CLAIM, PART, AMOUNT, REASON = "文中表述", "表述分项", "文中金额", "文中原因"
_UNSAID = Missing("absent", Message("文中没有写出", "the text does not say"))
_KINDS = {"change": "变动", "share": "占比", "sum": "合计", "ratio": "比率", "count": "计数"}
_BOUND: Certainty = "inferred"
_WAYS = {1: "增加", -1: "减少"}
_CLAIM_FIELDS = (
    "类别", "项目", "科目", "科目编码", "原文", "比较期", "首提数", "本期数", "上期数", "变动额",
    "变动率", "方向", "率的方向", "部分", "整体", "部分数量", "总数", "占比", "列举", "个数",
    "列出数", "计数单位", "原因", "所占", "涉及金额",
)  # fmt: skip
_PART_FIELDS = ("项目", "科目", "科目编码", "金额", "数量")
_AMOUNT_FIELDS = ("项目", "科目", "科目编码", "金额", "角色", "变动方向")


def claim_record(reads: Sequence[Read], claim: Claim, book: Book) -> Record:
    """Return a claim as a record of 文中表述, its parts or names below it."""
    read = reads[claim.paragraph]
    about = _about(reads, claim, book)
    path = (*read.flow.headings, about.name)
    cells = read.flow.places(claim.start, claim.end)
    said = {
        "类别": _text("类别", _KINDS[claim.kind], (), path),
        "原文": _text("原文", read.flow.text[claim.start : claim.end], cells, path),
        **_named(about, path),
        **_figures(reads, claim, path),
        **_ways(reads, claim, path),
    }
    if claim.period:
        words = read.flow.text[slice(*claim.period)]
        said["比较期"] = _text("比较期", words, read.flow.places(*claim.period), path)
    if claim.listed:
        said["列举"] = _text("列举", claim.listed, (), path)
    if claim.named:
        said["所占"] = _text("所占", claim.named, (), path)
    if claim.kind == "change":
        said.update(_why(reads, claim, path, book))
    if claim.names:
        number = printed_number(claim.names.number, 0, "", str(claim.names.number), exact=True)
        said["列出数"] = Field("列出数", number, (), (*path, "列出数"))
    below = (*_parts(reads, claim, book), *_names(reads, claim))
    sure = all(field.certainty == "certain" for field in said.values())
    certainty: Certainty = "certain" if sure else _BOUND
    return Record(
        CLAIM, declared(said, _CLAIM_FIELDS, _UNSAID), cells, cells[0].line, certainty, below
    )


def _why(
    reads: Sequence[Read], claim: Claim, path: tuple[str, ...], book: Book
) -> dict[str, Field]:
    """The reason given for a change: blank where the words that announce it lead to nothing."""
    found = reason_of(reads, claim, book)
    return {"原因": _reason(reads, found, path)} if found else {}


def reason_records(reads: Sequence[Read], book: Book) -> list[Record]:
    """Return every place where words announce a reason as a record of 文中原因."""
    made = []
    for found in reasons(reads, book):
        flow = reads[found.paragraph].flow
        cells = flow.places(found.open, max(found.end, found.start))
        path = (*flow.headings, "原因")
        words = _text("原文", flow.text[found.open : found.end], cells, path)
        fields = {"原因": _reason(reads, found, path), "原文": words}
        made.append(Record(REASON, fields, cells, cells[0].line))
    return made


def _reason(reads: Sequence[Read], found: Reason, path: tuple[str, ...]) -> Field:
    flow = reads[found.paragraph].flow
    said = flow.text[found.start : found.end].strip("：:，, ")
    start = found.start if said else found.open
    value: Scalar = Text(said) if said else BLANK
    return Field("原因", value, flow.places(start, max(found.end, start + 1)), path)


def amount_records(reads: Sequence[Read], book: Book) -> list[Record]:
    """Return every figure of money in prose as a record of 文中金额; bounds are none."""
    return [
        _amount(read, place, figure, book)
        for read in reads
        for place, figure in read.said.figures.items()
        if figure.role in ("money", "change")
    ]


def _amount(read: Read, place: int, figure: Figure, book: Book) -> Record:
    about = _changed(read, place, book) if figure.role == "change" else subject(read, place, book)
    path = (*read.flow.headings, *about.path, about.name)
    field = _money("金额", read, figure, path)
    said = {
        "金额": field,
        **_named(about, path),
        "角色": _text("角色", "变动" if figure.role == "change" else "数额", (), path),
    }
    if figure.sign:
        cells = read.flow.places(figure.open, figure.open + len(figure.word))
        said["变动方向"] = _text("变动方向", _WAYS[figure.sign], cells, path)
    return Record(AMOUNT, declared(said, _AMOUNT_FIELDS, _UNSAID), field.cells, field.cells[0].line)


def _changed(read: Read, place: int, book: Book) -> Subject:
    """What a change is of: the words beside it, or else the level that comes before it."""
    name = own_name(read, place, book)
    if name:
        return Subject(name)
    near = last_level(read.said.row, sentence_start(read.said.row, place), place)
    first = head(read) if near is None else near
    return subject(read, place if first is None or first > place else first, book)


def _about(reads: Sequence[Read], claim: Claim, book: Book) -> Subject:
    read = reads[claim.paragraph]
    for role in ("head", "now", "part", "whole"):
        part = claim.figures.get(role)
        if part:
            return subject(reads[part.paragraph], part.place, book)
    if claim.kind == "count":
        figure = read.said.figures[claim.figures["n"].place]
        return Subject(_thing(read, figure) or subject(read, claim.figures["n"].place, book).name)
    for role in ("diff", "rate"):
        part = claim.figures.get(role)
        if part:
            return _changed(read, part.place, book)
    return NOBODY


def _thing(read: Read, figure: Figure) -> str:
    """What is counted: the words right after the count."""
    words = read.flow.folded[figure.close : figure.close + 12]
    for at, sign in enumerate(words):
        if sign in "，。；：、（“”0123456789":
            return words[:at]
    return words


def _named(about: Subject, path: tuple[str, ...]) -> dict[str, Field]:
    fields = {}
    if about.name:
        fields["项目"] = _text("项目", about.name, (), path)
    if about.path:
        fields["科目"] = _text("科目", "/".join(about.path), (), path)
    if about.code:
        fields["科目编码"] = _text("科目编码", about.code, (), path)
    return fields


def _figures(reads: Sequence[Read], claim: Claim, path: tuple[str, ...]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for role, part in claim.figures.items():
        read = reads[part.paragraph]
        figure = read.said.figures[part.place]
        name = _field_name(role, figure, claim.kind)
        field = _money(name, read, figure, (*path, name))
        fields[name] = field if _beside(claim, part, figure) else field._replace(certainty=_BOUND)
        if role == "n":
            fields["计数单位"] = _text("计数单位", figure.unit or "个", (), path)
    return fields


def _beside(claim: Claim, part: Part, figure: Figure) -> bool:
    """Whether a figure stands in the statement itself, and was not bound from elsewhere."""
    return part.paragraph == claim.paragraph and claim.start <= figure.start < claim.end


def _field_name(role: str, figure: Figure, kind: str) -> str:
    if figure.role == "count" and role in ("part", "whole"):
        return {"part": "部分数量", "whole": "总数"}[role]
    names: Mapping[str, str] = {
        "now": "本期数", "before": "上期数", "diff": "变动额", "head": "首提数", "part": "部分",
        "whole": "整体", "n": "个数", "sum": "涉及金额",
        "rate": "变动率" if kind == "change" else "占比",
    }  # fmt: skip
    return names[role]


def _ways(reads: Sequence[Read], claim: Claim, path: tuple[str, ...]) -> dict[str, Field]:
    """Which way a change goes, by its amount, else by its rate; and the rate's own way."""
    if claim.same:
        return {"方向": _text("方向", "持平", (), path)}
    fields: dict[str, Field] = {}
    read = reads[claim.paragraph]
    for role, name in (("rate", "率的方向"), ("rate", "方向"), ("diff", "方向")):
        part = claim.figures.get(role)
        figure = read.said.figures[part.place] if part else None
        if figure and figure.sign:
            cells = read.flow.places(figure.open, figure.open + len(figure.word))
            fields[name] = _text(name, _WAYS[figure.sign], cells, path)
    return fields


def _parts(reads: Sequence[Read], claim: Claim, book: Book) -> list[Record]:
    return [_part(reads, part, book) for part in claim.parts]


def _part(reads: Sequence[Read], part: Part, book: Book) -> Record:
    read = reads[part.paragraph]
    figure = read.said.figures[part.place]
    about = subject(read, part.place, book)
    path = (*read.flow.headings, about.name)
    name = "数量" if figure.role == "count" else "金额"
    field = _money(name, read, figure, path)
    said = {name: field, **_named(about, path)}
    return Record(PART, declared(said, _PART_FIELDS, _UNSAID), field.cells, field.cells[0].line)


def _names(reads: Sequence[Read], claim: Claim) -> list[Record]:
    records = []
    for paragraph, start, end in claim.names.spans if claim.names else ():
        flow = reads[paragraph].flow
        cells = flow.places(start, end)
        path = (*flow.headings, "项目")
        said = {"项目": _text("项目", flow.text[start:end], cells, path)}
        records.append(Record(PART, declared(said, _PART_FIELDS, _UNSAID), cells, cells[0].line))
    return records


def _money(name: str, read: Read, figure: Figure, path: tuple[str, ...]) -> Field:
    value: Scalar = figure.number if figure.number else _UNSAID
    assert isinstance(value, Number)
    cells = read.flow.places(figure.start, figure.end)
    return Field(name, value, cells, path, unit=figure.unit or value.unit)


def _text(name: str, text: str, cells: tuple[Cell, ...], path: tuple[str, ...]) -> Field:
    return Field(name, Text(text), cells, path)
