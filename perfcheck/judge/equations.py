"""The sums that a form's rules hold against each other: which figures, with what sign, and whether
they agree."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from perfcheck.form import Field
from perfcheck.judge.rounding import tree
from perfcheck.lang.account import Account, account
from perfcheck.lang.scope import Scope, entered, listed
from perfcheck.rule import Program, Rule
from perfcheck.values import Exact, Missing, Number

Cell = tuple[int, int]


class Figure(NamedTuple):
    """A printed figure: where it stands, its value, and the field that it is the value of."""

    at: Cell
    number: Number
    field: Field


class Equation(NamedTuple):
    """Figures, each with its factor, that add up to nothing, or (`at_most`) to no more than that.

    `residual` is their sum, in 10⁻¹⁰ of the canonical unit, `bound` what rounding explains of it.
    """

    rule: str
    figures: tuple[tuple[int, Figure], ...]
    residual: Exact
    bound: Exact
    at_most: bool

    def holds(self, change: Exact = 0) -> bool:
        """Whether the sum is as it should be, if it were larger by `change`."""
        apart = self.residual + change
        if apart == 0 or -self.bound < apart < self.bound:
            return True
        return self.at_most and apart < 0


def equations(rules: Iterable[Rule], scope: Scope) -> Iterator[Equation]:
    """Every sum that `rules` compare on a form, those that agree and those that do not."""
    for rule in rules:
        program = rule.program
        if program is None or not any(program.figures):
            continue
        for inner in _scopes(program, scope):
            if program.when is None or program.when((inner,))[0]:
                yield from _of_one(rule, program, inner)


def _scopes(program: Program, scope: Scope) -> Iterator[Scope]:
    if not program.each:
        yield scope
    for rows in program.each:
        found = listed(rows, scope)
        if not isinstance(found, Missing):
            yield from entered(found, scope)


def _of_one(rule: Rule, program: Program, scope: Scope) -> Iterator[Equation]:
    """The sums that a rule compares in one scope."""
    for holds, figures, text in zip(program.asserts, program.figures, rule.asserts, strict=True):
        log: list[Any] = []
        held = holds(scope, log) if figures else None
        if not isinstance(held, bool):
            continue
        known = account(tree(text), scope, log, held)
        if known is None and held:  # let pass for another reason than that it adds up
            known = account(tree(text), scope, log, False)
        found = _equation(rule, known)
        if found:
            yield found


def _equation(rule: Rule, known: Account | None) -> Equation | None:
    if known is None or known.operator not in ("==", "<=", ">="):
        return None
    if known.left_terms is None or known.right_terms is None:
        return None
    turn = -1 if known.operator == ">=" else 1
    terms = [(turn * sign, number) for sign, number in known.left_terms]
    terms += [(-turn * sign, number) for sign, number in known.right_terms]
    found = [figure for sign, number in terms if (figure := _figure(sign, number))]
    cells = [figure.at for _, figure in found]
    if not found or len(set(cells)) < len(cells):
        return None
    residual, at_most = turn * known.residual, known.operator != "=="
    return Equation(rule.id, tuple(found), residual, known.bound, at_most)


def _figure(sign: int, number: Number) -> tuple[int, Figure] | None:
    """A term that is one printed cell; one that is computed cannot be what was mistyped."""
    fields = [origin for origin in number.origins if isinstance(origin, Field)]
    if len(fields) != 1 or not _is_value(fields[0], number):
        return None
    cells = fields[0].cells
    return sign, Figure((cells[0].line, cells[0].column), number, fields[0])


def _is_value(field: Field, number: Number) -> bool:
    value = field.value
    return bool(field.cells) and isinstance(value, Number) and value[:3] == number[:3]


def by_cell(found: Sequence[Equation]) -> dict[Cell, list[tuple[int, Equation]]]:
    """The equations in which each cell stands, with its factor there."""
    at: dict[Cell, list[tuple[int, Equation]]] = {}
    for equation in found:
        for sign, figure in equation.figures:
            at.setdefault(figure.at, []).append((sign, equation))
    return at
