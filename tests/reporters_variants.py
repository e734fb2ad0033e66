"""Reports made by hand for the formats that go into files: what a report can hold besides."""

from reporters_sample import (
    BALANCE,
    CLEAN,
    DEFECTIVE,
    DOUBLED,
    EMPTY,
    FORM,
    GOOD,
    LINES,
    NOTHING_THERE,
    ONE,
    SEVERAL,
    VAGUE,
    place,
)

from perfcheck.finding import Acceptance, Gone, Report, Since
from perfcheck.located import Origin, PageLine, SheetCell
from perfcheck.messages import Message

REASON = Acceptance("管网长度以批复为准，已附说明", "王敏", "2026-03-01", "2026-12-31")
EXPLAINED = ONE._replace(
    documents=(
        DEFECTIVE._replace(
            verdict="passed",
            findings=(VAGUE[0]._replace(accepted=REASON), VAGUE[1], DOUBLED),
        ),
    ),
    exit_code=0,
)
"""One finding is accepted, one open, and one is for information."""

KNOWN = Report((DEFECTIVE._replace(findings=(BALANCE,), known=(VAGUE[0], VAGUE[1], DOUBLED)),))
"""Three findings are in the baseline."""

MENDED = Gone(
    "forms/水务局.txt",
    "云川市水务局",
    "FIELD-001",
    "error",
    "没有填部门名称",
    3,
    "0123456789abcdef",
)
COMPARED = Report(
    (
        DEFECTIVE._replace(
            findings=(BALANCE._replace(change="new"), VAGUE[0]._replace(change="open"))
        ),
    ),
    since=Since("上次.json", "89ab", (MENDED,)),
    exit_code=1,
)
"""One finding is new, one still open, one mended."""

WICKED = (
    "=HYPERLINK(\"x\")\x1b[2J\r\n::error::{0}[甲](乙)]]><b>&\u202e\ud800\uffff\x00 'x'%0A_x0041_"
)
HOSTILE = Report(
    (
        DEFECTIVE._replace(
            file="a\x1b]0;x\x07\n,:b  c.txt",
            forms=(FORM._replace(department=WICKED, title=WICKED),),
            findings=(
                BALANCE._replace(
                    message=Message(WICKED, WICKED),
                    evidence=Message(WICKED, WICKED),
                    hint=Message(WICKED, WICKED),
                    basis=WICKED,
                    place=BALANCE.place._replace(text=WICKED, label=WICKED),
                    accepted=None,
                ),
                VAGUE[0]._replace(accepted=Acceptance(WICKED, WICKED)),
            ),
        ),
    ),
    rules_digest="0123abcd",
    exit_code=1,
)
"""A form whose every text would like to be something else."""

BOOK = DEFECTIVE._replace(
    file="forms/报 表.xlsx",
    findings=(BALANCE, EMPTY),
    origins=(
        Origin(1, 1, SheetCell("收支总表", "A1")),
        Origin(5, 20, SheetCell("收支总表", "C7")),
        Origin(6, 1, PageLine(2, 14)),
    ),
    notes=(Message("隐藏的工作表没有读", "hidden sheets were not read"),),
)
OTHER = CLEAN._replace(file="forms/预算 公开.txt", lines=LINES)
TOGETHER = Report(
    (
        BOOK,
        OTHER._replace(
            findings=(
                BALANCE._replace(
                    related=(
                        place(6, "660.25", "项目支出"),
                        place(5, "1,204.50", "基本支出")._replace(file=BOOK.file),
                    )
                ),
                DOUBLED._replace(place=BALANCE.place._replace(file=BOOK.file)),
            ),
            verdict="failed",
        ),
    ),
    exit_code=1,
)
"""A workbook, and a text whose findings stand in the workbook too."""

WINDOWS = Report(
    (
        DEFECTIVE._replace(file="C:\\表 格\\水务#1.txt"),
        CLEAN._replace(file="子 目录\\民政局.txt", findings=(DOUBLED,)),
    )
)
"""Files as Windows names them."""

LONG = "云川市发展和改革委员会（含粮食和物资储备局）价格认证与监测信息中心"
NAMES = ("", "云川市[水]/务*局?:\\", f"{LONG}甲", f"{LONG}乙", "汇总", "'引号'", "history")
NAMELESS = Report(
    (
        *(
            DEFECTIVE._replace(file=f"{number}.txt", forms=(FORM._replace(department=name),))
            for number, name in enumerate(NAMES)
        ),
        DEFECTIVE._replace(file="无表.txt", forms=(), findings=()),
    )
)
"""Departments whose names are no names of sheets."""

ALL: dict[str, Report] = {
    "one": ONE,
    "several": SEVERAL,
    "nothing": NOTHING_THERE,
    "good": GOOD,
    "empty": Report(),
    "explained": EXPLAINED,
    "known": KNOWN,
    "compared": COMPARED,
    "hostile": HOSTILE,
    "together": TOGETHER,
    "windows": WINDOWS,
    "nameless": NAMELESS,
}
