"""Places and texts as SARIF writes them: URIs, regions, logical locations, messages."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from perfcheck.finding import DocumentReport, Place
from perfcheck.located import Located, PageLine, Paragraph, SheetCell, TableCell
from perfcheck.reporters.filed import clean, safe
from perfcheck.reporters.where import shortly
from perfcheck.reporters.wording import holding
from perfcheck.source import Span

Json = dict[str, Any]
_KINDS: dict[type[Located], str] = {
    SheetCell: "cell",
    TableCell: "cell",
    Paragraph: "paragraph",
    PageLine: "line",
}
_BRACES = str.maketrans({"{": "{{", "}": "}}"})


def uri(file: str) -> str:
    """A file's name as a URI: relative where the name is, `file:` where it is absolute.

    >>> uri("forms/水务 局.txt"), uri("C:\\\\forms\\\\a#1.txt")
    ('forms/%E6%B0%B4%E5%8A%A1%20%E5%B1%80.txt', 'file:///C:/forms/a%231.txt')
    """
    path = file.replace("\\", "/")
    if path[1:3] == ":/" and path[0].isascii() and path[0].isalpha():
        return f"file:///{path[0]}:{_quoted(path[2:])}"
    if path.startswith("//"):
        return f"file:{_quoted(path)}"
    if path.startswith("/"):
        return f"file://{_quoted(path)}"
    return _quoted(path.removeprefix("./"))


def _quoted(path: str) -> str:
    try:
        data = path.encode("utf-8", "surrogateescape")  # the bytes of a name that is not UTF-8
    except UnicodeEncodeError:
        data = path.encode("utf-8", "surrogatepass")
    return quote(data)


def artifact(file: str, numbers: Mapping[str, int]) -> Json:
    """Which file: its URI, and its number among the artifacts of the run."""
    said: Json = {"uri": uri(file)}
    return said | {"index": numbers[file]} if file in numbers else said


def location(
    place: Place,
    document: DocumentReport,
    documents: Mapping[str, DocumentReport],
    numbers: Mapping[str, int],
) -> Json:
    """Where a place stands, in the document or in the other one that the place names."""
    file = place.file or document.file
    own = holding(place, document, documents)
    physical = {"artifactLocation": artifact(file, numbers), "region": _region(place.span)}
    said: Json = {"physicalLocation": physical}
    found = own.located(place.span) if own else None
    if found:
        name = safe(shortly(found))
        kind = _KINDS[type(found)]
        said["logicalLocations"] = [{"name": name, "fullyQualifiedName": name, "kind": kind}]
    return said


def beginning(file: str, line: int | None, column: int | None, numbers: Mapping[str, int]) -> Json:
    """Where in a file something went wrong, as far as that is known."""
    physical: Json = {"artifactLocation": artifact(file, numbers)}
    if line:
        physical["region"] = {"startLine": line} | ({"startColumn": column} if column else {})
    return {"physicalLocation": physical}


def _region(span: Span) -> Json:
    line, column = max(span.line, 1), max(span.column, 1)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": max(span.end_line, line),
        "endColumn": max(span.end_column, 1),
    }


def plain(*texts: str) -> Json:
    """A message, a text a line, in which nothing of a form reads as a placeholder or a link.

    >>> plain("{0}", "[甲](乙)")
    {'text': '{{0}}\\n[甲] (乙)'}
    """
    joined = "\n".join(clean(text) for text in texts if text)
    return {"text": joined.translate(_BRACES).replace("](", "] (")}
