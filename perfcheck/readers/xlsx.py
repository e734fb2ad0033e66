"""Workbooks (.xlsx, .xlsm, .et saved as such) → Document: each cell's value as it prints."""

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from perfcheck.errors import ReadError
from perfcheck.messages import Message
from perfcheck.readers import sheets
from perfcheck.readers.numberformats import BUILTIN, GENERAL
from perfcheck.readers.package import BROKEN, DAMAGED, Package
from perfcheck.readers.sheetnotes import comments
from perfcheck.readers.sheets import Sheet
from perfcheck.readers.xlsxsheet import Book, Style, sheet_of, text_of
from perfcheck.source import Document


class _Listed(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    path: str
    hidden: bool


def read(name: str, data: bytes) -> Document:
    """Read a workbook; raises ReadError where it is damaged or prints nothing."""
    package = Package(name, data)
    try:
        shown, hidden = _sheets(package)
    except BROKEN as error:
        raise ReadError(DAMAGED, name) from error
    return sheets.document(name, "xlsx", shown, hidden)


def _sheets(package: Package) -> tuple[list[Sheet], list[str]]:
    """The sheets that are seen, and the names of those that are hidden."""
    path = _main(package)
    root = package.xml(path)
    if root is None:
        raise ReadError(DAMAGED, package.name)
    related = package.related(path)
    book = _book(package, root, related)
    listed = list(_listed(root, related))
    shown = [_sheet(package, book, one) for one in listed if not one.hidden]
    return shown, [one.name for one in listed if one.hidden]


def _main(package: Package) -> str:
    """The part of the package that is the workbook."""
    for kind, path in package.related("").values():
        if kind == "officeDocument":
            return path
    return "xl/workbook.xml"


def _book(package: Package, root: Element, related: dict[str, tuple[str, str]]) -> Book:
    parts = dict(related.values())
    strings = package.xml(parts.get("sharedStrings", ""))
    styles = package.xml(parts.get("styles", ""))
    since = root.find("{*}workbookPr")
    return Book(
        [text_of(item) for item in strings.iterfind("{*}si")] if strings is not None else [],
        _styles(styles) if styles is not None else [],
        since is not None and since.get("date1904") in ("1", "true"),
    )


def _listed(root: Element, related: dict[str, tuple[str, str]]) -> Iterator[_Listed]:
    """The sheets in their order; sheets that are charts have no cells."""
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        link = next((said for key, said in sheet.items() if key.endswith("}id")), "")
        kind, path = related.get(link, ("", ""))
        if kind == "worksheet":
            yield _Listed(sheet.get("name", ""), path, sheet.get("state", "") in _AWAY)


_AWAY = ("hidden", "veryHidden")


def _styles(root: Element) -> list[Style]:
    """What each style of a cell says of its number format and its borders."""
    codes = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in _of(root, "numFmt")
    }
    framed = [
        any(side.get("style", "none") != "none" for side in one) for one in _of(root, "border")
    ]
    made = []
    for one in root.iterfind("{*}cellXfs/{*}xf"):
        number = int(one.get("numFmtId", "0"))
        border = int(one.get("borderId", "0"))
        code = codes.get(number) or BUILTIN.get(number, GENERAL)
        made.append(Style(code, border < len(framed) and framed[border]))
    return made


def _of(root: Element, name: str) -> Iterator[Element]:
    return root.iterfind(f"{{*}}{name}s/{{*}}{name}")


def _sheet(package: Package, book: Book, listed: _Listed) -> Sheet:
    content = package.part(listed.path)
    if content is None:
        raise ReadError(DAMAGED, package.name)
    sheet = sheet_of(package, content, listed.name, book)
    return sheet._replace(beside=_beside(package, listed))


def _beside(package: Package, listed: _Listed) -> tuple[Message, ...]:
    """What lies on a sheet besides its cells, and is not read."""
    found: list[Message] = []
    zh, en = f"工作表“{listed.name}”：", f"sheet {listed.name}: "
    for kind, path in package.related(listed.path).values():
        root = package.xml(path) if kind in ("drawing", "comments") else None
        if root is None:
            continue
        if kind == "comments":
            count = sum(1 for _ in root.iterfind("{*}commentList/{*}comment"))
            found += comments(listed.name, count)
            continue
        for text in _boxes(root):
            short = text if len(text) <= 40 else text[:40] + "…"
            zh_box = f"{zh}文本框里的字没有检查：“{short}”；是表的内容时请填到单元格里"
            found.append(Message(zh_box, f"{en}a text box was not read: {short}"))
        pictures = sum(1 for _ in root.iterfind(".//{*}pic"))
        if pictures:
            zh_pic = f"{zh}{pictures} 张图片没有检查"
            found.append(Message(zh_pic, f"{en}{pictures} pictures were not read"))
    return tuple(found)


def _boxes(root: Element) -> list[str]:
    """The texts of the boxes of a drawing."""
    made = []
    for box in root.iterfind(".//{*}txBody"):
        said = " ".join("".join(t.text or "" for t in p.iterfind(".//{*}t")) for p in box)
        made += [" ".join(said.split())] if said.strip() else []
    return made
