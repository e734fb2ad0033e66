"""Indicators as sentences state them → records of the list of indicators."""

from collections.abc import Sequence

from perfcheck.extract import said as doubts
from perfcheck.extract.listing.project import Page
from perfcheck.extract.listing.runs import Run
from perfcheck.extract.listing.sentences import Place, Said
from perfcheck.extract.value import BLANK, declared, text_of, value_of
from perfcheck.form import Certainty, Doubt, Field, Record
from perfcheck.kind import LEVEL_ONE, LEVEL_TWO, Kinds, Term
from perfcheck.messages import Message
from perfcheck.source import Cell
from perfcheck.values import Missing, Number, Text
from perfcheck.wording import compiled

TABLE = "绩效指标"
_TARGETS = {"period": "实施周期指标值", "annual": "年度指标值"}
_MARK = r"[^()（）.、]+"
_TAIL = "。；;，,、 :："
_UNSAID = Missing("absent", Message("该条指标没有印出这一级", "the sentence prints no such level"))
_WITHOUT = Missing(
    "lost", Message("名称与指标值没有分开印", "nothing parts the name from its target")
)


def records(
    said: Sequence[Said],
    run: Run,
    page: Page,
    kinds: Kinds,
    project: str,
    number: Number,
    path: tuple[str, ...],
    certainty: Certainty,
) -> list[Record]:
    """Make the records of one project's indicators."""
    old = any(one.two and one.two[0].under == ("产出指标",) and not one.one for one in said)
    made = []
    for one in said:
        sure: Certainty = certainty if one.sure else "inferred"
        fields = _fields(one, run, page, path, sure, old=old)
        fields["所属项目"] = Field("所属项目", Text(project), (), (*path, "所属项目"))
        fields["所属项目序号"] = Field("所属项目序号", number, (), (*path, "所属项目序号"))
        full = declared(fields, kinds.columns[TABLE])
        cell = run.cell(*one.span)
        cells = (cell,) if cell else ()
        made.append(Record(TABLE, full, cells, cell.line if cell else 0, sure))
    return made


def _fields(
    one: Said, run: Run, page: Page, path: tuple[str, ...], sure: Certainty, *, old: bool
) -> dict[str, Field]:
    name = _cell(run, one.places.get("name"))
    own = (*path, text_of((name,)) if name else "")
    fields = {"指标名称": _text("指标名称", name, own, sure)}
    for slot, concept in _TARGETS.items():
        if slot in one.places:
            cell = _cell(run, one.places[slot])
            value = (
                value_of(text_of((cell,)), "target", "", page.kind.vocabulary) if cell else BLANK
            )
            cells = (cell,) if cell else ()
            fields[concept] = Field(concept, value, cells, (*own, concept), None, "", sure)
    if "annual" not in one.places:
        fields["年度指标值"] = Field(
            "年度指标值", _WITHOUT, (), (*own, "年度指标值"), None, "", sure
        )
    if "mark" in one.places:
        mark = _cell(run, one.places["mark"])
        digits = compiled(_MARK).search(text_of((mark,))) if mark else None
        if mark and digits:
            fields["序号"] = Field("序号", Text(digits[0]), (mark,), (*own, "序号"))
    fields |= _levels(one, run, page, own, sure, old=old)
    return fields


def _levels(
    one: Said, run: Run, page: Page, path: tuple[str, ...], sure: Certainty, *, old: bool
) -> dict[str, Field]:
    """The level terms: printed, or, for level one, following from the level two."""
    first, second = one.one, one.two
    if old and first and not second and first[0].name == "成本指标":
        known = page.kind.vocabulary.level2.get("成本指标")
        first, second = (None, (known, first[1])) if known else (first, second)
    fields = {
        LEVEL_ONE: Field(LEVEL_ONE, _UNSAID, path=(*path, LEVEL_ONE)),
        LEVEL_TWO: Field(LEVEL_TWO, _UNSAID, path=(*path, LEVEL_TWO)),
    }
    if second:
        fields[LEVEL_TWO] = _level(LEVEL_TWO, second[0].name, second, run, path, sure)
    if first:
        fields[LEVEL_ONE] = _level(LEVEL_ONE, first[0].name, first, run, path, sure)
    elif second and len(second[0].under) == 1:
        fields[LEVEL_ONE] = _level(LEVEL_ONE, second[0].under[0], second, run, path, "inferred")
    return fields


def _level(
    concept: str,
    name: str,
    printed: tuple[Term, Place],
    run: Run,
    path: tuple[str, ...],
    sure: Certainty,
) -> Field:
    cell = _cell(run, printed[1])
    cells = (cell,) if cell else ()
    return Field(concept, Text(name), cells, (*path, concept), None, "", sure)


def _text(concept: str, cell: Cell | None, path: tuple[str, ...], sure: Certainty) -> Field:
    value = Text(text_of((cell,))) if cell else BLANK
    return Field(concept, value, (cell,) if cell else (), (*path, concept), None, "", sure)


def _cell(run: Run, place: Place | None) -> Cell | None:
    """The cell of a part of a sentence, without the signs at its ends."""
    if place is None:
        return None
    start, end = place
    while end > start and run.text[end - 1] in _TAIL:
        end -= 1
    while end > start and run.text[start] in _TAIL:
        start += 1
    return run.cell(start, end)


def level_doubts(made: Sequence[Record]) -> list[Doubt]:
    """One doubt for each level-one term that only its level two tells."""
    found: dict[str, list[Record]] = {}
    for record in made:
        field = record.fields[LEVEL_ONE]
        followed = record.certainty == "certain" and field.certainty == "inferred"
        if followed and isinstance(field.value, Text):
            found.setdefault(field.value.text, []).append(record)
    return [
        doubts.inferred(
            LEVEL_ONE,
            name,
            [record.line for record in some],
            tuple(cell for record in some for cell in record.fields[LEVEL_ONE].cells),
        )
        for name, some in found.items()
    ]
