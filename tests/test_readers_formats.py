"""A file is told by its content, whatever its name says; what is not read says how to convert."""

import io
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saving import compound, save_xls, save_xlsx

from perfcheck.checking import check_document
from perfcheck.errors import ExtraError, ReadError
from perfcheck.options import Options
from perfcheck.readers import foreign, read
from perfcheck.readers.compound import entries
from perfcheck.readers.formats import sort_of

FORM = "部门名称\t云川市水务局\n年度\t2026\n"
TYPE = '<Types><Override PartName="/a.xml" ContentType="application/vnd.{}"/></Types>'
SLIDES = "openxmlformats-officedocument.presentationml.presentation.main+xml"
OPEN = "application/vnd.oasis.opendocument."
MAIL = b"From: <Saved by WPS>\r\nMIME-Version: 1.0\r\nContent-Type: a/b\r\n"


def of_parts(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def typed(kind: str) -> bytes:
    return of_parts({"[Content_Types].xml": TYPE.format(kind)})


def locked(data: bytes) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt("机密", stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (save_xlsx(FORM), "xlsx"),
        (typed("openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), "xlsx"),
        (typed("ms-excel.sheet.macroEnabled.main+xml"), "xlsx"),
        (typed("openxmlformats-officedocument.wordprocessingml.document.main+xml"), "docx"),
        (typed("ms-word.document.macroEnabled.main+xml"), "docx"),
        (typed("ms-excel.sheet.binary.macroEnabled.main"), foreign.XLSB),
        (typed(SLIDES), foreign.SLIDES),
        (typed("ms-visio.drawing.main+xml"), foreign.OTHER_OFFICE),
        (of_parts({"word/document.xml": ""}), "docx"),
        (of_parts({"xl/workbook.xml": ""}), "xlsx"),
        (of_parts({"xl/workbook.bin": ""}), foreign.XLSB),
        (of_parts({"mimetype": OPEN + "spreadsheet"}), foreign.ODS),
        (of_parts({"mimetype": OPEN + "text"}), foreign.ODT),
        (of_parts({"OFD.xml": ""}), foreign.OFD),
        (of_parts({"申报表.txt": FORM}), foreign.ARCHIVE),
        (of_parts({}), foreign.ARCHIVE),
        (save_xls(FORM), "xls"),
        (compound("Workbook", "\x05SummaryInformation"), "xls"),
        (compound("Book"), "xls"),
        (compound("Root", "WordDocument"), foreign.DOC),
        (compound("PowerPoint Document"), foreign.SLIDES),
        (compound("EncryptionInfo", "EncryptedPackage"), foreign.LOCKED),
        (compound("__properties_version1.0"), foreign.MAIL),
        (compound("Contents"), foreign.OTHER_OFFICE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", foreign.DAMAGED),
        (save_xlsx(FORM)[:2000], foreign.DAMAGED),
        (b"%PDF-1.7\n", "pdf"),
        (b"\0\0junk%PDF-1.4\n1 0 obj\nendobj\n%%EOF", "pdf"),
        (b"{\\rtf1\\ansi}", foreign.RTF),
        (b"\x89PNG\r\n\x1a\n\0\0", foreign.PICTURE),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", foreign.PICTURE),
        (b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", foreign.PICTURE),
        (b"GIF89a\x01\0\x01\0", foreign.PICTURE),
        (b"II*\0\x08\0\0\0", foreign.PICTURE),
        (b"Rar!\x1a\x07\x01\0", foreign.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c\0\x04", foreign.ARCHIVE),
        (b"\x1f\x8b\x08\0\0", foreign.ARCHIVE),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", foreign.WEB_ARCHIVE),
        (MAIL, foreign.WEB_ARCHIVE),
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            foreign.XML_SHEET,
        ),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
            foreign.XML_DOCUMENT,
        ),
        ("BMI 指标说明\n部门名称\t云川市水务局\n".encode(), None),
        ("BMW 公务用车\t2辆\n".encode("gb18030"), None),
        ("GIF89 张\n".encode(), None),
        ("From: 云川市水务局\n部门名称\t甲\n".encode(), None),
        ("MIME-Version: 一种写法\n".encode(), None),
        (b'<?xml version="1.0"?><html><body><table></table></body></html>', None),
        ("文件为 %PDF-1.7 格式\n".encode(), None),
    ],
)  # fmt: skip
def test_what_a_file_is(data: bytes, found: object) -> None:
    assert sort_of(data) == found


@pytest.mark.parametrize("sort", [v for v in vars(foreign).values() if type(v) is foreign.Foreign])
def test_each_format_that_is_not_read_says_how_to_make_one_that_is(sort: foreign.Foreign) -> None:
    assert all((sort.what.zh, sort.what.en, sort.way.zh, sort.way.en))


def refusal(data: bytes, name: str = "申报表.docx") -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(name, data)
    assert caught.value.file == name
    return caught.value


def test_an_old_document_is_named_with_the_way_to_save_it() -> None:
    said = refusal(compound("WordDocument"), "申报表.wps").message
    assert ".wps" in said.zh and "另存为" in said.zh and ".docx" in said.zh
    assert "File → Save As" in said.en and ".docx" in said.en


def test_an_encrypted_workbook_says_how_to_take_the_password_off() -> None:
    said = refusal(locked(save_xlsx(FORM)), "申报表.xlsx").message
    assert "加密" in said.zh and "密码" in said.zh and "password" in said.en


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("save", [save_xlsx, save_xls])
def test_a_file_that_was_cut_off_is_damaged_and_no_crash(save: object, share: float) -> None:
    data = save(FORM * 40)  # type: ignore[operator]
    assert "损坏" in refusal(data[: int(len(data) * share)]).message.zh


@pytest.mark.parametrize("name", ["表.xlsx", "表.docx", "表.xls", "表.txt", "表", "-"])
def test_a_lying_ending_does_not_matter(name: str) -> None:
    assert read(name, save_xlsx(FORM)).lines[0] == "部门名称\t云川市水务局"
    assert read(name, save_xls(FORM)).lines[0] == "部门名称\t云川市水务局"
    assert read(name, FORM.encode()).lines[0] == "部门名称\t云川市水务局"


def test_a_web_page_that_is_called_a_workbook_is_read() -> None:
    page = "<html><body><table><tr><td>部门名称<td>云川市水务局</table></body></html>"
    (row,) = read("导出.xls", page.encode()).rows
    assert [cell.text for cell in row.cells] == ["部门名称", "云川市水务局"]


def test_a_file_that_cannot_be_read_is_an_error_of_the_run_and_no_form_that_passed() -> None:
    report = check_document("a.doc", compound("WordDocument"), Options())
    assert report.documents == ()
    assert [".doc" in failure.message.zh for failure in report.errors] == [True]


def test_without_xlrd_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlrd", None)
    with pytest.raises(ExtraError, match=r"pip install 'perfcheck\[office\]'"):
        read("a.xls", save_xls(FORM))


@given(st.binary(max_size=600))
def test_any_directory_is_listed_or_refused(data: bytes) -> None:
    made = bytearray(compound("Workbook"))
    made[512 : 512 + len(data)] = data
    found = entries(bytes(made))
    assert found is None or isinstance(found, frozenset)


@given(st.binary(max_size=200), st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x09\x08"]))
def test_what_only_begins_like_a_file_of_office_is_refused(data: bytes, sign: bytes) -> None:
    refusal(sign + data)
