"""What a figure is about: the words that name it, its budget code path, the headings above it."""

from typing import NamedTuple

from perfcheck.extract.prose.book import Book
from perfcheck.extract.prose.figures import LEVELS, SIGNS, Said
from perfcheck.extract.prose.flow import Flow

_ENDS = "。；：！？，"
_CLOSED = {"）": 1, "（": -1}
_MEASURED = frozenset(
    SIGNS[role] for role in ("money", "change", "rate", "percent", "count", "more")
)
_STOPS = _ENDS + "、（）"
_NEAR = 6
_LONGEST = 16
_LONG = 200


class Read(NamedTuple):
    """A paragraph with its tokens; `start` is where its text begins, after its list mark."""

    flow: Flow
    said: Said
    start: int

    def text(self, first: int, last: int) -> str:
        """Return the text of the tokens from `first` to `last` of the row."""
        return self.flow.text[self.said.offset(first) : self.said.offset(last)]


class Subject(NamedTuple):
    """The name of what a figure measures, its path (类, 款, 项) and code where they are printed."""

    name: str
    path: tuple[str, ...] = ()
    code: str = ""


NOBODY = Subject("")


def head(read: Read) -> int | None:
    """Return the place of a paragraph's first level, or None."""
    figures = read.said.figures
    return next((place for place, at in figures.items() if at.role in LEVELS), None)


def subject(read: Read, place: int, book: Book) -> Subject:
    """Return what the figure at `place` measures: its path, its own clause, or what is above."""
    figure = read.said.figures[place]
    path = _path(read, figure.open, book)
    if path is not None:
        return path
    row = read.said.row
    before = read.said.figures.get(place - 1)
    if before and before.role == "count":
        return subject(read, place - 1, book)
    name = own_name(read, place, book)
    if len(name) < 2 or row[place - 1] == "的":
        name = _after(read, place) or name
    if name:
        return Subject(name)
    start = _left(row, clause_start(read, place), place, book)
    plain = read.text(start, _right(row, start, place, book, "ending"))
    if plain and not _repeats(read, place, book):
        return Subject(plain)
    first = head(read)
    if first is not None and first < place:
        return subject(read, first, book)
    return Subject(_first_clause(read, place, book) or _heading(read, book) or plain)


def _after(read: Read, place: int) -> str:
    """The words right behind a figure that stands before what it measures: 700万元培训费收入."""
    row = read.said.row
    end = place + 1
    while end < len(row) and row[end] not in _STOPS and row[end] < "\ue000":
        end += 1
    stopped = end == len(row) or row[end] in _STOPS
    return read.text(place + 1, end) if stopped and 2 <= end - place - 1 <= _LONGEST else ""


def _repeats(read: Read, place: int, book: Book) -> bool:
    """Whether the clause of a figure only takes up what was said: 2023年预算数, 本项目预算."""
    start = clause_start(read, place)
    if book.compare.search(read.said.row, start, place):
        return True
    if any(
        read.said.figures[at].role == "year"
        for at in range(start, place)
        if at in read.said.figures
    ):
        return True
    return book.words["anaphor"].match(read.said.row, start, place) is not None


def own_name(read: Read, place: int, book: Book) -> str:
    """Return the words of the figure's own clause that name it; "" where there are none."""
    row = read.said.row
    start = clause_start(read, place)
    turned = book.compare.search(row, start, place)
    if turned is None:
        return _trimmed(read, start, place, book)
    after = _trimmed(read, turned.end(), place, book)
    if after and not book.words["generic"].fullmatch(after):
        return after
    return _trimmed(read, start, turned.start(), book)


def clause_start(read: Read, place: int) -> int:
    """Return where in the row the clause begins that ends at `place`."""
    row = read.said.row
    deep = 0
    least = max(0, place - _LONG)
    for at in range(place - 1, least - 1, -1):
        sign = row[at]
        deep += _CLOSED.get(sign, 0)
        if deep < 0:
            return at + 1
        if deep:
            continue
        if sign in _ENDS or sign in _MEASURED:
            return at + 1
        if sign == "、" and _after_figure(row, at):
            return at + 1
    return least


def _after_figure(row: str, at: int) -> bool:
    """Whether the text before `at` ends with a figure, or with one and its bracket."""
    if row[at - 1 : at] == "）":
        at = row.rfind("（", 0, at)
    return row[at - 1 : at] in _MEASURED


def _trimmed(read: Read, first: int, last: int, book: Book) -> str:
    """The words between two places without what only leads to them or follows."""
    row = read.said.row
    first = max(first, read.said.place(read.start))
    first, last = _left(row, first, last, book), _right(row, first, last, book)
    for mark, least in (("的", 2), ("等", 3)):
        at = row.rfind(mark, first, last)
        if at < 0 or "）" in row[at:last] or last - at <= least:
            continue
        if mark == "等" or book.words["modifier"].search(row, first, at):
            first = _left(row, at + 1, last, book)
    if first >= last or book.empty.fullmatch(row, first, last):
        return ""
    return _unquoted(read.text(first, last).strip("、，"))


def _unquoted(name: str) -> str:
    """Take off a quotation mark whose other half is not in the name."""
    if name.startswith("“") and "”" not in name:
        return name[1:]
    return name[:-1] if name.endswith("”") and "“" not in name else name


def _left(row: str, first: int, last: int, book: Book) -> int:
    for _ in range(6):
        moved = first
        for name in ("opening", "years", "owner"):
            found = book.words[name].match(row, moved, last)
            moved = found.end() if found and found.end() < last else moved
        if moved == first:
            return first
        first = moved
    return first


def _right(row: str, first: int, last: int, book: Book, words: str = "closing") -> int:
    for _ in range(6):
        found = book.words[words].search(row, first, last)
        if found is None or found.start() <= first:
            return last
        last = found.start()
    return last


def _path(read: Read, before: int, book: Book) -> Subject | None:
    """The path 类 款 项 that ends right before a figure; 类 may stand in a heading."""
    text = read.flow.folded
    close = text.rfind("项）", before - 2 - _NEAR, before)
    if close < 0:
        return None
    start = max(read.start, before - _LONG)
    found = list(book.words["path"].finditer(text, start, close + 2))
    if not found:
        return None
    last = found[-1]
    parts = last.groupdict("")
    if parts["class"]:
        path = parts["class"], parts["section"], parts["item"]
        codes = parts["c1"], parts["c2"], parts["c3"]
    else:
        path = _class(read), parts["section2"], parts["item2"]
        codes = "", "", ""
    name = read.flow.text[last.start() : last.end()]
    return Subject(name, path, "".join(codes) if all(codes) else "")


def _class(read: Read) -> str:
    for heading in reversed(read.flow.headings):
        name, found, _ = heading.translate({40: "（"}).partition("（类")
        if found:
            return name[name.rfind("）") + 1 :]
    return ""


def _first_clause(read: Read, place: int, book: Book) -> str:
    """The first clause of a paragraph, where it is a title and no more: 公务接待费。"""
    row = read.said.row
    start = read.said.place(read.start)
    ends = [at for at in (row.find(sign, start, place) for sign in "。，：") if at > start]
    return _trimmed(read, start, min(ends), book) if ends else ""


def _heading(read: Read, book: Book) -> str:
    for heading in reversed(read.flow.headings):
        mark = book.mark(heading)
        return heading[mark.length if mark else 0 :].strip()
    return ""
