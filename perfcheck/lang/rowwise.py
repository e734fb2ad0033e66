"""Turns an expression into the source of a function that asks the same of many rows, quickly."""

import re

from perfcheck.lang.nodes import Call, Join, Name, Node, Quoted, Sign
from perfcheck.lang.quick import Quick
from perfcheck.lang.writtenout import SLIPS


def emit_rows(node: Node, name: str) -> str:
    """Return the source of `def name(scopes)`; it needs the names of perfcheck.lang.runtime.

    It gives the scopes of the rows that say yes, of those that say no, and of the others, each
    with what is missing. What is the same for all rows is made when the first of them asks for it.

    >>> from perfcheck.lang.parser import parse
    >>> print(emit_rows(parse('有(甲) 且 甲 属于 词'), "f"), end="")
    def f(scopes):
        yes, no, unclear = [], [], []
        t4 = None
        for s in scopes:
            m = None
            if type(t2 := s['甲']) in FILLED:
                if not (True): no.append(s); continue
            elif (t1 := has(0, t2, s, None)) is False: no.append(s); continue
            elif type(t1) is Missing: m = m or t1
            if type(t3 := s['甲']) in TEXTS and (t4 or (t4 := s.row and word_set(s['词']))):
                if not (plain(t3.text) in t4): no.append(s); continue
            elif (t1 := member(9, t3, s['词'], s, None)) is False: no.append(s); continue
            elif type(t1) is Missing: m = m or t1
            if m is None: yes.append(s)
            else: unclear.append((s, m))
        return yes, no, unclear
    """
    kept: dict[str, str] = {}
    writer = Quick(kept)
    at_once, body = _at_once(node, writer), _body(node, writer)
    none = f"    {' = '.join(kept.values())} = None\n" if kept else ""
    return (
        f"def {name}(scopes{writer.given()}):\n{at_once}    yes, no, unclear = [], [], []\n{none}"
        f"    for s in scopes:\n{body}    return yes, no, unclear\n"
    )


def _body(node: Node, writer: Quick) -> str:
    """What is done for a row: a chain of 且 is left at the first no, one of 或 at the first yes."""
    either = isinstance(node, Join) and node.operator == "或"
    ends, leave = ("True", "yes") if either else ("False", "no")
    asked = writer.temporary()
    lines = ["        m = None\n"]
    for part in _parts(node, "或" if either else "且"):
        test = writer.test(part)
        if test:
            leaves = test.quick if either else f"not ({test.quick})"
            lines.append(f"        if {test.given}:\n")
            lines.append(f"            if {leaves}: {leave}.append(s); continue\n")
        rest = test.rest if test else writer.write(part)
        lines.append(
            f"        {'elif' if test else 'if'} ({asked} := {rest}) is {ends}:"
            f" {leave}.append(s); continue\n"
            f"        elif type({asked}) is Missing: m = m or {asked}\n"
        )
    lines.append(f"        if m is None: {'no' if either else 'yes'}.append(s)\n")
    lines.append("        else: unclear.append((s, m))\n")
    return "".join(lines)


def _at_once(node: Node, writer: Quick) -> str:
    """A look through all texts of a column together: mostly none has what a rule looks for.

    Of a chain of 或 it is enough that one of the slips that it names is not there.
    """
    slips = [found for part in _parts(node, "或") if (found := _slip_in(part, writer))]
    if not slips:
        return ""
    name = slips[0][0]
    finds = "".join(f", ({find}, {lines})" for column, find, lines in slips if column == name)
    return (
        "    if scopes:\n        s = scopes[0]\n"
        f"        if nowhere(scopes, {name!r}{finds}): return scopes, [], []\n"
    )


def _slip_in(node: Node, writer: Quick) -> tuple[str, str, bool] | None:
    """The column that shall not have something, what finds it, and whether among lines too."""
    match node:
        case Call(
            function="空白", arguments=(Call(arguments=(Name(name=column), *rest)) as asked,)
        ):
            match rest:
                case [Quoted(text=pattern)] if asked.function == "摘取":
                    return column, f"compiled({pattern!r}).search", fits_among_lines(pattern)
                case _ if asked.function in SLIPS and all(isinstance(each, Name) for each in rest):
                    lists = (repr(SLIPS[asked.function]), *map(writer.write, rest))
                    return column, f"slips({', '.join(lists)})", asked.function == "错词"
        case Sign(operator="非", operand=Call(arguments=(Name(name=column), _)) as asked):
            if asked.function in ("包含", "开头", "结尾"):
                test = writer.spelled_out(asked, "plain(said)")
                return (column, f"lambda said: {test}", False) if test else None
    return None


_NEGATIVE = re.compile(r"\(\?<?!(?:[^\\.()\[\]^$\n]|\[[^\]\[\\^\n]+\])*\)")
_EDGES = re.compile(r"[$^]|\\[AbBZ]|\(\?<?!|\(\?>|[*+?}]\+")


def fits_among_lines(pattern: str) -> bool:
    r"""Whether what fits a regular expression in a text also fits it among lines around the text.

    So it does where no edge of the text is asked for (nor anything that is given for good), and
    nothing that must not be there can be the end of a line.

    >>> [fits_among_lines(each) for each in ("元元(?!器)", "[^、]{2}", "(?<![^，])、", "^、")]
    [True, True, False, False]
    """
    return _EDGES.search(_NEGATIVE.sub("", pattern).replace("[^", "[")) is None


def _parts(node: Node, operator: str) -> list[Node]:
    """The parts of a chain of 且 or of 或, in order."""
    if isinstance(node, Join) and node.operator == operator:
        return [*_parts(node.left, operator), *_parts(node.right, operator)]
    return [node]
