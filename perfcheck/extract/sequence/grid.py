"""The tokens below a header laid onto its columns, row after row, at the least cost."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from perfcheck.extract.sense import SKIPS, Sense, cost, remembered
from perfcheck.extract.sequence.tokens import Token
from perfcheck.kind import Column, Fit, Kind
from perfcheck.wording import normal, numbered

How = Literal["new", "next", "wrap", "left"]
State = tuple[int, How]

_NEAR = 0.75
_LEFT = 9.0
_ILL = 0.55
_EMPTY_CLASS = 1.5
_FEW = 3.0
_RARE = 4
_PARTED = 2.0  # an empty line between two cells of a row: one between them may be empty
_WHOLE = ("number", "quantity")
_UNIT = 4
_FEW_UNSURE = 8
_NOTE = 0.3  # a column of notes is mostly empty
_TERM_AS_TEXT = 1.5
_SIGN = "定性"  # stands where others have ≥
_SIGN_AS_TARGET = 1.0
_NEVER = 99.0
_LONG = 9
_NARROW = 4
_UNKNOWN_LEVEL = 6
_ENDS = '。；;！？!?”"'
_GOES_ON = "，,。、；;：:）)》”％%"
_OPEN = {"（": "）", "(": ")", "《": "》", "“": "”"}
_TERMS = ("weak", "strong")


class Laid(NamedTuple):
    """A token's column (-1: none), how it follows the one before, and whether a rival is near."""

    column: int
    how: How
    doubtful: bool


class _Line(NamedTuple):
    """What laying a token needs to know of it: what it says, its first and its last printed line,
    and whether an empty line stands before it where few do."""

    sense: Sense
    first: str
    last: str
    size: int
    gap: bool = False


def lay(tokens: Sequence[Token], columns: Sequence[Column | None], kind: Kind) -> list[Laid] | None:
    """Lay tokens onto columns; every token in order, each row from left to right.

    None where they fit the columns so ill that the header cannot be theirs.
    """
    if not tokens:
        return []
    memo: dict[str, Sense] = {}
    rare = sum(token.gap for token in tokens) * _RARE < len(tokens)
    lines = [
        _Line(
            remembered(token.cell.text, kind.vocabulary, memo),
            token.cell.text.split("\n")[0],
            token.cell.text.split("\n")[-1],
            len(normal(token.cell.text)),
            token.gap and rare,
        )
        for token in tokens
    ]
    return _Lattice(lines, columns).laid()


