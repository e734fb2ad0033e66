"""Running text that is a form: long lines cut into the lines of one cell each that they were."""

import re
from collections.abc import Iterator, Sequence

from perfcheck.extract.sequence.between import MANY, UNSURE, between
from perfcheck.extract.sequence.figures import figures
from perfcheck.extract.sequence.folded import Folded, folded
from perfcheck.extract.sequence.words import Said, tail, words
from perfcheck.kind import Kind
from perfcheck.source import Cell
from perfcheck.wording import normal

_LONG = 60
_ENOUGH = 4
_SHORTEST = 4
_NEAR = 200
_STRONG = "指标"
_WORD = re.compile(r"\S+")
_PAUSE = re.compile(r"[。、;]|,(?!\d{3})")
_ENDS = '。;!)>”"'
_NO_LABEL = "。、;,的和与及为是等"
_OPERATORS = "≥≤><=＞＜＝"

# A word found: where it begins and ends, and how many figures a row below it has (0: no grid;
# -1: several without a header row).
Mark = tuple[int, int, int]


class Cutter:
    """Cuts the lines of one form; what its words are is told when a line first needs it."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._words: dict[str, Said] = {}
        self._patterns: tuple[re.Pattern[str], ...] = ()
        self._below = 0
        self._apart = False
        self.doubtful: set[int] = set()

    def cut(self, cell: Cell) -> list[Cell]:
        """Return the cells that a line holds: itself, if it is no run of several labels."""
        if len(cell.text) < _LONG or cell.parts:
            return [cell]
        self._words = self._words or words(self._kind)
        parts = [cell.part(*found.span()) for found in _WORD.finditer(cell.text)]
        known = [self._words.get(normal(one.text).rstrip(":")) for one in parts]
        self._apart = self._apart or any(said and said.aside for said in known)
        if sum(said is not None for said in known) < _ENOUGH:
            return self._unspaced(cell)
        parts = parts if self._apart else _joined(parts)
        return [piece for one in parts for piece in self._unspaced(one)]

    def _unspaced(self, cell: Cell) -> list[Cell]:
        """Cut a text without blanks at the words in it that surely are labels or terms."""
        if len(cell.text) < _LONG:
            return [cell]
        line = folded(cell)
        below = self._below
        marks = list(self._marks(line))
        if len(marks) < _ENOUGH and not below:
            self._below = below
            return [cell]
        self.doubtful.add(cell.line)
        made: list[Cell] = []
        start = 0
        for begin, end, after in [*marks, (len(line.text), len(line.text), 0)]:
            made += between(line, start, begin, below, self._words)
            made += [line.piece(begin, end)] if end > begin else []
            start, below = end, after
        return made

    def _marks(self, line: Folded) -> Iterator[Mark]:
        """Where words stand that surely are labels, columns, or below a grid's header terms."""
        start = _title(line.text, self._kind)
        if start:
            yield 0, start, self._below
        columns: list[Said] = []
        at = start
        open_ = False  # whether a short column label may come next
        heads = 0
        while match := self._next(line.text, at, start if open_ else -1):
            said = self._words[match[0]]
            touching = match.start() == start
            beside = touching and open_ and said.column
            before = line.text[max(start, match.start() - _NEAR) : match.start()]
            sure = touching or not said.term or match[0].endswith(_STRONG)
            if not beside and not (sure and self._counts(before, match, said)):
                at = match.start() + 1
                continue
            columns = [*(columns if beside else ()), said] if said.column else []
            open_ = said.column or (said.term and not said.label)
            heads = heads * touching + 1 if said.head else 0
            if any(one.level for one in columns):
                self._below = _figures(columns)
            elif heads > 1:
                self._below = MANY
            elif said.text or (said.label and not said.term and self._below > 0):
                self._below = 0
            opened = line.text[start : match.start()].endswith("其中:")
            at = start = match.end() + tail(line.text, match.end())
            yield match.start() - 3 * opened, start, self._below

    def _next(self, text: str, at: int, beside: int) -> re.Match[str] | None:
        """The next long word; right behind a column label also a short one."""
        if not self._patterns:
            columns = [word for word, said in self._words.items() if said.column]
            long = [word for word in self._words if len(word) >= _SHORTEST]
            self._patterns = tuple(map(_any_of, (columns, long)))
        short = self._patterns[0].match(text, beside) if beside == at else None
        return short or self._patterns[1].search(text, at)

    def _counts(self, before: str, match: re.Match[str], said: Said) -> bool:
        """Whether a word found is one: below a header only terms are, elsewhere a label that no
        sentence goes on into or over."""
        after = match.string[match.end() : match.end() + 1]
        if after and after in _NO_LABEL:
            return False
        if self._below > 0 and not said.term:
            return after == ":" and said.label
        if _PAUSE.search(before):
            return before[-1] in _ENDS
        return not said.term or self._below > 0 or said.label or said.column


def _figures(columns: Sequence[Said]) -> int:
    """How many figures a row has; a text before the last of them cannot be told from a name."""
    figures = [at for at, one in enumerate(columns) if one.figure]
    last = figures[-1] if figures else 0
    words = sum(not (one.level or one.figure) for one in columns[:last])
    return len(figures) if words <= 1 else UNSURE


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _title(text: str, kind: Kind) -> int:
    """How long the title is that opens a line; 0 for none."""
    ends = (text.find(at, 0, 2 * _LONG) + len(at) for at in kind.titles if at in text[: 2 * _LONG])
    return next(ends, 0)


def _joined(parts: Sequence[Cell]) -> list[Cell]:
    """Put an operator before its figure, and a unit behind it."""
    made: list[Cell] = []
    for one in parts:
        above = made[-1] if made else None
        if above and _belongs(above.text, one.text):
            text = above.text + " " * (one.column - above.end_column) + one.text
            made[-1] = above._replace(text=text, end_column=one.end_column)
        else:
            made.append(one)
    return made


def _belongs(above: str, word: str) -> bool:
    if all(sign in _OPERATORS for sign in above):
        return word[:1].isdigit()
    if word[:1].isdigit():
        return False
    both = normal(above + word)
    return above[-1:].isdigit() and figures(both) == [(0, len(both))]
