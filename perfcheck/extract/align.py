"""M3: the cells of a row laid onto the columns of its table, in order and at the least cost."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfcheck.extract.sense import SKIPS, Sense, Shape, cost
from perfcheck.kind import Fit

SHIFT = 0.4
UNCLAIMED = 9.0
_NO_RIVAL = 99.0
_GOOD = 1.0
_WAYS = 32
_WORDS = ("word", "sentence")


class Place(NamedTuple):
    """A column as alignment sees it: the type of its cells and where it stands (`at`).

    `needed`: a row without it is none; `summed`: rows of totals have a figure in it.
    """

    fit: Fit
    at: int
    needed: bool = False
    summed: bool = False


class Laid(NamedTuple):
    """One way to lay a row: for each cell its column, or -1; `margin` is how much worse the
    second best way (`rival`) is. `titled`: the first cell says what the row is, in no column."""

    columns: tuple[int, ...]
    margin: float = _NO_RIVAL
    rival: tuple[int, ...] = ()
    titled: bool = False


class _Path(NamedTuple):
    cost: float
    columns: tuple[int, ...]
    last: int
    shift: int


def lay(
    indexes: Sequence[int],
    told: Sequence[Sense],
    places: Sequence[Place],
    *,
    odd: bool = False,
    above: Mapping[int, int] | None = None,
) -> Laid:
    """Lay the non-empty cells of a row, given their indexes and senses, onto the columns.

    `odd` says that the row has more or fewer cells than its neighbours, so that even cells right
    below their heads may have moved. `above` is `columns_at` of the places, made once for all rows.
    """
    columns = None if odd else straight(indexes, told, places, nameless=True, above=above)
    if columns is not None:
        return Laid(columns)
    paths = {(-1, 0): [_Path(0.0, (), -1, 0)]}
    for index, sense in zip(indexes, told, strict=True):
        paths = _step(paths, index, sense, places)
    whole = [_closed(path, places) for options in paths.values() for path in options]
    whole.sort(key=lambda path: path.cost)
    if len(whole) < 2:
        return Laid(whole[0].columns)
    return Laid(whole[0].columns, whole[1].cost - whole[0].cost, whole[1].columns)


def straight(
    indexes: Sequence[int],
    told: Sequence[Sense],
    places: Sequence[Place],
    *,
    nameless: bool = False,
    above: Mapping[int, int] | None = None,
) -> tuple[int, ...] | None:
    """Return the columns right above the cells, where every cell fits and none is missed.

    `nameless`: the one that a row needs may be missed, where all else shows that it is empty.
    `above` is `columns_at` of the places, made once for all rows.
    """
    by_index = above or columns_at(places)
    columns = []
    for index, sense in zip(indexes, told, strict=True):
        column = by_index.get(index)
        if column is None or cost(sense, places[column].fit, in_place=True) > _GOOD:
            return None
        columns.append(column)
    missed = [at for at, place in enumerate(places) if place.needed and at not in columns]
    if not missed or (nameless and _nameless(missed[0], columns, told, places)):
        return tuple(columns)
    return None


def columns_at(places: Sequence[Place]) -> dict[int, int]:
    """Which column stands where."""
    return {place.at: column for column, place in enumerate(places)}


def _nameless(
    needed: int, columns: Sequence[int], told: Sequence[Sense], places: Sequence[Place]
) -> bool:
    """Whether the row has a figure as its target right of the column of names, and no words
    between them that could be a name which was moved."""
    right = [(at, said.shape) for at, said in zip(columns, told, strict=True) if at > needed]
    target = max((at for at, shape in right if _measured(places[at], shape)), default=-1)
    return target >= 0 and not any(at < target and shape in _WORDS for at, shape in right)


def _measured(place: Place, shape: Shape) -> bool:
    return place.fit == "target" and shape in ("number", "quantity", "date")


def _step(
    paths: dict[tuple[int, int], list[_Path]], index: int, sense: Sense, places: Sequence[Place]
) -> dict[tuple[int, int], list[_Path]]:
    """Lay one more cell in every way; the two best ways to each state are kept."""
    after: dict[tuple[int, int], list[_Path]] = {}
    fits = [cost(sense, place.fit, in_place=place.at == index) for place in places]
    skips = [SKIPS[place.fit] for place in places]
    for path in _likely(paths):
        left = path.cost + UNCLAIMED
        _keep(after, _Path(left, (*path.columns, -1), path.last, path.shift))
        skipped = path.cost
        for column in range(path.last + 1, len(places)):
            shift = index - places[column].at
            spent = skipped + fits[column] + (SHIFT if shift != path.shift else 0)
            _keep(after, _Path(spent, (*path.columns, column), column, shift))
            skipped += skips[column]
    return after


def _likely(paths: dict[tuple[int, int], list[_Path]]) -> list[_Path]:
    """The ways worth going on with: no later cell can make up for more than this."""
    every = [path for options in paths.values() for path in options]
    least = min(path.cost for path in every)
    return sorted(path for path in every if path.cost <= least + UNCLAIMED)[:_WAYS]


def _keep(after: dict[tuple[int, int], list[_Path]], path: _Path) -> None:
    options = after.setdefault((path.last, path.shift), [])
    options.append(path)
    if len(options) > 2:
        options.remove(max(options, key=lambda option: option.cost))


def _closed(path: _Path, places: Sequence[Place]) -> _Path:
    rest = sum(SKIPS[place.fit] for place in places[path.last + 1 :])
    return path._replace(cost=path.cost + rest)