class _Lattice:
    """The costs of all ways; lives only while one grid is laid."""

    def __init__(self, lines: Sequence[_Line], columns: Sequence[Column | None]) -> None:
        self.lines = lines
        self.fits: list[Fit] = [at.fit if at else "text" for at in columns]
        self.sums = _sums(columns, self.fits, opening=False)
        self.opening = _sums(columns, self.fits, opening=True)

    def laid(self) -> list[Laid] | None:
        """The best way, and where another is nearly as good."""
        forward, back = self._forward()
        behind = self._backward()
        ends = {state: spent + self._rest(state[0]) for state, spent in forward[-1].items()}
        state = min(ends, key=lambda at: ends[at])
        best = ends[state]
        if best > _ILL * len(self.lines) + _FEW:
            return None
        made: list[Laid] = []
        for at in range(len(self.lines) - 1, -1, -1):
            others = (
                spent + behind[at][other[0]]
                for other, spent in forward[at].items()
                if other != state
            )
            near = min(others, default=_NEVER) - best < _NEAR
            made.append(Laid(-1 if state[1] == "left" else state[0], state[1], near))
            state = back[at].get(state, state)
        unsure = sum(at.doubtful for at in made)
        return None if unsure > max(_FEW_UNSURE, len(made) / 2) else self._named(made[::-1])

    def _named(self, laid: list[Laid]) -> list[Laid] | None:
        """None where figures stand for names: they are those of columns that are not known."""
        names = [
            line.sense.shape in ("number", "quantity") and not numbered(line.first)
            for line, at in zip(self.lines, laid, strict=True)
            if at.column >= 0 and at.how != "wrap" and self.fits[at.column] == "name"
        ]
        return None if sum(names) > max(1, len(names) / 4) else laid

    def _forward(self) -> tuple[list[dict[State, float]], list[dict[State, State]]]:
        costs: list[dict[State, float]] = []
        froms: list[dict[State, State]] = []
        start: dict[State, float] = {(-1, "new"): 0.0}
        for at in range(len(self.lines)):
            best: dict[State, float] = {}
            came: dict[State, State] = {}
            for state, spent in _least(costs[-1] if costs else start).items():
                for after, step in self._steps(at, state[0]):
                    whole = spent + step
                    if whole < best.get(after, _NEVER * len(self.lines)):
                        best[after] = whole
                        came[after] = state
            costs.append(best)
            froms.append(came)
        return costs, froms

    def _backward(self) -> list[dict[int, float]]:
        """For each token and column, the least cost of all that follows."""
        columns = range(-1, len(self.fits))
        behind = [{column: self._rest(column) for column in columns}]
        for at in range(len(self.lines) - 1, 0, -1):
            after = behind[-1]
            behind.append(
                {
                    column: min(
                        (step + after[state[0]] for state, step in self._steps(at, column)),
                        default=_NEVER,
                    )
                    for column in columns
                }
            )
        return behind[::-1]

    def _steps(self, at: int, last: int) -> list[tuple[State, float]]:
        """All places for a token after one in column `last`, and what each costs."""
        line = self.lines[at]
        above = self.lines[at - 1] if at else None
        parted = _PARTED if line.gap and above and not _is_open(above.last) else 0.0
        bare = 1.0 if last >= 0 and self.fits[last] == "level1" else 0.0
        open_ = 3.0 if above and _is_open(above.last) else 0.0
        found: list[tuple[State, float]] = [((last, "left"), _LEFT)]
        for column, fit in enumerate(self.fits):
            known = bare and fit == "level2" and line.sense.length <= _UNKNOWN_LEVEL
            spent = cost(line.sense, fit, in_place=bool(known)) + open_
            spent += _TERM_AS_TEXT if fit == "text" and line.sense.shape == "weak" else 0.0
            spent += 0.0 if fit == "level2" else bare
            spent += _SIGN_AS_TARGET if fit == "target" and line.first == _SIGN else 0.0
            if column > last:
                skipped = self.sums[column] - self.sums[last + 1]
                skipped = self.opening[column] if last < 0 else skipped
                apart = parted if column == last + 1 and fit in ("name", "target") else 0.0
                found.append(((column, "next" if last >= 0 else "new"), spent + skipped + apart))
            else:
                found.append(((column, "new"), spent + self._rest(last) + self.opening[column]))
        if above and last >= 0:
            found.append(((last, "wrap"), _wrap(above, line, self.fits[last]) + parted))
        return found

    def _rest(self, last: int) -> float:
        """What it costs that a row ends at a column; one that names a class only may be empty."""
        rest = self.sums[-1] - self.sums[last + 1]
        return min(rest, _EMPTY_CLASS) if last >= 0 and self.fits[last] == "level2" else rest


def _sums(columns: Sequence[Column | None], fits: Sequence[Fit], *, opening: bool) -> list[float]:
    """What it costs to leave out all columns up to each; where a row opens, carried ones are
    mostly empty."""
    sums = [0.0]
    behind = max((at for at, fit in enumerate(fits) if fit == "target"), default=len(fits))
    for at, (column, fit) in enumerate(zip(columns, fits, strict=True)):
        note = fit == "text" and at > behind
        carried = opening and column is not None and column.carried
        sums.append(sums[-1] + (0.0 if carried else _NOTE if note else SKIPS[fit]))
    return sums


def _least(costs: dict[State, float]) -> dict[State, float]:
    """The cheapest way to each column: what follows depends on the column alone."""
    least: dict[int, tuple[float, State]] = {}
    for state, spent in costs.items():
        if state[0] not in least or spent < least[state[0]][0]:
            least[state[0]] = (spent, state)
    return {state: spent for spent, state in least.values()}


def _wrap(above: _Line, line: _Line, fit: Fit) -> float:
    """What it costs to take a line as the rest of the one above."""
    if fit in ("level1", "level2", "amount", "number", "unit", "sign"):
        return _NEVER
    if above.sense.shape in _TERMS and above.sense.shape == "strong":
        return _NEVER
    if line.sense.shape in _TERMS:
        return 8.0 if line.sense.shape == "strong" else 3.0
    if _is_open(above.last):
        return 0.2
    if line.first[:1] in _GOES_ON:
        return 0.1
    if above.last[-1:] in "，、,：:":
        return 0.3
    complete = above.last[-1:] in "%％‰)）" and above.sense.shape in _WHOLE
    if fit == "target" and complete and line.size > _UNIT:
        return 3.0
    if above.last[-1:] in _ENDS:
        return 2.0
    if len(above.last) >= _LONG:
        return 0.8
    narrow = above.sense.shape == line.sense.shape == "word"
    return 1.2 if narrow and len(line.first) <= len(above.last) <= _NARROW else 3.0


def _is_open(text: str) -> bool:
    """Whether a bracket or quote that opens in the text does not close in it.

    >>> _is_open("规划建筑面积（平方"), _is_open("面积(平方米)")
    (True, False)
    """
    return any(text.count(left) > text.count(right) for left, right in _OPEN.items())
