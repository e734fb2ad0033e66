"""Kinds of forms as data: titles, labels, columns and level terms, prepared for look-up."""

from collections.abc import Callable, Container, Mapping
from typing import Any, Literal, NamedTuple

from perfcheck.messages import Message
from perfcheck.wording import compiled, label_forms, normal

Role = Literal["field", "other", "group", "section", "head"]
Shape = Literal["form", "list", "budget", "report"]
Fit = Literal["level1", "level2", "name", "target", "amount", "number", "unit", "sign", "text"]
FITS: frozenset[str] = frozenset(Fit.__args__)  # type: ignore[attr-defined]
SHAPES: frozenset[str] = frozenset(Shape.__args__)  # type: ignore[attr-defined]

_HARMLESS = (
    r"[\d,.-]*[十百千万亿]*元|\d+字(?:以?内)?|[\d.-]+分|[%A-Z]|含.*"
    r"|(?:19|20)\d\d年?[-—~至](?:19|20)\d\d年?"
)

# Files of kinds/ that are no kinds: what several kinds take from them.
SHARED = ("money", "claims")

EVERY_KIND = "所有表式"
"""What rules that are for forms of every kind name."""

EXPLANATIONS = "审核说明"
"""What rules about the explanations beside a form name: a list that is no form."""

LEVEL_ONE = "一级指标"
LEVEL_TWO = "二级指标"


class Word(NamedTuple):
    """What a printed label stands for.

    `group` is the caption (in normal form) under which alone the word has this meaning; `now`
    tells the column head of this year's figure from those of shares and other years; `spare`: the
    label stands for the concept only in a form that has no other label for it; `share`: the
    figures under this column head are percentages. A column head with a type names its figures:
    alone in the line of the concept `whole`, in other lines behind the line's own name. `lines`:
    the head stands over the labels themselves.
    """

    role: Role
    name: str
    type: str = ""
    group: str = ""
    now: bool = True
    spare: bool = False
    share: bool = False
    whole: str = ""
    lines: bool = False


class Column(NamedTuple):
    """A column of a table: the concept it prints, its type, and how its cells are told.

    `joins` are columns that hold the rest of its value (operator, unit). `after` leads from the
    column to its left to labels that mean this column only there. What a column that is `carried`
    says holds down to the next row that says something else; `field` is the form's field that it
    is as well.
    """

    name: str
    type: str
    fit: Fit
    joins: tuple[str, ...] = ()
    after: Mapping[str, frozenset[str]] = {}
    carried: bool = False
    field: str = ""


class Caption(NamedTuple):
    """What a caption says of all rows of its table, and which columns mean others below it."""

    says: Mapping[str, str]
    columns: Mapping[str, str]


class Table(NamedTuple):
    """A table of a form; `labels` lead from a printed column label to the column.

    A header has at least `minimum` of the columns, `needs` among them. `spare` labels stand for
    a column that has no other label in the header. `totals` says which field a total row's figure
    becomes. `said` leads from a caption to what it says of the rows. `vacant`: a level term alone
    in its row is a class without indicators, no indicator without a name.
    """

    name: str
    minimum: int
    needs: str
    columns: tuple[Column, ...]
    labels: Mapping[str, Column]
    spare: Mapping[str, Column]
    captions: frozenset[str]
    totals: Mapping[str, str]
    said: Mapping[str, Caption] = {}
    vacant: bool = False


class Term(NamedTuple):
    """A level-one or level-two term; `name` and `value` are patterns that hint at it."""

    name: str
    level: int
    under: tuple[str, ...] = ()
    name_hint: str = ""
    value_hint: str = ""


class Vocabulary(NamedTuple):
    """Words that all kinds share."""

    level1: Mapping[str, Term]
    level2: Mapping[str, Term]
    nil: frozenset[str]
    totals: frozenset[str]
    subtotals: frozenset[str]
    hints: frozenset[str]
    noise: str
    notes: str
    marks: str = ""


