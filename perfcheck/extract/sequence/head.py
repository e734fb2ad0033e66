"""The tokens of a form's head → rows: labels with their values, under groups and column heads."""

from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.extract.sequence.cuts import cut
from perfcheck.extract.sequence.dealing import Pair, dealt, is_text
from perfcheck.extract.sequence.matrix import gaps, head_word, under_heads
from perfcheck.extract.sequence.printing import row
from perfcheck.extract.sequence.sides import sided
from perfcheck.extract.sequence.tokens import Lexicon, Token, is_noise, whole
from perfcheck.kind import Kind, Word
from perfcheck.source import Cell, Row
from perfcheck.wording import compiled, normal

_YEAR = r"\(?(?:19|20)\d\d年?度?\)?"
_UNIT = r"\((?:人民币)?[千百万亿]*元\)|\(?(?:金额|货币|计价)?单位:(?:人民币)?[千百万亿]*元\)?"
_ALONE = f"{_YEAR}|{_UNIT}"
_YEAR_HEAD = r"(?:19|20)\d\d年度?(?:预算|执行|决算)?[数额]?|[前上本当]年度?[数额]?"
_ANNOUNCES = ("section", "group", "head")
_LABELS = ("field", "other")


class Read(NamedTuple):
    """The rows of a head, and the lines whose place in them is doubtful."""

    rows: list[Row]
    doubtful: set[int]


def read(tokens: Sequence[Token], lexicon: Lexicon) -> Read:
    """Return the rows that the tokens of a head make; what has no place is in none."""
    walking = _Walk(lexicon.kind)
    parts = _pieces(tokens, lexicon)
    at = 0
    while at < len(parts):
        at = walking.step(parts, at)
    walking.flush()
    return Read(walking.rows, walking.doubtful)


