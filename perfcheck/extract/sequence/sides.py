"""Amounts of a form in two columns, the whole project's left and this year's right."""

from collections.abc import Sequence

from perfcheck.extract.sequence.dealing import Pair
from perfcheck.wording import label_forms, normal

Line = list[tuple[int, Pair]]


def sided(pairs: Sequence[Pair]) -> tuple[list[Line], set[int]]:
    """Return the pairs of each printed row with their sides (0 left, 1 right).

    A label printed twice tells that there are two sides; the order in which the amounts come tells
    which is whose. Also returned: the lines of those whose side is only likely.
    """
    names = [_name(pair) for pair in pairs]
    again = next((at for at, name in enumerate(names) if name in names[:at]), None)
    if again is None:
        return [[(0, pair)] for pair in pairs], set()
    first = names.index(names[again])
    if again > first + 1 and again == len(pairs) - 1:
        return _side_by_side(pairs[: first + 1], pairs[first + 1 :])
    return _row_by_row(pairs, names)


def _name(pair: Pair) -> str:
    return label_forms(pair.label.cell.text)[-1][0]


def _side_by_side(left: Sequence[Pair], right: Sequence[Pair]) -> tuple[list[Line], set[int]]:
    """One column was printed below the other: both end with the same label."""
    lines: list[Line] = []
    for at in range(max(len(left), len(right)) - 1):
        both = [
            (side, column[at]) for side, column in enumerate((left, right)) if at < len(column) - 1
        ]
        lines.append(both)
    return [*lines, [(0, left[-1]), (1, right[-1])]], set()


def _row_by_row(pairs: Sequence[Pair], names: Sequence[str]) -> tuple[list[Line], set[int]]:
    """Row by row: two amounts a row, but where the right column has one more by itself."""
    lines: list[Line] = []
    doubtful: set[int] = set()
    at = 0
    while at < len(pairs):
        two = at + 1 < len(pairs) and _beside(pairs, names, at)
        if two:
            lines.append([(0, pairs[at]), (1, pairs[at + 1])])
        else:
            lines.append([(1, pairs[at])])
            if not _known(pairs[at], pairs):
                doubtful |= {value.cell.line for value in pairs[at].values}
        at += 1 + two
    return lines, doubtful


def _beside(pairs: Sequence[Pair], names: Sequence[str], at: int) -> bool:
    if at == 0 or names[at] == names[at + 1]:
        return True
    if _opens(pairs[at]) and _opens(pairs[at + 1]):
        return True
    if _known(pairs[at], pairs):
        return False
    same = next((to for to in range(at, len(names) - 1) if names[to] == names[to + 1]), len(names))
    return (same - at) % 2 == 0


def _opens(pair: Pair) -> bool:
    return normal(pair.label.cell.text).startswith("其中")


def _known(pair: Pair, pairs: Sequence[Pair]) -> bool:
    """Whether the kind knows labels below the left total, and this one is none of them."""
    total = _name(pairs[0])
    return any(_below(one, total) for one in pairs) and not _below(pair, total)


def _below(pair: Pair, total: str) -> bool:
    return any(word.group == total for word in pair.label.words)
