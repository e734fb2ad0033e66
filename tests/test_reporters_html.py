"""The HTML report as a file: what it holds, in both languages, and that nothing in it can act."""

import base64
import hashlib
import re
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from reporters_sample import BALANCE, CLEAN, DEFECTIVE, EMPTY, GOOD, NOTHING_THERE, ONE, SEVERAL

from perfcheck.errors import PerfcheckError
from perfcheck.finding import (
    Acceptance,
    Comparable,
    DocumentReport,
    Finding,
    Gone,
    Place,
    Report,
    RuleCount,
    Since,
    Suspect,
)
from perfcheck.located import Origin, PageLine, SheetCell
from perfcheck.messages import Language, Message
from perfcheck.reporters import Look, render
from perfcheck.reporters.html.form import Block, blocks
from perfcheck.reporters.html.marks import Mark, Ref, segments
from perfcheck.source import Span

pytest.importorskip("jinja2", reason="jinja2 (perfcheck[report]) writes the page")

VOID = {"meta", "input", "br", "rect", "circle"}
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\x1b[2J\u202e甲\u200f{{ 7*7 }}"


def page(report: Report, language: Language = "zh") -> str:
    written = render(report, "html", Look(language))
    assert isinstance(written, str)
    return written


class Reading(HTMLParser):
    """Elements of a page with their attributes, the text in them, and whether they nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.text += data

    def having(self, name: str, value: str | None = None) -> list[dict[str, str | None]]:
        return [a for _, a in self.elements if name in a and value in (None, a[name])]


def main_of(written: str) -> str:
    return written[written.index("<main>") : written.index("</main>")] + "</main>\n"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_page(golden: Callable[[str, str], None], language: Language) -> None:
    golden(f"one.{language}.html", main_of(page(ONE, language)))


@pytest.mark.parametrize("report", [ONE, SEVERAL, NOTHING_THERE, GOOD], ids=str)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_elements_nest_and_ids_are_unique_and_links_lead_somewhere(
    report: Report, language: Language
) -> None:
    read = Reading(page(report, language))
    ids = [a["id"] for a in read.having("id")]
    assert len(ids) == len(set(ids))
    targets = {a["href"] for tag, a in read.elements if tag == "a"}
    assert {str(t)[1:] for t in targets} <= set(ids), "every link leads into the page"
    named = {
        name for a in read.having("aria-labelledby") for name in str(a["aria-labelledby"]).split()
    }
    assert named <= set(ids)
    assert ("html", {"lang": {"zh": "zh-CN", "en": "en"}[language]}) in read.elements


def test_everything_that_the_run_says_is_on_the_page() -> None:
    read = Reading(page(ONE))
    for finding in DEFECTIVE.findings:
        for said in (finding.message, finding.evidence, finding.hint, finding.lowered):
            assert said.zh in read.text
        assert finding.fingerprint in read.text
        assert finding.basis in read.text
    for skip in DEFECTIVE.skips:
        assert skip.rule in read.text
        assert skip.reason.zh in read.text
    assert "未通过" in read.text
    assert "97%" in read.text
    assert "云川市水务局 · 2026 年度" in read.text
    assert "0123abcd" in read.text
    assert "附：填表说明见后" in read.text


def test_the_form_stands_there_whole_in_its_order() -> None:
    written = page(ONE)
    for number, line in enumerate(DEFECTIVE.lines, 1):
        row = re.search(rf'id="d1-L{number}">(.*)</(?:tr|div)>\n', written)
        assert row, f"line {number} is missing"
        shown = re.sub(r'<(th|span) class="no".*?</\1>', "", row[1]).replace(">空</a>", "></a>")
        assert "".join(Reading(f"<p>{shown}</p>").text.split()) == "".join(line.split())


def marks(written: str, finding: str) -> list[tuple[str, str]]:
    found = re.findall(
        r'<a class="mark ([^"]+)" href="[^"]+" data-f="([^"]+)"[^>]*>([^<]*)</a>', written
    )
    return [(look, text) for look, ids, text in found if finding in ids.split()]


def test_the_cells_of_a_finding_are_marked_by_what_they_are_to_it() -> None:
    assert marks(page(ONE), "f1-1") == [
        ("error related", "1,204.50"),
        ("error blamed", "1,830.00"),
        ("error related", "660.25"),
        ("error related", "34.00"),
    ]


def test_an_empty_cell_can_be_seen_and_pressed() -> None:
    report = Report((DEFECTIVE._replace(findings=(EMPTY,)),))
    assert marks(page(report), "f1-1") == [("warning blamed void", "空")]
    assert marks(page(report, "en"), "f1-1") == [("warning blamed void", "empty")]


def test_a_cell_of_several_findings_names_all_of_them_the_gravest_first() -> None:
    other = BALANCE._replace(rule="ARITH-002", severity="info", identity=("x",))
    written = page(Report((DEFECTIVE._replace(findings=(other, BALANCE)),)))
    assert marks(written, "f1-1") == marks(written, "f1-2")
    assert 'href="#f1-1" data-f="f1-1 f1-2" data-n="1 2"' in written


def test_nothing_of_a_form_can_act() -> None:
    wicked = Message(HOSTILE, HOSTILE)
    finding = BALANCE._replace(
        message=wicked, name=wicked, evidence=wicked, hint=wicked, basis=HOSTILE, lowered=wicked,
        place=BALANCE.place._replace(label=HOSTILE, text=HOSTILE), remark=wicked,
        accepted=Acceptance(HOSTILE, HOSTILE),
    )  # fmt: skip
    form = DEFECTIVE.forms[0]._replace(title=HOSTILE, department=HOSTILE)
    document = DEFECTIVE._replace(
        file=f"a{HOSTILE}.txt",
        forms=(form,),
        findings=(finding, BALANCE),
        lines=(HOSTILE, f"{HOSTILE}\t{HOSTILE}", *DEFECTIVE.lines[2:], f"  {HOSTILE}    {HOSTILE}"),
        unrecognised=(Place(Span(1, 1, 1, 9), HOSTILE, HOSTILE),),
        notes=(wicked,),
        known=(finding,),
        skips=(DEFECTIVE.skips[0]._replace(reason=wicked, name=wicked),),
        suspects=(Suspect(finding.place, HOSTILE, 1, 1, wicked, ()),),
    )
    report = SEVERAL._replace(
        documents=(document, document._replace(file="b.txt")), remarks=(wicked,), profile=HOSTILE
    )
    written = page(report)
    read = Reading(written)
    assert [tag for tag, _ in read.elements].count("script") == 1
    assert "img" not in {tag for tag, _ in read.elements}
    assert not [name for _, a in read.elements for name in a if name.startswith("on")]
    assert not re.search("[\x00-\x09\x0b-\x1f\u200f\u202e]", written)
    assert "{{ 7*7 }}" in read.text
    style = written[written.index("<style>") : written.index("</style>")]
    assert "<script" not in style


def test_only_the_page_s_own_script_may_run() -> None:
    written = page(ONE)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', written)
    assert policy
    script = written[written.index("<script>") + 8 : written.index("</script>")]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy[1]
    assert "default-src 'none'" in policy[1]
    assert not re.search(r"https?:|//[a-z]|url\((?!#)|@import", written.replace("url(&#34;", ""))


def test_many_forms_have_a_page_of_their_own_on_top() -> None:
    read = Reading(page(SEVERAL))
    assert read.having("id", "overview")
    assert read.having("id", "by-document")
    assert read.having("id", "by-department")
    for said in ("无法检查", "forms/坏.txt", "规则本身有误", "略过的文件", "只读懂了 41%"):
        assert said in read.text
    charts = [a for tag, a in read.elements if tag == "svg"]
    assert charts
    assert all(a["role"] == "img" and a["aria-labelledby"] for a in charts)
    assert "云川市水务局: 错误 1, 需说明 7, 提示 1" in read.text


def test_one_form_needs_no_overview() -> None:
    read = Reading(page(ONE))
    assert not read.having("id", "overview")
    assert not [a for tag, a in read.elements if tag == "svg"]


def test_nothing_checked_is_said_aloud() -> None:
    assert "没有检查任何表" in Reading(page(NOTHING_THERE)).text
    assert "nothing was checked" in Reading(page(Report(), "en")).text


def test_an_explanation_is_shown_and_asks_for_no_other() -> None:
    explained = EMPTY._replace(
        accepted=Acceptance("按季度监测", "李四", "2026-03-01", "2026-12-31")
    )
    written = page(Report((DEFECTIVE._replace(findings=(explained,)),)))
    assert "按季度监测（李四，2026-03-01，有效期至 2026-12-31）" in written
    assert 'data-look="accepted"' in written
    assert "perfcheck accept" not in written


@pytest.mark.parametrize(
    ("finding", "command"),
    [(EMPTY, True), (BALANCE, False), (BALANCE._replace(explainable=True), True)],
)
def test_what_may_be_explained_says_how(finding: Finding, command: bool) -> None:
    written = page(Report((DEFECTIVE._replace(findings=(finding,)),)))
    said = f"perfcheck accept forms/水务局.txt {finding.fingerprint[:6]} --reason 理由"
    assert (said in written) is command


def test_places_in_another_document_are_marked_there_and_linked() -> None:
    there = Place(Span(5, 2, 5, 6), "基本支出", "基本支出", CLEAN.file)
    finding = BALANCE._replace(related=(there,))
    written = page(Report((DEFECTIVE._replace(findings=(finding,)), CLEAN)))
    assert '<a href="#d2-L5" data-f="f1-1">forms/民政局.txt 第 5 行</a>' in written
    assert re.search(r'href="#f1-1" data-f="f1-1" data-n="→1"[^>]*>基本支出</a>', written)


def test_a_place_in_a_file_beside_has_no_link() -> None:
    finding = EMPTY._replace(place=Place(Span(3, 1, 3, 2), "", "值", "forms/审核说明.yaml"))
    written = page(Report((DEFECTIVE._replace(findings=(finding,)),)))
    assert '<span class="place">forms/审核说明.yaml 第 3 行</span>' in written


def test_what_an_earlier_run_had_is_told() -> None:
    gone = Gone("a.txt", "", "ARITH-001", "error", "两数不等", 3, "0" * 16)
    report = Report(
        (DEFECTIVE._replace(findings=(BALANCE._replace(change="new"),)),),
        since=Since("上次.json", "", (gone,), (), ("b.txt",)),
        statistics=(RuleCount("ARITH-001", forms=1, findings=1, milliseconds=0.5),),
        together=(
            Comparable("云川市水务局", ("a", "b"), (Message("甲", "A"), Message("乙", "B")), 1),
        ),
    )
    read = Reading(page(report))
    for said in ("与 上次.json 相比", "两数不等", "新增", "b.txt", "--together", "0.50"):
        assert said in read.text


def test_a_figure_that_may_be_wrong_is_named_and_marked() -> None:
    suspect = Suspect(BALANCE.place, "1,830.75", 1, 1, Message("少写一位", "a digit less"), ())
    written = page(Report((DEFECTIVE._replace(findings=(), suspects=(suspect,)),)))
    assert "<del>1,830.00</del> → <ins>1,830.75</ins>" in written
    assert marks(written, "s1-1") == [("suspect related", "1,830.00")]


def laid(*lines: str, **rest: Any) -> tuple[Block, ...]:
    document = DocumentReport("甲.txt", "passed", 1, (), (), CLEAN.checks, (), (), lines, **rest)
    return blocks(document, 1, {}, "zh")


def texts(block: Block) -> list[list[str]]:
    return [["".join(s.text for s in cell.segments) for cell in line.cells] for line in block.lines]


def test_lines_are_shown_as_they_were_printed() -> None:
    made = laid("标题", "甲\t1.00", "", "乙\t\t2.00", "项目    金额", "  基本     3.00", "正文")
    assert [block.sort for block in made] == [
        "prose",
        "table",
        "prose",
        "table",
        "columns",
        "prose",
    ]
    assert texts(made[1]) == [["甲", "1.00"]]
    assert made[1].lines[0].cells[1].look == "figure"
    assert [cell.width for cell in made[4].lines[1].cells] == [6, 9]


def test_a_page_break_parts_no_table_of_the_same_columns() -> None:
    assert [block.sort for block in laid("甲\t1\t2", "", "乙\t3\t4")] == ["table"]


def test_a_long_text_takes_the_empty_cells_after_it() -> None:
    (table,) = laid("目标\t" + "保障供水安全" * 9 + "\t\t", "甲\t乙\t丙\t丁")
    assert [cell.span for cell in table.lines[0].cells] == [1, 3]


def test_tables_drawn_with_bars_are_tables() -> None:
    (table,) = laid("| 甲 | 1.00 |", "|---|---|", "| 乙 |  |")
    assert texts(table) == [[" 甲 ", " 1.00 "], ["|---|---|"], [" 乙 ", "  "]]


def test_sheets_and_pages_are_headed() -> None:
    sheets = (Origin(1, 1, SheetCell("表一", "A7")), Origin(2, 1, SheetCell("表<二>", "B2")))
    made = laid("甲\t乙", "丙\t丁", origins=sheets)
    assert [block.head for block in made if block.sort == "head"] == [
        "工作表“表一”",
        "工作表“表<二>”",
    ]
    assert [line.number for block in made for line in block.lines] == ["7", "2"]
    pages = (Origin(1, 1, PageLine(1, 30)), Origin(2, 1, PageLine(2, 1)))
    assert [b.head for b in laid("甲", "乙", origins=pages)] == ["第 1 页", "", "第 2 页", ""]


def test_blanks_in_a_cell_of_a_workbook_part_no_columns() -> None:
    origins = (Origin(1, 1, SheetCell("目录", "A1")),)
    assert [block.sort for block in laid("目    录", origins=origins)] == ["head", "prose"]
    assert [block.sort for block in laid("目    录")] == ["columns"]


def test_marks_that_overlap_are_cut_where_they_meet() -> None:
    one, two = Ref("a", "info", "blamed"), Ref("b", "error", "related")
    made = segments("0123456789", 0, 10, [Mark(2, 6, one), Mark(4, 8, two), Mark(9, 9, two)])
    assert [(s.text, s.refs) for s in made] == [
        ("01", ""), ("23", "a"), ("45", "a b"), ("67", "b"), ("8", ""), ("", "b"), ("9", ""),
    ]  # fmt: skip


def test_a_stretch_of_many_lines_is_marked_where_it_begins() -> None:
    finding = EMPTY._replace(place=Place(Span(1, 1, 400, 1), "", ""))
    lines = tuple(f"第{n}行" for n in range(400))
    document = DEFECTIVE._replace(findings=(finding,), lines=lines, unrecognised=())
    assert [text for _, text in marks(page(Report((document,))), "f1-1")] == ["第0行"]


def test_without_jinja2_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(PerfcheckError) as caught:
        render(ONE, "html", Look())
    assert "pip install 'perfcheck[report]'" in str(caught.value)


def test_figures_of_a_chart_tell_their_level_where_one_is_zero() -> None:
    mild = CLEAN._replace(findings=(EMPTY,))
    written = page(Report((DEFECTIVE, mild)))
    sums = re.findall(r'class="sum">(.*?)</text>', written)
    figures = [re.findall(r'<tspan class="(\w*)">(\d+)</tspan>', text) for text in sums]
    assert re.findall(r'class="key (\w+)"', written)[:3] == ["error", "warning", "info"]
    assert figures[:2] == [
        [("error", "1"), ("warning", "7"), ("info", "1")],
        [("", "0"), ("warning", "1"), ("", "0")],
    ]


def test_the_documents_have_a_column_for_what_is_explained_where_there_is_some() -> None:
    explained = CLEAN._replace(findings=(EMPTY._replace(accepted=Acceptance("按季度监测")),))
    assert ">已说明</button>" in page(Report((explained, CLEAN)))
    assert ">已说明</button>" not in page(SEVERAL)


def test_why_a_form_was_not_checked_in_full_stands_above_it() -> None:
    checks = CLEAN.checks._replace(broken=2)
    written = page(Report((CLEAN._replace(verdict="incomplete", checks=checks),)))
    assert "<strong>未能完整核对</strong> 有 2 条规则不能运行" in written


def test_dots_that_lead_to_a_page_may_be_broken_anywhere() -> None:
    lines = ("一、部门职能" + "." * 90 + "3", "保障供水……")
    (prose,) = blocks(CLEAN._replace(lines=lines), 1, {}, "zh")
    assert [line.look for line in prose.lines] == ["leader", ""]
