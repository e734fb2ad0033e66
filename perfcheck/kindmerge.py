"""A kind of an office that extends a shipped one: what it adds, laid upon what is there."""

from collections.abc import Mapping, Sequence
from typing import Any

BASE = "extends"


def extended(own: Mapping[str, Any], kinds: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the kind that `own` describes: itself, or upon the kind of `kinds` that it extends.

    Lists are lengthened, mappings joined key by key, all else replaced. Without an id of its own
    it takes the place of the kind that it extends.

    >>> base = {"id": "a", "titles": ["甲表"], "fields": {"基本支出": ["基本"]}}
    >>> extended({"extends": "a", "fields": {"基本支出": ["维持支出"]}}, [base])["fields"]
    {'基本支出': ['基本', '维持支出']}
    """
    base = next((kind for kind in kinds if kind.get("id") == own.get(BASE)), None)
    return dict(own) if base is None else _joined(base, own)


def _joined(base: Any, own: Any) -> Any:
    if isinstance(base, Mapping) or isinstance(own, Mapping):
        left, right = _mapping(base), _mapping(own)
        both = {name: _joined(at, right[name]) for name, at in left.items() if name in right}
        return {**left, **right, **both}
    if isinstance(base, list) and isinstance(own, list):
        return [*base, *(each for each in own if each not in base)]
    return own


def _mapping(value: Any) -> Mapping[str, Any]:
    """A bare list of labels is the short form of {labels: […]}."""
    if isinstance(value, Mapping):
        return value
    return {"labels": value} if isinstance(value, list) else {}
