"""A cell's text as the value that its column or label promises."""

from collections.abc import Iterable, Mapping

from perfcheck import numerals
from perfcheck.extract.spoilt import is_failed
from perfcheck.form import Field
from perfcheck.kind import Vocabulary
from perfcheck.messages import Message
from perfcheck.source import Cell
from perfcheck.values import SCALE, Missing, Number, Scalar, Text, printed_number
from perfcheck.wording import meaning, normal

BLANK = Missing("blank", Message("单元格是空的", "the cell is empty"))
ABSENT = Missing("absent", Message("表头没有这一栏", "the header has no such column"))
LOST = Missing(
    "lost",
    Message("该行单元格有移位或缺失，此值可能在转换中丢失", "lost in a row whose cells moved"),
)
EITHER = Missing(
    "lost",
    Message("该行有两种同样合理的读法，不取其一", "two readings of the row are equally good"),
)
OTHERWISE = Missing(
    "undefined", Message("这张表的这一栏是另一种指标值", "the column means another value here")
)


def declared(
    fields: Mapping[str, Field], columns: Iterable[str], missing: Missing = ABSENT
) -> dict[str, Field]:
    """Return every declared column of a record; what the record lacks is `missing`."""
    return {name: fields.get(name) or Field(name, missing) for name in columns}


def text_of(cells: tuple[Cell, ...]) -> str:
    """Return what one or several cells say, wraps joined."""
    return meaning("\n".join(cell.text for cell in cells))


def value_of(text: str, type_: str, unit: str, vocabulary: Vocabulary) -> Scalar:
    """Return the value of a text for a concept's type; `unit` holds where the text has none."""
    if not text or normal(text) in vocabulary.nil:
        return BLANK
    if type_ == "text":
        return text_value(text)
    if is_failed(text):
        said = Message(f"“{text}”是表格软件的错误值", f"{text} is a spreadsheet's error")
        return Missing("unreadable", said)
    match type_:
        case "money":
            return _money(text, unit)
        case "count":
            return numerals.count(text)
        case "target":
            return numerals.target(text)
        case "ratio":
            return _ratio(text, unit)
        case "year":
            return _year(text)
        case _:
            return Text(text)


def text_value(text: str) -> Text:
    """Return a text as a value; made without the call of its type: a form has hundreds."""
    return tuple.__new__(Text, (text, ()))


def _money(text: str, unit: str) -> Scalar:
    """A share or a count where money should stand is not readable as money."""
    value = numerals.amount(text, unit)
    if isinstance(value, Number) and value.dimension != "money":
        said = Message(f"“{text}”不是金额", f"{text} is no amount of money")
        return Missing("unreadable", said)
    return value


def _ratio(text: str, unit: str) -> Scalar:
    """A share prints its sign, or its column does; a bare figure above 2 can only be percent."""
    value = numerals.amount(text, unit or "%")
    if isinstance(value, Number) and value.dimension == "ratio":
        bare = not unit and not any(sign in normal(text) for sign in "%‰")
        if not bare or value.mid > 2 * SCALE // 100:
            return value
    if isinstance(value, Missing) and value.kind == "blank":
        return value
    said = Message(f"“{text}”看不出是百分数还是小数", f"{text}: a percentage or a fraction?")
    return Missing("unreadable", said)


def own_unit(value: Scalar, text: str, unit: str, sure: bool) -> tuple[str, bool]:
    """Return the unit in force and whether it was printed: a figure's own beats its column's."""
    if isinstance(value, Number) and value.dimension == "money" and normal(text)[-1:] == "元":
        return value.unit, True
    return unit, sure


def year_number(year: int, printed: str = "") -> Number:
    """Return a year as a number that stands for itself."""
    return printed_number(year, 0, "", printed or str(year), exact=True)


def _year(text: str) -> Scalar:
    year = numerals.parse_year(text)
    if year is None:
        said = Message(f"“{text}”不是年度", f"{text} is no year")
        return Missing("unreadable", said)
    return year_number(year, text)
