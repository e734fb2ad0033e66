"""Document → Reading: every form that is recognised in it, and what belongs to none."""

from itertools import chain

from perfcheck.extract.coverage import coverage
from perfcheck.extract.form import Made, form_of
from perfcheck.extract.said import SOILED
from perfcheck.form import Form, Reading
from perfcheck.kind import Kinds
from perfcheck.recognise import Block, recognise
from perfcheck.source import Document


def understand(
    document: Document, kinds: Kinds, *, kind: str | None = None, year: int | None = None
) -> Reading:
    """Understand a document; `kind` and `year` say what the document itself does not."""
    found = recognise(document, kinds, kind)
    forms = [
        _made(document, block, kinds, number, year) for number, block in enumerate(found.blocks, 1)
    ]
    made = [each for each in forms if each.claimed]
    if len(made) > 1:
        from perfcheck.extract.attached import attached

        made = attached(made, kinds)
    if document.markup:
        made = [each._replace(form=_unsoiled(each.form)) for each in made]
    left, share = coverage(document, chain.from_iterable(each.claimed for each in made))
    read = tuple(each.form for each in made)
    return Reading(read, left, share if made else 0.0, found.nearest, found.considered)


def _made(document: Document, block: Block, kinds: Kinds, number: int, year: int | None) -> Made:
    """Read a block as its kind's shape says; what only some shapes need is imported for them."""
    match block.kind.shape:
        case "list":
            from perfcheck.extract.listing import list_form

            return list_form(block, kinds, number, year)
        case "budget" | "report":
            from perfcheck.extract.written import written_form

            return written_form(document, block, kinds, number, year)
    return form_of(block, kinds, number, year)


def _unsoiled(form: Form) -> Form:
    """The tags of a web page are its own, and no residue of a conversion."""
    return form._replace(doubts=tuple(at for at in form.doubts if at.kind != SOILED))
