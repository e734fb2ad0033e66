"""Numbers of a spreadsheet, printed as their number format says: what a person sees of them."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import Final, Literal, NamedTuple

from perfcheck.readers import dateformats

GENERAL: Final = "General"
_YEAR, _DAY, _CLOCK = 'yyyy"年"m"月"', 'm"月"d"日"', 'h"时"mm"分"'
BUILTIN: Final[dict[int, str]] = {
    **dict(enumerate((GENERAL, "0", "0.00", "#,##0", "#,##0.00"))),
    5: '"¥"#,##0;-"¥"#,##0',
    6: '"¥"#,##0;[Red]-"¥"#,##0',
    7: '"¥"#,##0.00;-"¥"#,##0.00',
    8: '"¥"#,##0.00;[Red]-"¥"#,##0.00',
    **dict(enumerate(("0%", "0.00%", "0.00E+00", "# ?/?", "# ??/??", "yyyy/m/d"), 9)),
    **dict(enumerate(("d-mmm-yy", "d-mmm", "mmm-yy", "h:mm AM/PM", "h:mm:ss AM/PM"), 15)),
    **dict(enumerate(("h:mm", "h:mm:ss", "yyyy/m/d h:mm"), 20)),
    **dict(enumerate((_YEAR, _DAY, _DAY, "m-d-yy", 'yyyy"年"m"月"d"日"', _CLOCK), 27)),
    **dict(enumerate((f'{_CLOCK}ss"秒"', f"上午/下午{_CLOCK}", f'上午/下午{_CLOCK}ss"秒"'), 33)),
    36: _YEAR,
    **dict(enumerate(("#,##0;-#,##0", "#,##0;[Red]-#,##0", "#,##0.00;-#,##0.00"), 37)),
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    **dict(enumerate(("mm:ss", "[h]:mm:ss", "mm:ss.0", "##0.0E+0", "@"), 45)),
    **dict(enumerate((_YEAR, _DAY, _YEAR, _DAY, _DAY, f"上午/下午{_CLOCK}"), 50)),
    **dict(enumerate((f'上午/下午{_CLOCK}ss"秒"', _YEAR, _DAY), 56)),
}
"""Formats that files name by number alone, as a Chinese system prints them."""

_PIECES: Final = re.compile(
    r'(?P<literal>"[^"]*"?|[\\!].)|(?P<blank>_.)|(?P<fill>\*.)|(?P<bracket>\[[^\]]*\])'
    r"|(?P<general>(?i:general)|G/通用格式)|(?P<exponent>[eE][+-])|(?P<digit>[0#?])|(?P<point>\.)"
    r"|(?P<comma>,)|(?P<percent>%)|(?P<slash>/)|(?P<end>;)|(?P<text>@)|(?P<other>.)",
    re.DOTALL,
)
_CONDITION: Final = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_DIGITS: Final = re.compile(r"(#,##)?0(\.0+)?(%?)(?:_.)?")
_WIDEST: Final = 11
_FAR: Final = Context(prec=400, rounding=ROUND_HALF_UP)

Sort = Literal["literal", "digit", "point", "comma", "percent", "slash", "exponent", "general"]


class _Piece(NamedTuple):
    sort: Sort
    text: str


class _Section(NamedTuple):
    """One part of a format: what it prints, and for which numbers where it says so."""

    code: str
    pieces: tuple[_Piece, ...]
    condition: tuple[str, Decimal] | None
    date: bool
    text: bool


class _Plain(NamedTuple):
    """A format of digits alone, as most are: groups or none, decimals, a percentage or not."""

    grouped: bool
    decimals: int
    percent: str

    def laid(self, number: Decimal) -> str:
        """Print a number so; one that rounds to zero has no minus."""
        if self.percent:
            number = number.scaleb(2, context=_FAR)
        number = number.quantize(Decimal(1).scaleb(-self.decimals), context=_FAR)
        said = f"{number:,f}" if self.grouped else f"{number:f}"
        return (said if number else said.lstrip("-")) + self.percent


@cache
def _plain(code: str) -> _Plain | None:
    found = _DIGITS.fullmatch(code)
    return _Plain(bool(found[1]), len(found[2] or " ") - 1, found[3]) if found else None


def printed(value: float, code: str, since_1904: bool = False) -> str:
    """Print a number as the format `code` does, without the blanks around it.

    A negative number that only its colour tells keeps a minus: a text has no colours.

    >>> printed(0.95, "0%"), printed(-1234.5, "#,##0.00"), printed(0.1 + 0.2, "General")
    ('95%', '-1,234.50', '0.3')
    """
    number = _FAR.create_decimal(f"{value:.15g}")
    plain = _plain(code)
    if plain is not None:
        return plain.laid(number)
    sections = _sections(code)
    section, shown = _chosen(sections, number)
    if section is None:
        return general(number)
    if section.date:
        said = dateformats.printed(value, section.code, since_1904)
        return general(number) if said is None else said.strip()
    if section.text:
        return section.code.replace('"', "").replace("@", general(number)).strip()
    return _number(section, shown).strip()


def printed_text(text: str, code: str) -> str:
    """Print a text as the format `code` does: most leave it as it is.

    >>> printed_text("甲", "@"), printed_text("甲", '0;-0;0;"第"@"组"')
    ('甲', '第甲组')
    """
    if '"' not in code and code.count(";") < 3:
        return text
    sections = _sections(code)
    own = sections[3:4] or tuple(section for section in sections[-1:] if section.text)
    if not own:
        return text
    signs = (_PIECES.match(piece) for piece in _split(own[0].code))
    return "".join(text if one["text"] else _literal(one) for one in signs if one)


def general(number: Decimal) -> str:
    """Print a number without a format: all digits before the point, 11 characters at most in all.

    >>> general(Decimal("2010101")), general(Decimal(1) / 3), general(Decimal("-0.50"))
    ('2010101', '0.333333333', '-0.5')
    """
    if number == number.to_integral_value(context=_FAR):
        return f"{int(number)}"
    whole = len(str(abs(int(number))))
    decimals = max(0, _WIDEST - 1 - whole)
    if number and abs(number) < Decimal("0.0001") and -number.adjusted() > 5:
        shown = f"{_FAR.create_decimal(number):.5E}"
        mantissa, _, exponent = shown.partition("E")
        mantissa = mantissa.rstrip("0").rstrip(".")
        return f"{mantissa}E{exponent[0]}{exponent[1:].zfill(2)}"
    said = f"{number.quantize(Decimal(1).scaleb(-decimals), context=_FAR):f}"
    if "." in said:
        said = said.rstrip("0").rstrip(".")
    return "0" if said == "-0" else said


@cache
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[str] = [""]
    for piece in _split(code):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return tuple(map(_section, parts[:4]))


def _split(code: str) -> list[str]:
    return [found[0] for found in _PIECES.finditer(code)]


def _section(code: str) -> _Section:
    found = _CONDITION.search(code)
    condition = (found[1], Decimal(found[2])) if found else None
    date = dateformats.is_date(re.sub(r"(?i)general", "", code))
    pieces = tuple(_piece(one) for one in _PIECES.finditer(code))
    text = any(one["text"] for one in _PIECES.finditer(code))
    return _Section(code, pieces, condition, date, text)


def _piece(found: re.Match[str]) -> _Piece:
    match found.lastgroup:
        case "digit" | "point" | "comma" | "percent" | "slash" | "exponent" | "general" as sort:
            return _Piece(sort, found[0])
        case _:
            return _Piece("literal", _literal(found))


def _literal(found: re.Match[str]) -> str:
    """What a sign of a format prints by itself."""
    said = found[0]
    match found.lastgroup:
        case "literal":
            return said.strip('"') if said[0] == '"' else said[1:]
        case "blank":
            return " "
        case "fill":
            return ""
        case "bracket":
            return said[2:-1].partition("-")[0] if said.startswith("[$") else ""
        case _:
            return said


def _chosen(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section | None, Decimal]:
    """The section that prints a number, and the number with the sign that is left to print."""
    own = sections[:3]
    if any(section.condition for section in own):
        return _conditioned(own, number)
    if len(own) > 1 and number < 0:
        return own[1], number if _unsigned(own[1]) else -number
    if len(own) > 2 and number == 0:
        return own[2], number
    return own[0], number


def _conditioned(
    sections: tuple[_Section, ...], number: Decimal
) -> tuple[_Section | None, Decimal]:
    for place, section in enumerate(sections):
        if section.condition:
            if _holds(number, *section.condition):
                return section, number
        elif place == len(sections) - 1 or (place == 1 and number < 0):
            return section, number
    return None, number


def _holds(number: Decimal, sign: str, bound: Decimal) -> bool:
    match sign:
        case "<":
            return number < bound
        case "<=":
            return number <= bound
        case ">":
            return number > bound
        case ">=":
            return number >= bound
        case "=":
            return number == bound
        case _:
            return number != bound


def _unsigned(section: _Section) -> bool:
    """Whether only a colour tells that the number is negative, so that a text needs a minus."""
    said = "".join(piece.text for piece in section.pieces if piece.sort == "literal")
    digits = any(piece.sort in ("digit", "general") for piece in section.pieces)
    return digits and not any(sign in said for sign in "-－−(（负减△▲")


def _number(section: _Section, number: Decimal) -> str:
    pieces = section.pieces
    sorts = [piece.sort for piece in pieces]
    if "general" in sorts:
        said = general(abs(number))
        signs = (said if piece.sort == "general" else piece.text for piece in pieces)
        return _signed("".join(signs), number)
    if "digit" not in sorts:
        return "".join(piece.text for piece in pieces)
    from perfcheck.readers.digitformats import laid

    said = laid(tuple((piece.sort, piece.text) for piece in pieces), abs(number))
    return _signed(said, number)


def _signed(said: str, number: Decimal) -> str:
    """Put a minus before what is printed of a negative number, unless zeros are all of it."""
    return f"-{said.lstrip()}" if number < 0 and re.search("[1-9]", said) else said
