"""Turns an expression into the source of a function that asks the same of many rows, quickly."""

from perfcheck.lang.nodes import Call, Join, Name, Node, Quoted
from perfcheck.lang.quick import SLIPS, Quick


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
            t1 = (True if type(t2 := s['甲']) in FILLED else has(0, t2, s, None))
            if t1 is False: no.append(s); continue
            if t1 is not True: m = t1
            t1 = (plain(t3.text) in t4 if type(t3 := s['甲']) in TEXTS and \
(t4 or (t4 := s.row and word_set(s['词']))) else member(9, t3, s['词'], s, None))
            if t1 is False: no.append(s); continue
            if t1 is not True: m = m or t1
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
    """What is done for a row: a chain of 且 is left at the first no."""
    first, *others = _chain(node)
    asked = writer.temporary()
    leave = f"        if {asked} is False: no.append(s); continue\n"
    lines = [f"        {asked} = {writer.write(first)}\n{leave}"]
    if not others:
        lines.append(f"        if {asked} is True: yes.append(s)\n")
        lines.append(f"        else: unclear.append((s, {asked}))\n")
        return "".join(lines)
    lines.insert(0, "        m = None\n")
    lines.append(f"        if {asked} is not True: m = {asked}\n")
    for part in others:
        lines.append(f"        {asked} = {writer.write(part)}\n{leave}")
        lines.append(f"        if {asked} is not True: m = m or {asked}\n")
    lines.append("        if m is None: yes.append(s)\n        else: unclear.append((s, m))\n")
    return "".join(lines)


def _at_once(node: Node, writer: Quick) -> str:
    """A look through all texts of a column together: mostly none has what a rule looks for."""
    while isinstance(node, Join) and node.operator == "或":
        node = node.left
    find = column = ""
    match node:
        case Call(function="空白", arguments=(Call() as asked,)):
            first, *rest = asked.arguments
            if isinstance(first, Name):
                find, column = _finder(asked.function, rest, writer), first.name
    if not find:
        return ""
    return (
        "    if scopes:\n        s = scopes[0]\n"
        f"        if (find := {find}) and (said := texts_of(scopes, {column!r})):\n"
        "            if not any(map(find, said)): return scopes, [], []\n"
    )


def _finder(function: str, rest: list[Node], writer: Quick) -> str:
    """The source of what finds something in a text; empty for any other function."""
    match rest:
        case [Quoted(text=pattern)] if function == "摘取":
            return f"compiled({pattern!r}).search"
        case _ if function in SLIPS and all(isinstance(each, Name) for each in rest):
            return f"slips({', '.join((repr(SLIPS[function]), *map(writer.write, rest)))})"
    return ""


def _chain(node: Node) -> list[Node]:
    """The parts of a chain of 且, in order."""
    if isinstance(node, Join) and node.operator == "且":
        return [*_chain(node.left), *_chain(node.right)]
    return [node]
