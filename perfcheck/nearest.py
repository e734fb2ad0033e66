"""“Did you mean …”: the known words nearest to one that is not known."""

from collections.abc import Iterable

from perfcheck.messages import NOTHING, Message


def did_you_mean(word: object, known: Iterable[str], most: int = 1) -> Message:
    """Return what to add to a complaint about `word`: a question, or nothing where none is near.

    >>> did_you_mean("ARITH-01", ["ARITH-001", "FIELD-001"]).en
    '; did you mean ARITH-001?'
    >>> did_you_mean("x", ["ARITH-001"]).zh
    ''
    >>> did_you_mean("arith-001", ["TAX-001", "ARITH-001"]).en
    '; did you mean ARITH-001?'
    """
    from difflib import get_close_matches

    names = {name.casefold(): name for name in known}
    close = get_close_matches(str(word).casefold(), list(names), most, 0.5)
    near = [names[name] for name in close]
    if not near:
        return NOTHING
    return Message(f"；是不是“{'”“'.join(near)}”？", f"; did you mean {' or '.join(near)}?")
