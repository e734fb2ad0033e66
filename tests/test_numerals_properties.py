"""What holds for every figure, whatever its digits."""

from hypothesis import assume, example, given
from hypothesis import strategies as st

from perfcheck.numerals import amount, count, figures, fold, target, unit_in, with_decimals, years
from perfcheck.numerals.chinese import chinese
from perfcheck.values import SCALE, UNITS, Missing, Number, Target, plain, scaled

MONEY = st.sampled_from(["元", "千元", "万元", "百万元", "亿元"])
MANTISSA = st.integers(-(10**12), 10**12)
DECIMALS = st.integers(0, 4)
PRINT = st.text(
    st.sampled_from(
        "0123456789０９.,，-—－()（）≥≤<>＞《》%％万亿元个次年月日前底季度上半至~、；。 "
        "一三百十不低于超过以上内第“”XA人/±"
    )
)


@given(MANTISSA, DECIMALS, MONEY, st.booleans())
def test_what_is_written_is_read_back(
    mantissa: int, decimals: int, unit: str, commas: bool
) -> None:
    value = scaled(mantissa, decimals, UNITS[unit][1])
    got = amount(plain(value, unit, decimals, commas=commas), unit)
    assert isinstance(got, Number)
    assert (got.mid, got.decimals, got.unit) == (value, decimals, unit)


@given(MANTISSA, DECIMALS, MONEY, MONEY)
def test_a_unit_of_its_own_beats_the_columns(
    mantissa: int, decimals: int, unit: str, column: str
) -> None:
    value = scaled(mantissa, decimals, UNITS[unit][1])
    got = amount(plain(value, unit, decimals) + unit, column)
    assert isinstance(got, Number)
    assert (got.mid, got.unit) == (value, unit)


@given(MANTISSA, st.integers(0, 3), st.integers(0, 3), MONEY)
@example(mantissa=5, decimals=1, dropped=1, unit="元")
def test_the_true_value_lies_in_the_interval_of_its_print(
    mantissa: int, decimals: int, dropped: int, unit: str
) -> None:
    true = scaled(mantissa, decimals + dropped, UNITS[unit][1])
    printed = plain(true, unit, decimals)
    got = amount(printed, unit)
    assert isinstance(got, Number)
    assert got.low <= true <= got.high or got.mid == 0


@given(MANTISSA, DECIMALS, st.integers(0, 4), MONEY)
def test_more_decimals_never_widen(mantissa: int, decimals: int, more: int, unit: str) -> None:
    text = plain(scaled(mantissa, decimals, UNITS[unit][1]), unit, decimals)
    wide = amount(text, unit)
    assert isinstance(wide, Number)
    narrow = with_decimals(wide, decimals + more)
    assert wide.low <= narrow.low <= narrow.mid <= narrow.high <= wide.high
    same = amount(text + ("" if decimals else "." if more else "") + "0" * more, unit)
    assert isinstance(same, Number) and (same.low, same.high) == (narrow.low, narrow.high)


@given(st.integers(1, 10**12), DECIMALS, MONEY)
def test_brackets_minus_and_full_width_say_the_same(
    mantissa: int, decimals: int, unit: str
) -> None:
    text = plain(scaled(mantissa, decimals, UNITS[unit][1]), unit, decimals)
    wide = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789.,"})
    ways = [amount(way, unit) for way in (f"-{text}", f"（{text}）", f"({wide})", f"－{wide}")]
    assert len({(way.low, way.high) for way in ways if isinstance(way, Number)}) == 1
    assert all(isinstance(way, Number) and way.mid < 0 for way in ways)


OPERATORS = {
    **{"": None, "≥": ">=", "＞＝": ">=", "≤": "<=", "<": "<", "＞": ">", "=": "="},
    **{"不低于": ">=", "不得少于": ">=", "大于等于": ">=", "不超过": "<=", "小于": "<"},
    **{"超过": ">", "至少": ">=", "约": "~", "控制在": "<=", "合格率不低于": ">="},
}
MEASURES = {
    **{"个": ("个", 1), "人次": ("人次", 1), "%": ("%", 1), "平方米": ("平方米", 1), "": ("", 1)},
    **{"万次": ("次", 10**4), "万元": ("万元", 1), "元/人": ("元", 1), "个工作日": ("个工作日", 1)},
}
SUFFIXES = {"": None, "以上": ">=", "及以上": ">=", "以下": "<=", "左右": "~"}


