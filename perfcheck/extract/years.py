"""The budget year of a form: printed, given, or agreed on by its deadlines."""

from collections.abc import Iterable, Sequence

from perfcheck.extract.value import year_number
from perfcheck.form import Field, same_value
from perfcheck.source import Cell
from perfcheck.values import Missing, Target
from perfcheck.wording import compiled, normal

YEAR = "年度"
TITLE_YEAR = "标题年度"
INFERRED_YEAR = "推断年度"
_PRINTED = r"(?<!\d)((?:19|20)\d\d)(?=年|\)|$)"


def years(
    title: Cell | None,
    captions: Sequence[Cell],
    fields: Sequence[Field],
    dated: Iterable[Field],
    given: int | None,
) -> list[Field]:
    """Return the year fields that the head itself does not have; `dated` may print deadlines.

    Where title and the line below it print two years, the line below tells the form's.
    """
    made = []
    own, below = _heading((title,) if title else ()), _heading(captions)
    year = below or own
    heading = own if own and below and not same_value((own, below)) else year
    if heading:
        made.append(heading)
    known = any(at.name == YEAR and not isinstance(at.value, Missing) for at in fields)
    if not known and year:
        made.append(year._replace(name=YEAR))
    elif not known and given is not None:
        made.append(Field(YEAR, year_number(given)))
    inferred = _inferred(dated)
    return [*made, inferred] if inferred else made


def _heading(cells: Sequence[Cell]) -> Field | None:
    """The year that the title prints, or the line below it."""
    for cell in cells:
        if not any(sign.isdigit() for sign in cell.text):
            continue
        found = compiled(_PRINTED).search(normal(cell.text))
        if found:
            number = year_number(int(found[1]))
            return Field(TITLE_YEAR, number, (cell,), (cell.text,))
    return None


def _inferred(fields: Iterable[Field]) -> Field | None:
    """The year of all deadlines that print one, where they agree."""
    dated = [
        field
        for field in fields
        if isinstance(value := field.value, Target) and value.year is not None
    ]
    found = {at.value.year for at in dated if isinstance(at.value, Target)}
    if len(found) != 1:
        return None
    cells = tuple(cell for field in dated for cell in field.cells)
    year = found.pop() or 0
    return Field(INFERRED_YEAR, year_number(year), cells, certainty="inferred")
