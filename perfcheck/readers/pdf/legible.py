"""What of a PDF can be read: scans, unreadable fonts and damaged pages, said in words."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from perfcheck.errors import ReadError
from perfcheck.messages import Message
from perfcheck.readers.pdf.sheet import Sheet

_TOO_MANY: Final = 0.3
_HARDLY_ANY: Final = 12
_SCAN = Message(
    "这个 PDF 是扫描件或图片，没有文字可读；请用原来的 Word、WPS 或 Excel 文件“导出为 PDF”，"
    "或先做文字识别（OCR）再查",
    "this PDF is a scan or a picture without any text; export the original from Word, WPS or"
    " Excel as PDF, or run OCR on it first",
)
_EMPTY = Message("这个 PDF 里没有文字", "this PDF holds no text")
_CODED = Message(
    "这个 PDF 的字体没有说明每个字是什么，文字读不出来（在阅读器里复制也会是乱码）；"
    "请用原来的文件重新“导出为 PDF”，或先做文字识别（OCR）再查",
    "the fonts of this PDF do not say what their characters are, so that its text cannot be read"
    " (copied from a viewer it is garbled, too); export the original as PDF again, or run OCR",
)


class Seen(NamedTuple):
    """What a page, by its number from 1, has to read: characters, and those that cannot be read."""

    number: int
    letters: int
    unreadable: int
    pictures: bool = False
    damaged: bool = False

    @property
    def scanned(self) -> bool:
        """Whether it is a picture, with at most a page number or a stamp as text."""
        return self.pictures and self.letters <= _HARDLY_ANY


def seen_of(sheet: Sheet) -> Seen:
    """What a page has to read."""
    glyphs = (*sheet.glyphs, *(glyph for line in sheet.aslant for glyph in line))
    letters = sum(len(glyph.text.strip()) for glyph in glyphs)
    return Seen(sheet.number, letters, sheet.unreadable, sheet.pictures)


def judged(name: str, pages: Sequence[Seen]) -> list[Message]:
    """Say what was not read; raise ReadError where that is all, or too much to make sense."""
    letters = sum(page.letters for page in pages)
    if letters and sum(page.unreadable for page in pages) > _TOO_MANY * letters:
        raise ReadError(_CODED, name)
    if not letters or all(page.scanned or not page.letters for page in pages):
        scan = any(page.pictures for page in pages)
        raise ReadError(_SCAN if scan else _EMPTY, name)
    return [
        *_note(
            [page.number for page in pages if page.scanned],
            Message("是图片，上面的文字没有读", "a picture, whose text was not read"),
        ),
        *_note(
            [page.number for page in pages if page.unreadable],
            Message(
                "有字体不说明是什么字的文字，读作“\ufffd”",
                "has characters whose font does not say what they are, read as “\ufffd”",
            ),
        ),
        *_note(
            [page.number for page in pages if page.damaged],
            Message("已损坏，没有读", "damaged, and was not read"),
        ),
    ]


def _note(numbers: Sequence[int], said: Message) -> list[Message]:
    if not numbers:
        return []
    which = ranges(numbers)
    zh, en = which.replace(", ", "、"), f"page{'s' if len(numbers) > 1 else ''} {which}"
    return [Message(f"第 {zh} 页{said.zh}", f"{en}: {said.en}")]


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in order, those that follow each other as from and to.

    >>> ranges([1, 3, 4, 5, 9])
    '1, 3-5, 9'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