@given(
    st.sampled_from(sorted(OPERATORS)),
    st.integers(0, 10**7),
    DECIMALS,
    st.sampled_from(sorted(MEASURES)),
    st.booleans(),
)
def test_target_is_recovered(
    operator: str, mantissa: int, decimals: int, unit: str, blanks: bool
) -> None:
    figure = plain(scaled(mantissa, decimals), decimals=decimals, commas=False)
    assume(unit or decimals != 2 or not figure.startswith("20"))  # 2026.12 is a date
    got = target((" " if blanks else "").join((operator, figure, unit)))
    assert isinstance(got, Target) and got.kind == "quantitative"
    (part,) = got.parts
    name, factor = MEASURES[unit]
    assert (part.operator, part.figure, part.unit) == (OPERATORS[operator], figure, unit)
    assert part.number.unit == name and part.number.exact
    scale = UNITS.get(name, ("count", SCALE))[1]
    assert part.number.mid == scaled(mantissa * factor, decimals, scale)


@given(st.integers(0, 9999), st.sampled_from(sorted(MEASURES)), st.sampled_from(sorted(SUFFIXES)))
def test_words_behind_the_figure_are_recovered(figure: int, unit: str, suffix: str) -> None:
    got = target(f"{figure}{unit}{suffix}")
    assert isinstance(got, Target)
    (part,) = got.parts
    assert (part.operator, part.figure, part.unit) == (SUFFIXES[suffix], str(figure), unit)


@given(st.integers(2000, 2099), st.integers(1, 12), st.integers(1, 31))
def test_dates_are_recovered_however_they_are_typed(year: int, month: int, day: int) -> None:
    for text in (
        f"{year}年{month}月{day}日前",
        f"{year} 年 {month} 月 {day} 日",
        f"{year}-{month:02}-{day:02}",
        f"{year}/{month}/{day}前",
        f"{year}.{month}.{day}",
    ):
        got = target(text)
        assert isinstance(got, Target) and got.kind == "deadline"
        assert (got.year, got.month, got.day) == (year, month, day)


@given(PRINT)
def test_no_print_breaks_a_reader_and_nothing_is_silent(text: str) -> None:
    for got in (amount(text), amount(text, "万元"), count(text), target(text)):
        if isinstance(got, Missing):
            assert got.kind in ("blank", "unreadable") and got.reason.zh and got.reason.en
        elif isinstance(got, Number):
            assert got.low <= got.mid <= got.high
    for number, start, end in figures(text):
        assert 0 <= start < end <= len(text) and number.exact
    assert len(fold(text)) == len(text) and fold(fold(text)) == fold(text)
    assert all(2000 <= year <= 2099 for year in years(text))
    assert unit_in(text) in (None, *UNITS)


@given(st.text(max_size=20))
def test_any_text_at_all_is_survived(text: str) -> None:
    amount(text, "元"), count(text), target(text), figures(text), years(text), unit_in(text)
    assert len(fold(text)) == len(text)


def spelled(value: int) -> str:
    digits, ranks = "零一二三四五六七八九", ("", "十", "百", "千")
    if value >= 10**8:
        high, low = divmod(value, 10**8)
        return spelled(high) + "亿" + ("零" * (0 < low < 10**7) + spelled(low) if low else "")
    if value >= 10**4:
        high, low = divmod(value, 10**4)
        return spelled(high) + "万" + ("零" * (0 < low < 10**3) + spelled(low) if low else "")
    result, zero = "", False
    for rank in (3, 2, 1, 0):
        digit = value // 10**rank % 10
        if digit:
            result += ("零" if zero and result else "") + digits[digit] + ranks[rank]
        zero = not digit
    return result or "零"


@given(st.integers(0, 10**12 - 1))
def test_numerals_in_characters(value: int) -> None:
    text = spelled(value)
    banker = text.translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))
    assert chinese(text) == chinese(banker) == value
