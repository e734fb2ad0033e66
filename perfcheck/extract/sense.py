"""What a cell seems to say, and what it costs to lay it into a column of each type."""

from typing import Literal, NamedTuple

from perfcheck.extract.spoilt import is_spoilt
from perfcheck.kind import Fit, Vocabulary
from perfcheck.regexes import regex
from perfcheck.wording import label_forms, meaning, normal

Shape = Literal["number", "quantity", "date", "nil", "word", "sentence", "weak", "strong"]

_NUMBER = r"[-+(]?\d[\d,]*(?:\.\d+)?\)?(?:万元|亿元|千元|元)?"
_QUANTITY = (
    r"(?:[≥≤><=~]|大于等于|小于等于|大于|小于|不低于|不少于|不高于|不超过|达到|至少|约)*=?"
    r"\d[\d,.]*[^\d,，。；;:]{0,6}(?:以上|以下|以内|左右)?"
)
_DATE = (
    r"(?:(?:19|20)\d\d[年./-])?(?:\d{1,2}[月./-])?(?:\d{1,2}日?)?(?:底|末|前|之前|以前|内|完成)*"
    r"|.{0,3}第?[一二三四1-4]季度.{0,2}"
)
_FIGURE = regex(f"({_NUMBER})|({_DATE})|({_QUANTITY})")
_FIGURES: tuple[Shape, ...] = ("word", "number", "date", "quantity")
"""What a text that `_FIGURE` takes is, by the number of the group that took it."""
_DIGIT = regex(r"\d")
_SENTENCE = 12
_SIGN = 4
_UNIT = 5
_LONG = 7


class Sense(NamedTuple):
    """The shape of a cell's text, and whether it is a level-one or level-two term.

    `length` counts the characters of a word, but no more than `_LONG`: units and signs are short.
    """

    shape: Shape
    length: int
    one: bool = False
    two: bool = False


_SHORT: tuple[Shape, ...] = ("word", "nil")
_TOLD: dict[Shape, tuple[Sense, ...]] = {
    shape: tuple(
        Sense(shape, min(length, _LONG) if shape in _SHORT else 0)
        for length in range(2 * _SENTENCE + 1)
    )
    for shape in (*_SHORT, "number", "quantity", "date", "sentence")
}
"""What a text that is no term seems to say, by its shape and its length."""

_STRANGE = regex("[?xX□■\ufffd]")
"""What no number of a list has (1.2.3 may be one), but a figure that cannot be read."""

# fit → shape → cost; level columns are told in `cost`.
_NEVER = 7.0
COSTS: dict[Fit, dict[Shape, float]] = {
    "name": {
        "number": 4, "quantity": 1.6, "date": 3, "nil": 0.6, "word": 0.3, "sentence": 0.3,
        "weak": 2.5, "strong": 8,
    },
    "target": {
        "number": 0, "quantity": 0, "date": 0, "nil": 0.4, "word": 0.4, "sentence": 1,
        "weak": 0.4, "strong": 8,
    },
    "amount": {"number": 0, "nil": 0.5},
    "number": {"number": 0, "quantity": 1, "nil": 0.5},
    "unit": {"nil": 0.4, "word": 0.2, "weak": 0.6},
    "sign": {"nil": 0.4, "word": 0.2},
    "text": {
        "number": 3, "quantity": 0.8, "date": 0.8, "nil": 0.6, "word": 0.6, "sentence": 0.2,
        "weak": 0.6, "strong": 8,
    },
}  # fmt: skip

# What it costs to leave a column of a type without a cell.
SKIPS: dict[Fit, float] = {
    "level1": 0, "level2": 0, "name": 3, "target": 2, "amount": 2, "text": 1, "number": 0.7,
    "unit": 0.7, "sign": 0.7,
}  # fmt: skip


def sense(text: str, vocabulary: Vocabulary) -> Sense:
    """Tell what a non-empty cell text seems to say."""
    said = normal(text)
    if not said:
        return Sense("nil", 0)
    length = len(said)
    if "①" <= text[0] <= "⑳":  # a mark, though its normal form is a figure
        return _TOLD["word"][length] if length <= _SENTENCE else _TOLD["sentence"][0]
    if length > 2 * _SENTENCE:
        return _TOLD["sentence"][0]
    one = two = False
    for form, _ in label_forms(text):
        one = one or form in vocabulary.level1
        two = two or form in vocabulary.level2
    if one or two:
        shape: Shape = "strong" if "指标" in said else "weak"
        return Sense(shape, min(length, _LONG), one, two)
    return _TOLD[_shape(said if said.isalpha() else meaning(said), vocabulary)][length]


def remembered(text: str, vocabulary: Vocabulary, memo: dict[str, Sense]) -> Sense:
    """Tell what a text seems to say, once for each text; `memo` keeps what was told."""
    known = memo.get(text)
    if known is None:
        known = memo[text] = sense(text, vocabulary)
    return known


def _shape(said: str, vocabulary: Vocabulary) -> Shape:
    if said in vocabulary.nil or said == "无":
        return "nil"
    if said and (not said.isalpha() or "季度" in said):
        if _STRANGE.search(said) and _DIGIT.search(said) and is_spoilt(said):
            return "number"
        if figure := _FIGURE.fullmatch(said):
            return _FIGURES[figure.lastindex or 0]
    return "sentence" if len(said) > _SENTENCE else "word"


def cost(told: Sense, fit: Fit, *, in_place: bool) -> float:
    """Return what it costs to lay a cell that says `told` into a column of type `fit`.

    A short unknown word right below the head of a level column may be a term we do not know.
    """
    if fit in ("level1", "level2"):
        if told.one if fit == "level1" else told.two:
            return 0 if told.shape == "strong" else 0.2
        return 2 if in_place and told.shape == "word" else 6
    if (fit == "unit" and told.length > _UNIT) or (fit == "sign" and told.length > _SIGN):
        return _NEVER
    return COSTS[fit].get(told.shape, _NEVER)
