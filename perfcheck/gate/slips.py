"""What goes back beside a form: the slip of a form that failed, or why one is held."""

import os
from typing import NamedTuple

from perfcheck.errors import PerfcheckError
from perfcheck.files import encoded
from perfcheck.finding import Report
from perfcheck.messages import NOTHING, Language, Message
from perfcheck.reporters import Look, render

SLIPS = ("docx", "html", "txt")
RETURNED = "退回意见"
HELD = "未能核对.txt"
_MARK = b"\xef\xbb\xbf"


class Beside(NamedTuple):
    """A file that lies beside a form; `remark` says why it is not in the format asked for."""

    ending: str = ""
    data: bytes = b""
    remark: Message = NOTHING


def slip(report: Report, format_name: str, language: Language) -> Beside:
    """The slip of a form that failed; a text where the format's package is not installed."""
    if format_name == "txt":
        return Beside(f"{RETURNED}.txt", _text(report, language))
    try:
        data = encoded(render(report, format_name, Look(language)))
    except PerfcheckError as error:
        said = error.message
        remark = Message(f"退回意见写成了文本：{said.zh}", f"the slip is a text: {said.text('en')}")
        return Beside(f"{RETURNED}.txt", _text(report, language), remark)
    return Beside(f"{RETURNED}.{format_name}", data)


def held(name: str, why: Message, language: Language, report: Report | None = None) -> Beside:
    """The text beside a form that could not be checked: why, and all that was found so far."""
    name = os.path.basename(name)
    said = Message(
        f"{name} 没有核对完，先放在这里，不是退回：{why.zh}。\n"
        "请人工查看；能改的改好以后，把它放回收件夹重新核对。\n",
        f"{name} could not be checked and is held here; it was not refused: {why.text('en')}.\n"
        "Please look at it; once it is mended, drop it into the inbox again.\n",
    )
    text = encoded(said.text(language))
    more = b"\n" + encoded(render(report, "rich", Look(language))) if report else b""
    return Beside(HELD, _on_any_system(text + more))


def _text(report: Report, language: Language) -> bytes:
    return _on_any_system(encoded(render(report, "rich", Look(language))))


def _on_any_system(text: bytes) -> bytes:
    """A text that old editors show as well: told to be UTF-8, and with both line ends."""
    return _MARK + text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
