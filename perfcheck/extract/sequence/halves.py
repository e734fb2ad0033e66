"""Lines of two texts printed one after the other, cut where the first most likely ends."""

from collections.abc import Sequence
from itertools import accumulate

_ENDS = '。；;！？!?”"’'
_UNENDED = 2.0
_UNCLOSED = 4.0
_RAGGED = 2.0
_LONGER = 1.0


def halved(lines: Sequence[str], *, wrapped: bool = True) -> int:
    """Return how many lines (or sentences, if not `wrapped`) are the first text's.

    It ends with a sentence, outside of quote marks, near the middle, and so that the lines of
    each text but its last are about as long.

    >>> halved(["全年开展巡查，", "问题整改到位。", "巡查河道十二条，发", "现问题及时整改。"])
    2
    """
    lengths = [len(line) for line in lines]
    sums = [0, *accumulate(lengths)]
    quoted = [0, *accumulate(line.count('"') % 2 for line in lines)]
    opened = [0, *accumulate(line.count("“") - line.count("”") for line in lines)]
    first = [0, *accumulate(lengths, max)]
    last = [0, *accumulate(reversed(lengths[:-1]), max)]
    costs = []
    for cut in range(1, len(lines)):
        spent = 0.0 if lines[cut - 1].rstrip()[-1:] in _ENDS else _UNENDED
        spent += _UNCLOSED if quoted[cut] % 2 or opened[cut] > 0 else 0.0
        spent += abs(2 * sums[cut] - sums[-1]) / max(sums[-1], 1)
        if wrapped:
            after = len(lines) - cut - 1
            spent += _ragged(sums[cut - 1], cut - 1, first[cut - 1], lengths[cut - 1])
            spent += _ragged(sums[-2] - sums[cut], after, last[after], lengths[-1])
        costs.append(spent)
    return 1 + costs.index(min(costs))


def _ragged(total: int, count: int, longest: int, end: int) -> float:
    """How unlike the lines of one text are, its last line aside."""
    if not count or not longest:
        return 0.0
    return _RAGGED * (1 - total / count / longest) + (_LONGER if end > longest + 1 else 0.0)
