"""Which figure is probably the wrong one, where several sums fail together: a hint, no verdict."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from perfcheck.finding import Place, Suspect
from perfcheck.judge.equations import Cell, Equation, Figure, by_cell, equations
from perfcheck.judge.slips import CHANGED, Slip, slip
from perfcheck.lang.scope import Scope
from perfcheck.messages import Message
from perfcheck.rule import Rule
from perfcheck.values import SCALE, UNITS, Exact, plain, quotient

MOST_FAILED = 60
"""With more sums that fail, a form is wrong as a whole, and no single figure is to blame."""

MOST_NAMED = 5


class _Guess(NamedTuple):
    """A figure, the value that would mend most, and what it would mend and break."""

    figure: Figure
    value: Exact
    mended: tuple[Equation, ...]
    broken: int
    slip: Slip | None

    @property
    def worth(self) -> tuple[int, int]:
        """What the change would mend beyond what it breaks; then how likely such a slip is."""
        return len(self.mended) - self.broken, self.slip.likely if self.slip else 0


def suspects(rules: Iterable[Rule], scope: Scope) -> tuple[Suspect, ...]:
    """The figures whose change alone would mend several failing sums of a form, likeliest first.

    A single failing sum accuses a figure only where one known slip, of that figure alone, mends it.
    Two figures that are set against each other and nothing else are no sum.
    """
    known = list(equations(rules, scope))
    open_ = [equation for equation in known if not equation.holds()]
    if not open_ or len(open_) > MOST_FAILED:
        return ()
    at = by_cell(known)
    failed = len(open_)
    named: list[Suspect] = []
    while open_ and len(named) < MOST_NAMED:
        best = _likeliest(open_, at)
        if not best:
            break
        named += [_suspect(guess, failed) for guess in best]
        mended = {id(equation) for guess in best for equation in guess.mended}
        open_ = [equation for equation in open_ if id(equation) not in mended]
    return tuple(named[:MOST_NAMED])


def _likeliest(
    failed: Sequence[Equation], at: dict[Cell, list[tuple[int, Equation]]]
) -> list[_Guess]:
    """The best guess and those that are as good; none where nothing tells the figures apart."""
    guesses = {figure.at: figure for equation in failed for _, figure in equation.figures}
    made = [guess for figure in guesses.values() if (guess := _guess(figure, at[figure.at]))]
    if not made:
        return []
    top = max(guess.worth for guess in made)
    best = [guess for guess in made if guess.worth == top]
    if not any(len(equation.figures) > 2 for guess in best for equation in guess.mended):
        return []
    if top[0] >= 2:
        return best if len(best) <= 2 else []
    return best if top[1] > CHANGED.likely and len(best) == 1 else []


def _guess(figure: Figure, stands: Sequence[tuple[int, Equation]]) -> _Guess | None:
    """The one change of a figure that mends most of the sums in which it stands."""
    made = []
    for value in dict.fromkeys(_values(figure, stands)):
        change = value - figure.number.mid
        after = [(equation, equation.holds(sign * change)) for sign, equation in stands]
        mended = tuple(each for each, holds in after if holds and not each.holds())
        broken = sum(not holds and each.holds() for each, holds in after)
        made.append(_Guess(figure, value, mended, broken, slip(figure.number, value)))
    best = max(made, key=lambda guess: guess.worth, default=None)
    return best if best and best.worth[0] > 0 else None


def _values(figure: Figure, stands: Sequence[tuple[int, Equation]]) -> Iterator[Exact]:
    """What the figure would have to be for each failing sum, in whole last digits as printed."""
    number = figure.number
    digit = quotient(UNITS.get(number.unit, ("count", SCALE))[1], 10**number.decimals)
    for sign, equation in stands:
        if not equation.holds():
            wanted = number.mid - sign * equation.residual
            value = round(quotient(wanted, digit)) * digit
            if value != number.mid:
                yield value


def _suspect(guess: _Guess, failed: int) -> Suspect:
    field, number = guess.figure.field, guess.figure.number
    cell = field.cells[0]
    label = field.path[-1] if field.path else field.name
    expected = plain(guess.value, number.unit, number.decimals, commas="," in cell.text)
    return Suspect(
        Place(cell.span, label, cell.text),
        expected,
        len(guess.mended),
        failed,
        guess.slip.said if guess.slip else Message("", ""),
        tuple(dict.fromkeys(equation.rule for equation in guess.mended)),
    )
