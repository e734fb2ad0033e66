"""Formats that are not read: what they are called, and how to make of each one that is."""

from typing import Final, NamedTuple

from perfcheck.messages import Message


class Foreign(NamedTuple):
    """A format that is not read: what it is, and what to do about it."""

    what: Message
    way: Message

    @property
    def said(self) -> Message:
        """What is said of a file of this format."""
        zh, en = self.what.zh, self.what.en
        return Message(f"这是{zh}；{self.way.zh}", f"found {en}; {self.way.en}")


def _save_as(zh: str, en: str) -> Message:
    return Message(
        f"请用 WPS 或 Office 打开，点“文件→另存为”，类型选 {zh}，再检查",
        f"open it in WPS or Office, choose File → Save As, type {en}, and check that",
    )


_TO_DOCX: Final = _save_as(".docx", ".docx")
_TO_XLSX: Final = _save_as(".xlsx", ".xlsx")
_TO_PDF: Final = Message(
    "请用 WPS 或 Office 打开，点“文件→输出为 PDF”，再检查得到的 .pdf",
    "open it in WPS or Office, choose File → Export as PDF, and check the .pdf",
)
_UNLOCK: Final = Message(
    "请用 WPS 或 Office 打开，在“文件→信息→保护文档/工作簿→用密码进行加密”里把密码清空"
    "（WPS：文件→文档加密→密码加密），保存后再检查",
    "open it in WPS or Office, clear the password under File → Info → Protect → Encrypt with"
    " Password, save it and check again",
)
_AGAIN: Final = Message(
    "可能没有下载完：请重新取得，或用 WPS/Office 打开、修复并另存后再检查",
    "perhaps it was not downloaded whole: get it again, or open it in WPS/Office, repair it and"
    " save it anew",
)
_TYPED: Final = Message(
    "图里的字不能检查：请用表的电子文件（.docx、.xlsx、.pdf），或识别成文字后再检查",
    "pictures cannot be checked: use the form as .docx, .xlsx or .pdf, or turn it into text (OCR)",
)
_UNPACK: Final = Message("请先解压，再检查里面的文件", "unpack it first and check the files in it")


def _foreign(zh: str, en: str, way: Message) -> Foreign:
    return Foreign(Message(zh, en), way)


DOC: Final = _foreign("旧版文字文件（.doc、.wps）", "an old text document (.doc, .wps)", _TO_DOCX)
XLSB: Final = _foreign("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)", _TO_XLSX)
XML_SHEET: Final = _foreign(
    "Excel 2003 的 XML 表格，扩展名可能写成了 .xls 或 .xlsx",
    "an Excel 2003 XML spreadsheet, whatever its ending",
    _TO_XLSX,
)
XML_DOCUMENT: Final = _foreign(
    "Word 的 XML 文档，扩展名可能写成了 .doc", "a Word XML document, whatever its ending", _TO_DOCX
)
SLIDES: Final = _foreign("演示文稿（.pptx、.ppt、.dps）", "slides (.pptx, .ppt, .dps)", _TO_PDF)
ODS: Final = _foreign("OpenDocument 表格（.ods）", "an OpenDocument spreadsheet (.ods)", _TO_XLSX)
ODT: Final = _foreign("OpenDocument 文档（.odt）", "an OpenDocument text (.odt)", _TO_DOCX)
OFD: Final = _foreign(
    "版式文件（.ofd）",
    "an OFD file (.ofd)",
    Message(
        "请用 OFD 阅读器（如数科、福昕、WPS）打开，导出为 .pdf，"
        "或向制表单位要 .docx、.xlsx，再检查",
        "open it in an OFD reader (Suwell, Foxit, WPS) and export it as .pdf, or ask for the .docx"
        " or .xlsx, and check that",
    ),
)
RTF: Final = _foreign("RTF 文件", "an RTF file", _TO_DOCX)
PICTURE: Final = _foreign("图片", "a picture", _TYPED)
ARCHIVE: Final = _foreign("压缩包", "an archive", _UNPACK)
WEB_ARCHIVE: Final = _foreign(
    "单个文件网页（.mht）",
    "a web page archive (.mht)",
    Message(
        "请用浏览器或 WPS 打开，另存为 .docx 或“网页，仅 HTML”，再检查",
        "open it in a browser or WPS, save it as .docx or as plain HTML, and check that",
    ),
)
LOCKED: Final = _foreign("加密的文件", "an encrypted file", _UNLOCK)
DAMAGED: Final = _foreign("损坏或不完整的文件", "a damaged or incomplete file", _AGAIN)
MAIL: Final = _foreign(
    "邮件（.msg）",
    "a mail message (.msg)",
    Message("请把附件存下来再检查", "save what is attached to it and check that"),
)
OTHER_OFFICE: Final = _foreign(
    "不是文字或表格的办公文件", "an Office file that is no text or workbook", _TO_PDF
)

OWN_REPORT = Foreign(
    Message(" perfcheck 写的报告，不是表", "a report that perfcheck wrote, and no form"),
    Message("请检查原来的表", "check the form itself"),
)
