"""What of a Word document is not read, and how that is said; prompts of controls taken out."""

from collections import Counter
from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from perfcheck.messages import Message
from perfcheck.readers.word.names import (
    CONTROL,
    CONTROL_CONTENT,
    RUN,
    TEXT,
    W14,
    W,
    is_on,
)

_LONGEST: Final = 60
_SAID: Final[dict[str, Message]] = {
    "revisions": Message(
        "有没有接受的修订：插入的文字已读入，删除的文字没有读；定稿前请接受或拒绝全部修订",
        "there are unaccepted revisions: insertions were read, deletions were not; accept or"
        " reject them before the form is final",
    ),
    "comments": Message("批注 {} 条没有读", "comments were not read ({})"),
    "hidden": Message(
        "隐藏的文字 {} 处没有读，打印时也看不到",
        "hidden text was not read ({}); it is not printed either",
    ),
    "struck": Message(
        "加了删除线的文字 {} 处没有读，请删掉不要的内容",
        "struck-out text was not read ({}): delete what is not wanted",
    ),
    "covered": Message(
        "被合并单元格盖住的文字 {} 处没有读，打印时也看不到",
        "text covered by merged cells was not read ({}); it is not printed either",
    ),
    "prompts": Message(
        "内容控件里的提示文字 {} 处当作没有填写",
        "prompts of content controls count as not filled in ({})",
    ),
    "pictures": Message("图片 {} 张，其中的文字没有读", "text in pictures was not read ({})"),
    "objects": Message(
        "嵌入的对象（如 Excel 表、控件）{} 个没有读：请改成文档里的表格",
        "embedded objects, such as sheets of Excel or controls, were not read ({}): make them"
        " tables of the document",
    ),
    "charts": Message("图表或 SmartArt {} 个没有读", "charts or SmartArt were not read ({})"),
    "formulas": Message("公式域 {} 个没有读", "formula fields were not read ({})"),
    "imported": Message(
        "并入的其他文件 {} 个没有读：请用 Word 打开后另存",
        "other files merged into it were not read ({}): open it in Word and save it anew",
    ),
}
_PICTURES_ONLY: Final = Message(
    "文件里只有图片（如扫描件），没有文字：请用原来的电子版，或先做文字识别（OCR）",
    "the file holds pictures and no text, such as a scan: use the original, or recognise its"
    " text (OCR) first",
)
_NOTHING: Final = Message(
    "文件里没有文字，应有一张表", "the file holds no text; a form was expected"
)


def notes(left: Counter[str], furniture: Sequence[str]) -> list[Message]:
    """What was not read, in sentences; `furniture` are lines of page heads and feet."""
    made = [
        Message(said.zh.format(left[sort]), said.en.format(left[sort]))
        for sort, said in _SAID.items()
        if left[sort]
    ]
    if furniture:
        text = "；".join(furniture)
        text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        made.append(
            Message(f"页眉页脚没有读：“{text}”", f"page heads and feet were not read: “{text}”")
        )
    return made


def nothing(left: Counter[str]) -> Message:
    """Why a document without any text cannot be read."""
    if left["pictures"] or left["objects"]:
        return _PICTURES_ONLY
    reasons = notes(left, ())
    if not reasons:
        return _NOTHING
    return Message(f"{_NOTHING.zh}；{reasons[0].zh}", f"{_NOTHING.en}; {reasons[0].en}")


def controls(body: Element) -> int:
    """Make boxes to be ticked text, and controls that show their prompt blank; count these."""
    prompts = 0
    for control in body.iter(CONTROL):
        properties = control.find(W + "sdtPr")
        content = control.find(CONTROL_CONTENT)
        if properties is None or content is None:
            continue
        box = properties.find(W14 + "checkbox")
        if box is not None:
            _tick(content, box)
            continue
        prompt = properties.find(W + "showingPlcHdr")
        if prompt is not None and is_on(prompt):
            texts = [text for text in content.iter(TEXT) if (text.text or "").strip()]
            prompts += bool(texts)
            for text in texts:
                text.text = ""
    return prompts


def _tick(content: Element, box: Element) -> None:
    """Show a box of Word 2010 as ☑ or □, whatever sign its author chose for it."""
    checked = box.find(W14 + "checked")
    on = checked is not None and checked.get(W14 + "val", "1") not in ("0", "false")
    run = next(content.iter(RUN), None)
    if run is None:
        return
    for other in content.iter(RUN):
        for child in list(other):
            other.remove(child)
    SubElement(run, TEXT).text = "☑" if on else "□"