class Ready(NamedTuple):
    """What looking up needs of a kind: its labels, its tables, its vocabulary.

    `columns` are the labels of all columns of all its tables, and `least` of them, or more, any
    header of a table has. `captions` are those of all its tables.
    """

    words: Mapping[str, tuple[Word, ...]]
    tables: Mapping[str, Table]
    vocabulary: Vocabulary
    columns: frozenset[str]
    least: int
    captions: frozenset[str]


class Kind(NamedTuple):
    """One kind of form.

    `shape` says how it is read: `form` (head and grids), `list` (projects one below the other, with
    running text), `budget` (prose and money tables), `report` (prose). `data` is the kind as its
    file has it, for what only its shape needs. `ready` makes it ready for look-up when it is first
    asked for: a document needs few of the kinds.
    """

    id: str
    name: Message
    titles: tuple[str, ...]
    unit: str
    ready: Callable[[], Ready]
    shape: Shape = "form"
    data: Mapping[str, Any] = {}

    @property
    def words(self) -> Mapping[str, tuple[Word, ...]]:
        """What its labels, in normal form, stand for."""
        return self.ready().words

    @property
    def tables(self) -> Mapping[str, Table]:
        """Its tables by name."""
        return self.ready().tables

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that all kinds share, with its own level terms."""
        return self.ready().vocabulary


class Kinds(NamedTuple):
    """All kinds that are known, with the types of the names they use.

    `fields` are the single values that can be named, `columns` those of each list. `shared` is what
    several kinds take from files of their own: `money` (money tables) and `claims` (phrases).
    """

    kinds: tuple[Kind, ...]
    types: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]
    vocabulary: Vocabulary
    fields: tuple[str, ...] = ()
    shared: Mapping[str, Any] = {}

    def get(self, name: str) -> Kind | None:
        """Return the kind with this id, or None."""
        return next((kind for kind in self.kinds if kind.id == name), None)


class Found(NamedTuple):
    """A label that was found, and the words of the bracket that was taken off it."""

    words: tuple[Word, ...]
    bracket: str


def names_of_kind(kind: Kind) -> tuple[str, ...]:
    """All by which a rule may say that it is for forms of this kind."""
    data = kind.data
    base = (str(data["extends"]),) if "extends" in data else ()
    return (kind.id, kind.name.zh, *kind.titles, *data.get("families", ()), *base, EVERY_KIND)


def section_words(kind: Kind) -> dict[str, str]:
    """The words that headings of the kind's sections end with, and what they name."""
    return {
        normal(word): name
        for name, words in kind.data.get("sections", {}).items()
        for word in (name, *words)
    }


def look(kind: Kind, text: str) -> Found | None:
    """Find a printed text among the labels of a kind's head."""
    if len(text) > 60:
        return None
    ready = kind.ready()
    for form, bracket in label_forms(text):
        words = ready.words.get(form)
        if words and (not bracket or harmless(ready.vocabulary, bracket)):
            return Found(words, bracket)
    return None


def column(kind: Kind, table: Table, text: str) -> tuple[Column, str] | None:
    """Find a printed text among a table's column labels; return the column and the bracket."""
    for form, bracket in label_forms(text):
        found = table.labels.get(form)
        if found and (not bracket or harmless(kind.vocabulary, bracket)):
            return found, bracket
    return None


def is_any(text: str, words: Container[str]) -> bool:
    """Whether a printed text is one of some words, in one of the ways to read it as a label."""
    for form, _ in label_forms(text):  # noqa: SIM110 (any() would cost more than all of this)
        if form in words:
            return True
    return False


def harmless(vocabulary: Vocabulary, bracket: str) -> bool:
    """Whether a bracket taken off a label is empty or a unit, a length, a score or a known hint."""
    if not bracket:
        return True
    return all(
        part in vocabulary.hints or compiled(_HARMLESS).fullmatch(part) for part in bracket.split()
    )


def term(vocabulary: Vocabulary, level: int, text: str) -> Term | None:
    """Find a printed text among the terms of one level."""
    terms = vocabulary.level1 if level == 1 else vocabulary.level2
    for form, _ in label_forms(text):
        if form in terms:
            return terms[form]
    return None
