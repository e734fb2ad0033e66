"""退回修改意见, read back: whom it is for, what is asked in which part, and where to answer."""

import io
import sys
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from reporters_sample import BALANCE, CLEAN, DEFECTIVE, DOUBLED, GOOD, NOTHING_THERE, ONE, SEVERAL
from reporters_variants import ALL, COMPARED, EXPLAINED, HOSTILE, KNOWN, TOGETHER

from perfcheck.errors import ExtraError
from perfcheck.finding import Report, Suspect
from perfcheck.messages import Language, Message
from perfcheck.reporters import Look, render

TITLE = "绩效目标审核退回修改意见"


def paper(report: Report, language: Language = "zh") -> Any:
    data = render(report, "docx", Look(language))
    assert isinstance(data, bytes)
    return Document(io.BytesIO(data))


def texts(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def headings(document: Any, level: int) -> list[str]:
    style = f"Heading {level}"
    return [one.text for one in document.paragraphs if one.style.name == style]


def rows(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_slip_for_each_document_on_pages_of_its_own(name: str, language: Language) -> None:
    report = ALL[name]
    document = paper(report, language)
    last = bool(report.errors or report.broken or not report.documents)
    assert len(headings(document, 1)) == len(document.sections) == len(report.documents) + last
    for section in document.sections:
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    foot = document.sections[0].footer._element
    assert [one.get(qn("w:instr")) for one in foot.iter(qn("w:fldSimple"))] == ["PAGE"]
    assert all(section.footer.is_linked_to_previous for section in list(document.sections)[1:])


def test_address_and_opening_with_counts() -> None:
    said = texts(paper(ONE))
    assert said[:2] == [TITLE, "云川市水务局："]
    assert "《部门整体支出绩效目标申报表》（2026 年度，文件“水务局.txt”）" in said[2]
    assert "共有意见 9 条：必须修改 1 条，请核实或说明 7 条，供参考 1 条。" in said[2]


def test_three_parts_numbered_through() -> None:
    document = paper(ONE)
    assert headings(document, 2) == [
        "一、必须修改（1 条）",
        "二、请核实或说明（7 条）",
        "三、供参考（1 条）",
        "四、未能核对的内容",
    ]
    must, verify, info = (rows(table) for table in document.tables[:3])
    assert must[0] == ["序号", "位置和所填内容", "审核意见", "修改情况或说明"]
    assert [row[0] for row in (*must[1:], *verify[1:], *info[1:])] == list("123456789")
    assert {row[3] for row in (*must[1:], *verify[1:])} == {""}
    assert len(info[0]) == 3


def test_a_finding_tells_place_value_sum_remedy_and_basis() -> None:
    _, place, opinion, _ = rows(paper(ONE).tables[0])[1]
    assert place.split("\n") == ["第 5 行", "财政拨款", "“1,830.00”"]
    assert opinion.split("\n") == [
        BALANCE.message.zh,
        f"核对：{BALANCE.evidence.zh}",
        "涉及：第 6 行 项目支出 660.25；第 6 行 其他资金 34.00",
        f"修改建议：{BALANCE.hint.zh}",
        f"依据：{BALANCE.basis}",
        f"ARITH-001 · {BALANCE.fingerprint[:6]}",
    ]


def test_an_empty_cell_and_a_doubt_are_said() -> None:
    _, place, opinion, _ = rows(paper(ONE).tables[1])[-1]
    assert place.endswith("（空）")
    assert "留意：疑似错列" in opinion


def test_advice_is_given_once_and_referred_to() -> None:
    opinions = [row[2] for row in rows(paper(ONE).tables[1])[1:]]
    assert "修改建议：写明数量和单位" in opinions[0]
    assert all("修改建议和依据同第 2 条" in one for one in opinions[1:6])


def test_what_was_not_checked_and_how_to_answer() -> None:
    said = texts(paper(ONE))
    assert "第 16 行“附：填表说明见后”没有读懂。" in said
    assert "表中没有找到“支出总计”，未能核对：支出总计与明细一致。" in said
    assert any(one.startswith("请于　　　　年　　月　　日前") for one in said)
    assert rows(paper(ONE).tables[-1])[0][1].startswith("审核单位（盖章）：")


def test_a_form_with_nothing_to_mend_says_so() -> None:
    document = paper(GOOD)
    assert headings(document, 1) == ["绩效目标审核意见"]
    assert texts(document)[2].endswith("没有需要修改的内容。")
    assert not headings(document, 2)
    only_info = paper(Report((CLEAN._replace(findings=DEFECTIVE.findings[:1]),)))
    assert headings(only_info, 1) == ["绩效目标审核意见"]
    assert "没有必须修改的内容，供参考 1 条" in texts(only_info)[2]


def test_a_form_of_which_too_little_was_understood_is_not_called_fine() -> None:
    said = texts(paper(Report((CLEAN._replace(verdict="incomplete", coverage=0.41),))))
    assert "只读懂了 41% 的文字，审核并不完整" in said[2]
    assert "已读懂的部分没有需要修改的内容" in said[2]


def test_explained_ones_are_listed_apart_with_the_reason() -> None:
    document = paper(EXPLAINED)
    assert headings(document, 2)[2] == "三、此前已说明（1 条）"
    assert "另有此前已说明 1 条" in texts(document)[2]
    assert rows(document.tables[2])[1][3].startswith("管网长度以批复为准")
    assert "此前已登记 3 条" in texts(paper(KNOWN))[2]


def test_new_and_open_are_marked() -> None:
    assert rows(paper(COMPARED).tables[0])[1][2].endswith("· 新增")


def test_a_department_that_is_not_known_is_left_to_fill_in() -> None:
    report = Report((DEFECTIVE._replace(forms=()),))
    assert texts(paper(report))[1] == "＿" * 8 + "："


def test_suspects_are_hints() -> None:
    slip = Message("两个数字写反", "two digits swapped")
    suspect = Suspect(BALANCE.place, "1,830.75", 1, 1, slip, ("ARITH-001",))
    document = paper(Report((DEFECTIVE._replace(suspects=(suspect,)),)))
    assert "四、可能写错的数（提示，不是结论）" in headings(document, 2)
    assert any("“1,830.00”：若为 1,830.75（两个数字写反）" in one for one in texts(document))


def test_places_in_other_documents() -> None:
    _, second = rows(paper(TOGETHER).tables[3])[0], rows(paper(TOGETHER).tables[3])[1]
    assert "forms/报 表.xlsx 工作表“收支总表”" in second[2]


def test_files_and_rules_that_failed_stand_on_the_last_page() -> None:
    document = paper(SEVERAL)
    assert headings(document, 1)[-1] == "未能审核的文件"
    found = [row for table in document.tables[-3:] for row in rows(table)]
    assert ["forms/坏.txt", "文件不是文本"] in found
    assert ["X-001 rules/x.yaml:4:17", SEVERAL.broken[0].message.zh] in found
    assert ["forms/logo.png", "不是表（.png）"] in found


def test_nothing_checked_is_said_aloud() -> None:
    for report in (Report(), NOTHING_THERE):
        assert "没有检查任何表。" in texts(paper(report))


def test_english() -> None:
    document = paper(ONE, "en")
    assert texts(document)[1] == "To: 云川市水务局"
    assert headings(document, 2)[0] == "1. To be corrected (1)"
    assert rows(document.tables[0])[0][3] == "Correction or explanation"


def test_hostile_texts_are_texts() -> None:
    said = "\n".join(texts(paper(HOSTILE)))
    assert "=HYPERLINK" in said
    assert "␛[2J" in said


def test_chinese_fonts_are_named_for_chinese_text() -> None:
    styles = paper(ONE).styles
    fonts = {
        name: styles[name].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for name in ("Normal", "Heading 1", "Heading 2")
    }
    assert fonts == {"Normal": "仿宋", "Heading 1": "宋体", "Heading 2": "黑体"}


def test_heads_of_tables_come_again_and_rows_are_not_cut() -> None:
    table = paper(ONE).tables[1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows[1:])


def test_the_same_report_gives_the_same_bytes() -> None:
    data = render(SEVERAL, "docx", Look())
    assert isinstance(data, bytes)
    assert data == render(SEVERAL, "docx", Look())
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        assert b"2000-01-01" in parts.read("docProps/core.xml")
        assert "docProps/thumbnail.jpeg" not in parts.namelist()


def test_without_the_package_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(ExtraError) as error:
        render(ONE, "docx", Look())
    assert "pip install 'perfcheck[report]'" in error.value.text("zh")


def test_only_what_has_to_be_answered_is_asked_for() -> None:
    assert "请将第 1–8 条逐条修改或说明后重新报送" in texts(paper(ONE))[2]
    one = Report((DEFECTIVE._replace(findings=(BALANCE, DOUBLED)),))
    assert "请将第 1 条修改或说明后重新报送" in texts(paper(one))[2]


def test_a_broken_rule_is_not_called_text_that_was_not_understood() -> None:
    checks = CLEAN.checks._replace(broken=1)
    said = texts(paper(Report((CLEAN._replace(verdict="incomplete", checks=checks),))))[2]
    assert "本表有 1 条规则不能运行，审核并不完整。" in said
    assert "读懂了 100%" not in said