def _pieces(tokens: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Cut the lines that hold labels and values, and name the column heads that are years."""
    made: list[Token] = []
    text = False
    for token in tokens:
        for part in [token] if _is(token.cell, _ALONE) else cut(token, lexicon, text=text):
            over = made[-1] if made and made[-1].role == "head" else None
            word = head_word(part) if over else None
            if word:
                part = part._replace(words=(word,))
            elif part.role in _LABELS:
                text = is_text(part)
            elif part.role != "value":
                text = False
            elif over and _is(part.cell, _YEAR_HEAD):
                part = part._replace(words=over.words)
            made.append(part)
    return made


def _is(cell: Cell, pattern: str) -> bool:
    return compiled(pattern).fullmatch(normal(cell.text)) is not None


class _Walk:
    """What has been seen of a head; lives only while one is read."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.rows: list[Row] = []
        self.doubtful: set[int] = set()
        self.queue: list[Token] = []
        self.waiting: list[Pair] = []  # pairs of amounts that share rows
        self.groups = 0
        self.heads: tuple[Word, ...] = ()

    def step(self, parts: Sequence[Token], at: int) -> int:
        """Take in the tokens at a place; return the place behind them."""
        token = parts[at]
        if token.role in _LABELS:
            if len(self.heads) > 1 and is_text(token):
                self.flush()
            self.queue.append(token)
            return at + 1
        if token.role in _ANNOUNCES:
            return self._announce(parts, at)
        if token.known or not self.queue or is_noise(token, self.kind):
            self._alone(token)
            return at + 1
        end = at
        while end < len(parts) and not _breaks(parts[end], self.kind):
            end += 1
        self._deal(parts[at:end])
        return end

    def flush(self) -> None:
        """Close what waits for more."""
        self._deal(())
        self._rowed()

    def _alone(self, token: Token) -> None:
        """A caption, page number, year or unit by itself."""
        if not (token.captioned or is_noise(token, self.kind) or _is(token.cell, _ALONE)):
            return
        if token.captioned:
            self.flush()
        self._rowed()
        self.rows.append(row([(0, token.cell)], gap=token.gap))

    def _deal(self, values: Sequence[Token]) -> None:
        labels, self.queue = self.queue, []
        if len(self.heads) > 1 and self.groups < 2 and labels and not is_text(labels[-1]):
            self._matrix(labels, values)
        elif labels:
            for pair in dealt(labels, values, self.kind):
                self._pair(pair)

    def _matrix(self, labels: Sequence[Token], values: Sequence[Token]) -> None:
        """Values under several column heads: each below its own, or none can be told."""
        self._rowed()
        for label in labels[:-1]:
            self.rows.append(row([(1, label.cell)]))
        laid = under_heads(values, self.heads, self.kind.vocabulary)
        if laid is None:
            return
        if laid and gaps(laid, self.heads):
            self.doubtful |= {cell.line for _, cell in laid}
        cells = [(at + 2, cell) for at, cell in laid]
        self.rows.append(row([(1, labels[-1].cell), *cells]))

    def _pair(self, pair: Pair) -> None:
        if pair.doubtful:
            self.doubtful |= {value.cell.line for value in pair.values}
        if not is_text(pair.label) and pair.label.words[0].type != "year":
            self.waiting.append(pair)
            return
        self._rowed()
        self.groups, self.heads = 0, ()
        value = [(1, whole([one.cell for one in pair.values]))] if pair.values else []
        self.rows.append(row([(0, pair.label.cell), *value], gap=pair.label.gap))

    def _rowed(self) -> None:
        """Print the amounts that wait: as many a row as there are groups, or by their sides."""
        named = any(head.type for head in self.heads)
        pairs = [pair for pair in self.waiting if pair.values or not named]
        self.waiting = []
        if self.groups > 1:
            lines = [pairs[at : at + self.groups] for at in range(0, len(pairs), self.groups)]
            told = [list(enumerate(line)) for line in lines]
        else:
            told, doubtful = sided(pairs)
            self.doubtful |= doubtful
        for line in told:
            placed = [
                (2 * side + 1 + number, cell)
                for side, pair in line
                for number, cell in enumerate(_cells(pair))
            ]
            self.rows.append(row(placed, gap=line[0][1].label.gap))

    def _announce(self, parts: Sequence[Token], at: int) -> int:
        """Sections, groups and column heads: a row of them, or two where years are below."""
        end = at
        while end < len(parts) and parts[end].role in _ANNOUNCES:
            end += 1
            if end < len(parts) and _apart(parts[at:end], parts[end]):
                break
        run = parts[at:end]
        labels = _count(parts, end, _LABELS)
        values = _count(parts, end + labels, ("value",))
        queued, self.queue = self.queue, []
        if queued and labels > 1 and values == len(queued) + labels:
            return self._over(queued, parts, at, end, labels)
        self.queue = queued
        self.flush()
        self._announced(run)
        return end

    def _over(
        self, queued: list[Token], parts: Sequence[Token], at: int, end: int, labels: int
    ) -> int:
        """Labels before and below groups, and the values of all of them in one run."""
        names = [*queued, *parts[end : end + labels]]
        last = end + labels + len(names)
        pairs = dealt(names, parts[end + labels : last], self.kind)
        for pair in pairs[: len(queued)]:
            self._pair(pair)
        self._rowed()
        groups = sum(token.role == "group" for token in parts[at:end])
        self._announced(parts[at:end], aside=groups > 1 and groups != labels)
        for pair in pairs[len(queued) :]:
            self._pair(pair)
        self.groups = self.groups if labels == self.groups else 0
        self._rowed()
        return last

    def _announced(self, run: Sequence[Token], *, aside: bool = False) -> None:
        """Print a run; groups stand `aside` where their labels cannot be told."""
        years = [token for token in run if _is(token.cell, _YEAR_HEAD)]
        above = [token for token in run if token not in years]
        groups = sum(token.role == "group" for token in run)
        heads = tuple(word for token in above if (word := _head(token)))
        section = above[0].role == "section"
        if section:
            self.groups, self.heads = 0, ()
        if groups or section:
            self.groups = groups
        self.heads = heads or self.heads
        if groups == 1 and len(run) == 1:
            self.rows.append(row([(0, run[0].cell)], gap=run[0].gap))
            return
        rest = above[section:]
        over = bool(heads) and heads[0].lines  # the first head stands over the labels
        slots = _slots(len(rest), groups, len(heads), aside=aside)
        if over and not groups:
            slots = [slot - 1 for slot in slots]
            self.heads = heads[1:]
        placed = [(0, above[0].cell)] if section else []
        placed += [(slot, token.cell) for slot, token in zip(slots, rest, strict=True)]
        self.rows.append(row(placed, gap=run[0].gap))
        if years and slots:
            self.heads = (*self.heads[:-1], *(self.heads[-1],) * len(years))
            self.rows.append(row(enumerate((token.cell for token in years), slots[-1])))


def _slots(count: int, groups: int, heads: int, *, aside: bool) -> list[int]:
    """Where groups and heads stand: over their labels and values, or right of all labels."""
    if aside:
        return list(range(3, 3 + count))
    if groups and heads:
        return list(range(1, count + 1))
    return [2 * at + 1 if groups else at + 2 for at in range(count)]


def _head(token: Token) -> Word | None:
    return head_word(token) if token.role == "head" else None


def _apart(run: Sequence[Token], token: Token) -> bool:
    """Whether a token begins a row of its own: a section, or a group beside rows under heads."""
    roles = [one.role for one in run]
    beside = roles.count("head") > 1 and "group" not in roles
    return token.role == "section" or (token.role == "group" and beside)


def _breaks(token: Token, kind: Kind) -> bool:
    """Whether no value goes on over this token; a caption or term inside a text is a part of it."""
    unit = "元" in token.cell.text and _is(token.cell, _UNIT)
    return token.role != "value" or token.captioned or unit or is_noise(token, kind)


def _count(parts: Sequence[Token], at: int, roles: Sequence[str]) -> int:
    end = at
    while end < len(parts) and parts[end].role in roles:
        end += 1
    return end - at


def _cells(pair: Pair) -> list[Cell]:
    return [pair.label.cell, *(value.cell for value in pair.values)]
