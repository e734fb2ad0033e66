"""A paragraph → its text as Word prints it, with what stands in it besides text."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from perfcheck.readers.word import symbols
from perfcheck.readers.word.names import (
    ALTERNATIVES,
    BOX,
    DELETED,
    INSERTED,
    RUN,
    TEXT,
    VAL,
    A,
    M,
    V,
    W,
    chosen,
    is_on,
)
from perfcheck.readers.word.styles import Styles

PAGE: Final = "\f"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS: Final = str.maketrans("\r\n\t", "   ")
_RUN_PROPERTIES: Final = W + "rPr"
_LOOKS: Final = frozenset(
    W + name for name in ("vanish", "rStyle", "strike", "dstrike", "vertAlign", "rFonts")
)
_STRIKES: Final = (W + "strike", W + "dstrike")
_SIGNS: Final = {
    **{W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"},
}
_SILENT: Final = frozenset(
    (
        *(W + "pPr", W + "rPr", W + "sdtPr", W + "sdtEndPr", W + "delText", W + "delInstrText"),
        *(W + "rt", W + "smartTagPr", W + "customXmlPr", M + "ctrlPr"),
    )
)


class Look(NamedTuple):
    """What the properties of a run do to its text."""

    hidden: bool = False
    struck: bool = False
    raised: bool = False
    font: str = ""


_PLAIN: Final = Look()


class Printed(NamedTuple):
    """A paragraph as printed: `\\n` a line break, `\\f` a page break.

    `begins`, `ends`: a page begins before it, ends behind it; `boxes` are its text boxes,
    `references` the sort and the name of each note that it refers to.
    """

    text: str
    begins: bool = False
    ends: bool = False
    boxes: tuple[Element, ...] = ()
    references: tuple[tuple[str, str], ...] = ()


class Runs:
    """The runs of a paragraph while they are read; `left` counts what is not read, by sort."""

    def __init__(self, styles: Styles, left: Counter[str]) -> None:
        self.styles = styles
        self.left = left
        self.plain = self.look = _PLAIN
        self.out: list[str] = []
        self.begins = False
        self.boxes: list[Element] = []
        self.references: list[tuple[str, str]] = []
        self.fields: list[list[str] | None] = []

    def read(self, paragraph: Element, hidden: bool = False) -> Printed:
        """Read all runs of a paragraph; `hidden`: its style hides it."""
        self.plain = self.look = Look(hidden=True) if hidden else _PLAIN
        self.out = []
        self._inside(paragraph)
        text = "".join(self.out)
        if not (self.begins or self.boxes or self.references or self.fields):
            return Printed(text)
        made = Printed(text, self.begins, False, tuple(self.boxes), tuple(self.references))
        self.begins, self.boxes, self.references, self.fields = False, [], [], []
        return made

    def _inside(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child)
            elif tag == TEXT:
                self._text(child)
            elif tag in _SIGNS:
                self._put(_SIGNS[tag])
            elif tag in _ACTIONS:
                _ACTIONS[tag](self, child)
            elif tag in DELETED:
                self.left["revisions"] += 1
            elif tag not in _SILENT and len(child):
                self._wrapper(child)

    def _wrapper(self, element: Element) -> None:
        if element.tag in INSERTED:
            self.left["revisions"] += 1
        self._inside(element)

    def _run(self, run: Element) -> None:
        properties = run.find(_RUN_PROPERTIES)
        if properties is None or not len(properties):
            self._inside(run)
            return
        self.look = self._looks(properties)
        self._inside(run)
        self.look = self.plain

    def _looks(self, properties: Element) -> Look:
        hidden, struck, raised, font = self.plain
        for child in properties:
            tag = child.tag
            if tag not in _LOOKS:
                continue
            if tag == W + "vanish":
                hidden = is_on(child)
            elif tag == W + "rStyle":
                hidden = hidden or self.styles.hides(child.get(VAL, ""))
            elif tag in _STRIKES:
                struck = struck or is_on(child)
            elif tag == W + "vertAlign":
                raised = child.get(VAL) == "superscript"
            elif tag == W + "rFonts":
                font = child.get(W + "ascii") or child.get(W + "hAnsi") or ""
        if not (hidden or struck or raised or font):
            return self.plain
        return Look(hidden, struck, raised, font)

    def _text(self, element: Element) -> None:
        text = element.text or ""
        if element.get(_SPACE) != "preserve":
            text = text.strip(" \t\r\n")
        self._put(text.translate(_BLANKS) if "\n" in text or "\t" in text else text)

    def _put(self, text: str) -> None:
        """Take in a text, unless it is the instruction of a field, hidden or struck out."""
        if self.fields and any(field is not None for field in self.fields):
            return
        look = self.look
        if look is not self.plain or look.hidden:
            if look.hidden or look.struck:
                if text.strip():
                    self.left["hidden" if look.hidden else "struck"] += 1
                return
            if look.font:
                text = symbols.shown(text, look.font)
            if look.raised:
                text = symbols.raised(text)
        self.out.append(text)

    def _break(self, element: Element) -> None:
        self._put(PAGE if element.get(W + "type") in ("page", "column") else "\n")

    def _soft_break(self, _: Element) -> None:
        """The page ended here when it was last printed: only a paragraph that begins one counts."""
        self.begins = self.begins or not any(text.strip() for text in self.out)

    def _symbol(self, element: Element) -> None:
        code = element.get(W + "char", "")
        self._put(symbols.shown(symbols.character(code), element.get(W + "font", "")))

    def _field(self, element: Element) -> None:
        match element.get(W + "fldCharType"):
            case "begin":
                self._form_field(element.find(W + "ffData"))
                self.fields.append([])
            case "separate" if self.fields:
                self.fields[-1] = None
            case "end" if self.fields:
                instruction = self.fields.pop()
                if instruction is not None:
                    self._resultless("".join(instruction))

    def _form_field(self, data: Element | None) -> None:
        """A field to be filled in that shows no result of its own: a box, or a choice."""
        box = data.find(W + "checkBox") if data is not None else None
        if box is not None:
            said = box.find(W + "checked")
            said = box.find(W + "default") if said is None else said
            self._put("☑" if said is not None and is_on(said) else "□")
        choice = data.find(W + "ddList") if data is not None else None
        if choice is not None:
            entries = [entry.get(VAL, "") for entry in choice.iterfind(W + "listEntry")]
            result = choice.find(W + "result")
            place = result.get(VAL, "0") if result is not None else "0"
            if place.isdecimal() and int(place) < len(entries):
                self._put(entries[int(place)])

    def _instruction(self, element: Element) -> None:
        if self.fields and (instruction := self.fields[-1]) is not None:
            instruction.append(element.text or "")

    def _resultless(self, instruction: str) -> None:
        """A field without a result shows nothing, unless it draws its text itself."""
        circled = symbols.circled(instruction)
        if circled is not None:
            self._put(circled)
        elif instruction.split()[:1] in (["EQ"], ["eq"], ["Eq"]):
            self.left["formulas"] += 1

    def _reference(self, element: Element) -> None:
        if not self.look.hidden:
            kind = "endnotes" if element.tag == W + "endnoteReference" else "footnotes"
            self.references.append((kind, element.get(W + "id", "")))

    def _alternatives(self, element: Element) -> None:
        self._inside(chosen(element))

    def _drawing(self, element: Element) -> None:
        """Pictures are counted, text boxes kept for after the paragraph."""
        if self.look.hidden:
            self.left["hidden"] += 1
            return
        self.boxes += _boxes(element)
        if any(next(element.iter(tag), None) is not None for tag in _OBJECTS):
            self.left["objects"] += 1
        else:
            self.left["pictures"] += sum(1 for tag in _PICTURES for _ in element.iter(tag))
        for data in element.iter(A + "graphicData"):
            self.left["charts"] += data.get("uri", "").endswith(("/chart", "/diagram"))
        for shape in element.iter(V + "shape"):
            for path in shape.iterfind(V + "textpath"):
                if not shape.get("id", "").startswith("PowerPlusWaterMark"):
                    self._put(path.get("string", ""))

    def _fraction(self, element: Element) -> None:
        for at, part in enumerate(part for part in element if part.tag in (M + "num", M + "den")):
            self._put("/" if at else "")
            self._inside(part)

    def _power(self, element: Element) -> None:
        for part in element:
            self.look = Look(raised=True) if part.tag == M + "sup" else self.plain
            self._inside(part)
        self.look = self.plain

    def _formula_text(self, element: Element) -> None:
        self._put((element.text or "").replace("\n", " "))

    def _formula_run(self, element: Element) -> None:
        """A run of a formula keeps the look of the power that it stands in."""
        self._inside(element)


_PICTURES: Final = (A + "blip", V + "imagedata")
_OBJECTS: Final = (W + "control", "{urn:schemas-microsoft-com:office:office}OLEObject")
_ACTIONS: Final[dict[str, Callable[[Runs, Element], None]]] = {
    W + "br": Runs._break,
    W + "lastRenderedPageBreak": Runs._soft_break,
    W + "sym": Runs._symbol,
    W + "fldChar": Runs._field,
    W + "instrText": Runs._instruction,
    W + "footnoteReference": Runs._reference,
    W + "endnoteReference": Runs._reference,
    ALTERNATIVES: Runs._alternatives,
    W + "drawing": Runs._drawing,
    W + "pict": Runs._drawing,
    W + "object": Runs._drawing,
    M + "t": Runs._formula_text,
    M + "r": Runs._formula_run,
    M + "f": Runs._fraction,
    M + "sSup": Runs._power,
}


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes of a drawing; what stands in a box is the box's own."""
    for child in element:
        if child.tag == BOX:
            yield child
        elif child.tag == ALTERNATIVES:
            yield from _boxes(chosen(child))
        else:
            yield from _boxes(child)
