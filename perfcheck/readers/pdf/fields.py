"""What was filled into a PDF form: the values of its fields, each at its place on the page."""

import ctypes
from collections.abc import Callable
from typing import Any

from perfcheck.readers.pdf.sheet import Glyph

_LARGEST = 12.0
_TEXTS = ("FPDF_FORMFIELD_TEXTFIELD", "FPDF_FORMFIELD_COMBOBOX", "FPDF_FORMFIELD_LISTBOX")
_TICKS = ("FPDF_FORMFIELD_CHECKBOX", "FPDF_FORMFIELD_RADIOBUTTON")


def values(
    raw: Any, page: Any, form: Any, placing: Callable[[float, float], tuple[float, float]]
) -> list[Glyph]:
    """The values of the fields of a page, one glyph a line; `form` is None where there is none."""
    made: list[Glyph] = []
    if form is None:
        return made
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, at)
        if not note:
            continue
        try:
            if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_WIDGET:
                made += _lines(_value(raw, form, note), _box(raw, note, placing))
        finally:
            raw.FPDFPage_CloseAnnot(note)
    return made


def _value(raw: Any, form: Any, note: Any) -> str:
    sort = raw.FPDFAnnot_GetFormFieldType(form, note)
    if sort in [getattr(raw, name) for name in _TICKS]:
        return "☑" if raw.FPDFAnnot_IsChecked(form, note) else "☐"
    if sort not in [getattr(raw, name) for name in _TEXTS]:
        return ""
    size = raw.FPDFAnnot_GetFormFieldValue(form, note, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFAnnot_GetFormFieldValue(form, note, buffer, size)
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")


def _box(
    raw: Any, note: Any, placing: Callable[[float, float], tuple[float, float]]
) -> tuple[float, float, float, float]:
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(note, rect)
    x0, y0 = placing(rect.left, rect.bottom)
    x1, y1 = placing(rect.right, rect.top)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _lines(value: str, box: tuple[float, float, float, float]) -> list[Glyph]:
    """The lines of a value, from the top of its box, or in the middle where it is one."""
    left, top, right, bottom = box
    lines = [line for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line]
    if not lines:
        return []
    step = (bottom - top) / len(lines)
    em = max(min(step * 0.8, _LARGEST), 1.0)
    return [
        Glyph(line.strip(), left, right, top + (at + 0.5) * step, em)
        for at, line in enumerate(lines)
        if line.strip()
    ]
