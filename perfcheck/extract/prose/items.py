"""Budget items that the prose names: class, section and item, with the amount right behind."""

from collections.abc import Iterator, Sequence

from perfcheck.extract.prose.book import Book
from perfcheck.extract.prose.claims import Claim
from perfcheck.extract.prose.subject import Read, subject
from perfcheck.extract.value import declared
from perfcheck.form import Field, Record
from perfcheck.messages import Message
from perfcheck.source import Cell
from perfcheck.values import Missing, Number, Text

ITEM = "文中科目"
_FIELDS = ("科目编码", "所写科目", "科目", "金额", "有比较")
_LEVELS = (("class", "c1"), ("section", "c2"), ("item", "c3"))
_NEAR = 8
_UNSAID = Missing("absent", Message("文中没有写出", "the text does not say"))


def items(reads: Sequence[Read], claims: Sequence[Claim], book: Book) -> Iterator[Record]:
    """A record for every class, section and item that is named with its code, and for every item
    that an amount follows."""
    compared = {claim.paragraph for claim in claims if claim.kind == "change"}
    for paragraph, read in enumerate(reads):
        if "项）" in read.flow.folded and not read.flow.heading:
            yield from _coded(read, book)
            yield from _measured(read, paragraph in compared, book)


def _coded(read: Read, book: Book) -> Iterator[Record]:
    """The names of a path that prints codes, each with the code that leads to it."""
    for match in book.words["path"].finditer(read.flow.folded, read.start):
        code = ""
        for name, digits in _LEVELS:
            if not match[digits]:
                break
            code += match[digits]
            cells = read.flow.places(*match.span(name))
            said = read.flow.text[slice(*match.span(name))]
            yield _record(
                cells,
                {
                    "科目编码": Field("科目编码", Text(code), (), (code,)),
                    "所写科目": Field("所写科目", Text(said), cells, (said, code)),
                },
            )


def _measured(read: Read, compared: bool, book: Book) -> Iterator[Record]:
    for place, figure in read.said.figures.items():
        near = read.flow.folded.rfind("项）", max(0, figure.open - _NEAR), figure.open)
        if figure.role != "money" or near < 0 or not isinstance(figure.number, Number):
            continue
        about = subject(read, place, book)
        if not about.path:
            continue
        cells = read.flow.places(figure.start, figure.end)
        path = (*about.path, "金额")
        amount = Field("金额", figure.number, cells, path, unit=figure.unit)
        said = {
            "科目": Field("科目", Text("/".join(about.path)), (), path),
            "所写科目": Field("所写科目", Text(about.path[-1]), (), path),
            "金额": amount,
            "有比较": Field("有比较", Text("是" if compared else "否"), (), path),
        }
        if about.code:
            said["科目编码"] = Field("科目编码", Text(about.code), (), path)
        yield _record(cells, said)


def _record(cells: tuple[Cell, ...], said: dict[str, Field]) -> Record:
    return Record(ITEM, declared(said, _FIELDS, _UNSAID), cells, cells[0].line)
