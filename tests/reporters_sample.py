"""Reports made by hand, of invented departments, for the tests of what users see."""

from perfcheck.finding import (
    Broken,
    Checks,
    DocumentReport,
    Failure,
    Finding,
    FormSummary,
    Place,
    Report,
    Skip,
)
from perfcheck.messages import Message
from perfcheck.source import Span

LINES = (
    "部门整体支出绩效目标申报表",
    "",
    "部门名称\t云川市水务局\t\t\t",
    "预算整体情况\t部门预算支出\t预算金额（万元）\t收入来源\t预算金额（万元）",
    "\t基本支出\t1,204.50\t财政拨款\t1,830.00",
    "\t项目支出\t660.25\t其他资金\t34.00",
    "总体绩效目标\t保障全市供水安全，完成老旧管网改造，提升水质监测能力，"
    "强化河湖长制长制落实，完善应急供水预案，推进节水型城市建设，"
    "加快智慧水务平台建设，全面提高供水保障率和群众满意度。\t\t\t",
    "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值",
    "\t产出指标\t数量指标\t改造管网长度\t有序推进",
    *(f"\t\t\t第{n}水厂改造\t按计划推进老旧设备更新" for n in "一二三四五"),
    "\t\t质量指标\t水质达标率\t",
    "附：填表说明见后",
)


def place(line: int, text: str, label: str = "") -> Place:
    """Where `text` stands on `line`."""
    column = LINES[line - 1].index(text) + 1
    return Place(Span(line, column, line, column + len(text)), label, text)


BALANCE = Finding(
    rule="ARITH-001",
    name=Message("支出合计等于收入合计", "expenditure equals income"),
    severity="error",
    form="f1",
    message=Message(
        "基本支出 1,204.50 加项目支出 660.25，与财政拨款 1,830.00 加其他资金 34.00 不符",
        "basic 1,204.50 plus project 660.25 does not give 1,830.00 plus 34.00",
    ),
    place=place(5, "1,830.00", "财政拨款"),
    related=(
        place(5, "1,204.50", "基本支出"),
        place(6, "660.25", "项目支出"),
        place(6, "34.00", "其他资金"),
    ),
    evidence=Message(
        "1,204.50 + 660.25 = 1,864.75，1,830.00 + 34.00 = 1,864.00，"
        "相差 0.75，舍入至多能解释 0.02（万元）",
        "1,204.50 + 660.25 = 1,864.75; 1,830.00 + 34.00 = 1,864.00; "
        "0.75 apart, rounding explains at most 0.02 万元",
    ),
    basis="云川市预算绩效目标管理办法（示例）",
    hint=Message(
        "对照部门预算批复核对四个数，改正写错的一个", "check the four figures against the budget"
    ),
    identity=("ARITH-001-1",),
)
DOUBLED = Finding(
    rule="TEXT-004",
    name=Message("文字没有重复", "no doubled words"),
    severity="info",
    form="f1",
    message=Message("“长制长制”重复", "“长制长制” is doubled"),
    place=place(7, "长制长制", "总体绩效目标"),
    hint=Message("删去多写的字", "delete the doubled word"),
    identity=("TEXT-004-1",),
)
EMPTY = Finding(
    rule="FIELD-003",
    name=Message("每个指标都有年度指标值", "every indicator has a target"),
    severity="warning",
    form="f1",
    message=Message("指标“水质达标率”没有年度指标值", "indicator “水质达标率” has no target"),
    place=Place(Span(15, 14, 15, 14), "年度指标值", ""),
    evidence=Message("单元格是空的", "the cell is empty"),
    lowered=Message(
        "疑似错列：本行的单元格有移位，先看原件",
        "cells of the row were moved; look at the original",
    ),
    identity=("FIELD-003-1",),
)


def _vague(line: int, name: str, value: str) -> Finding:
    return Finding(
        rule="VALUE-003",
        name=Message("数量指标要有数字", "a quantity indicator has a number"),
        severity="warning",
        form="f1",
        message=Message(f"指标“{name}”的年度指标值“{value}”没有数字", f"“{name}” has no number"),
        place=place(line, value, "年度指标值"),
        related=(place(line, name, "三级指标"),),
        basis="云川市预算绩效目标管理办法（示例）",
        hint=Message("写明数量和单位，如“≥30 公里”", "write quantity and unit"),
        identity=(f"VALUE-003-{line}",),
    )


VAGUE = (
    _vague(9, "改造管网长度", "有序推进"),
    *(
        _vague(10 + i, f"第{n}水厂改造", "按计划推进老旧设备更新")
        for i, n in enumerate("一二三四五")
    ),
)
SKIPS = (
    *(
        Skip(
            f"ARITH-{n:03}",
            Message("支出总计与明细一致", "total equals its parts"),
            Message("表中没有找到“支出总计”", "'支出总计' was not found"),
        )
        for n in (6, 7, 8, 9)
    ),
    Skip(
        "TAX-002",
        Message("二级指标归类正确", "level two belongs to level one"),
        Message("一级指标是推断的", "level one was inferred"),
        3,
        15,
    ),
)
FORM = FormSummary(
    "f1",
    "department-target",
    "部门整体支出绩效目标申报表",
    Span(1, 1, 15, 13),
    "云川市水务局",
    2026,
)
DEFECTIVE = DocumentReport(
    file="forms/水务局.txt",
    verdict="failed",
    coverage=0.97,
    forms=(FORM,),
    findings=(DOUBLED, *VAGUE, EMPTY, BALANCE),
    checks=Checks(30, 2, 4, 7, 5),
    skips=SKIPS,
    unrecognised=(place(16, "附：填表说明见后"),),
    lines=LINES,
)
CLEAN = DEFECTIVE._replace(
    file="forms/民政局.txt",
    verdict="passed",
    coverage=1.0,
    forms=(FORM._replace(department="青禾县民政局"),),
    findings=(),
    checks=Checks(41, 3, 0, 5, 0),
    skips=(),
    unrecognised=(),
)
PARTIAL = CLEAN._replace(file="forms/半张表.txt", verdict="incomplete", coverage=0.41)

ONE = Report((DEFECTIVE,), rules_digest="0123abcd", exit_code=1)
GOOD = Report((CLEAN,), rules_digest="0123abcd")
SEVERAL = Report(
    documents=(CLEAN, DEFECTIVE, PARTIAL),
    broken=(
        Broken(
            "X-001",
            "rules/x.yaml",
            4,
            Message("没有叫“支出总记”的名称；是否要写“支出总计”？", "unknown name 支出总记"),
            17,
            "4 | assert: 基本支出 <= 支出总记\n  |                     ^^^^^^^^",
        ),
    ),
    errors=(Failure("forms/坏.txt", Message("文件不是文本", "not a text file")),),
    passed_over=(Failure("forms/logo.png", Message("不是表（.png）", "not a form (.png)")),),
    rules_digest="0123abcd",
    exit_code=2,
    exit_reasons=(
        Message("一条规则本身有误", "a rule is broken"),
        Message("forms/半张表.txt 只读懂了 41%", "forms/半张表.txt: only 41% understood"),
    ),
)
NOTHING_THERE = Report(
    errors=(Failure("空", Message("文件夹里没有可检查的文件", "no forms in the folder")),),
    exit_code=2,
    exit_reasons=(Message("没有检查任何表", "nothing was checked"),),
)
