"""Prose of budgets and reports: every claim and amount of invented texts, figure for figure."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from forms.kit import shipped
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcheck.extract.prose import Paragraph, ProseRead, prose
from perfcheck.form import Field, Record
from perfcheck.source import Cell
from perfcheck.values import Missing, Number, Text

HERE = Path(__file__).parent / "budgets"
TEXTS = ("budget", "functions", "layout", "report")
REASONS = yaml.safe_load((HERE / "prose_reasons.yaml").read_text("utf-8"))
CASES = yaml.safe_load((HERE / "prose_cases.yaml").read_text("utf-8"))


def read(lines: list[str], skip: tuple[int, ...] = ()) -> ProseRead:
    return prose(lines, skip, shipped().shared["claims"])


def lines_of(name: str) -> list[str]:
    return (HERE / f"prose_{name}.txt").read_text("utf-8").split("\n")


def expected(name: str) -> Any:
    return yaml.safe_load((HERE / f"prose_{name}.yaml").read_text("utf-8"))


def printed(field: Field) -> str | None:
    match field.value:
        case Number(printed=figure):
            return figure + field.unit
        case Text(text):
            return text
        case _:
            return None


def told(record: Record) -> dict[str, Any]:
    """A record as the expectations write it: what it says, and its parts."""
    left_out = ("原文", "科目", "率的方向", "原因", "所占", "涉及金额")
    said = {
        name: printed(field)
        for name, field in record.fields.items()
        if name not in left_out and not isinstance(field.value, Missing)
    }
    parts = [" ".join(text for text in told(part).values() if text) for part in record.below]
    return {**said, "分项": parts} if parts else said


def amount(record: Record) -> str:
    sign = {"增加": "+", "减少": "-"}.get(printed(record.fields["变动方向"]) or "", "")
    if printed(record.fields["角色"]) == "变动" and not sign:
        sign = "±"
    return f"{printed(record.fields['项目'])} {sign}{printed(record.fields['金额'])}"


@pytest.mark.parametrize("name", TEXTS)
def test_every_claim_of_a_text_is_read_with_its_line_and_figures(name: str) -> None:
    found = [{"line": record.line, **told(record)} for record in read(lines_of(name)).claims]
    assert found == expected(name)["claims"]


@pytest.mark.parametrize("name", TEXTS)
def test_every_amount_of_a_text_is_labelled(name: str) -> None:
    found = [f"{record.line} {amount(record)}" for record in read(lines_of(name)).amounts]
    assert found == expected(name)["amounts"]


@pytest.mark.parametrize("name", TEXTS)
def test_headings_are_told_from_sentences(name: str) -> None:
    found = [at.text for at in read(lines_of(name)).paragraphs if at.heading]
    assert found == expected(name)["headings"]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_sentence_says_no_more_than_it_says(case: dict[str, Any]) -> None:
    found = read(case["text"].split("\n"))
    assert [told(record) for record in found.claims] == case.get("claims", [])
    if "amounts" in case:
        assert [amount(record) for record in found.amounts] == case["amounts"]


@pytest.mark.parametrize("name", TEXTS)
def test_every_figure_stands_where_its_cells_say(name: str) -> None:
    lines = lines_of(name)
    found = read(lines)
    for record in (*found.claims, *found.amounts):
        for field in (*record.fields.values(), *(f for b in record.below for f in _fields(b))):
            if isinstance(field.value, Number) and field.cells:
                spelt = "".join(
                    lines[c.line - 1][c.column - 1 : c.end_column - 1] for c in field.cells
                )
                assert spelt == field.value.printed


def spelt(lines: list[str], cell: Cell) -> str:
    return lines[cell.line - 1][cell.column - 1 : cell.end_column - 1]


def _fields(record: Record) -> list[Field]:
    return list(record.fields.values())


@pytest.mark.parametrize("name", TEXTS)
def test_no_printed_character_is_lost(name: str) -> None:
    lines = lines_of(name)
    found = read(lines)
    cells = [*found.furniture, *(cell for at in found.paragraphs for cell in at.cells)]
    said = {
        cell.line: lines[cell.line - 1][cell.column - 1 : cell.end_column - 1] for cell in cells
    }
    assert len(said) == len(cells)
    assert said == {n: line.strip() for n, line in enumerate(lines, 1) if line.strip()}


def test_what_is_no_prose_is_left_alone_and_ends_the_sentence() -> None:
    lines = ["  项目支出为", "100 万元\t200", "  基本支出50万元，比上年增加10万元，增长25%。"]
    found = read(lines, (2,))
    assert [amount(record) for record in found.amounts] == ["基本支出 50万元", "基本支出 +10万元"]
    assert [at.cells[0].line for at in found.paragraphs] == [1, 3]


def test_page_numbers_and_running_heads_are_told_apart() -> None:
    body = "云川市水务局负责全市水资源的管理和保护，承担河湖长制的日常工作，监督水利工程的"
    lines: list[str] = []
    for page in range(1, 5):
        lines += [f"  {body}", "运行。", "", f"        - {page} -", "  云川市水务局部门预算"]
    found = read(lines)
    assert [cell.text for cell in found.furniture] == [
        text for page in range(1, 5) for text in (f"- {page} -", "云川市水务局部门预算")
    ]
    assert {at.text for at in found.paragraphs} == {body + "运行。"}


def test_a_figure_bound_from_another_sentence_is_inferred() -> None:
    found = read(["基本支出50万元。主要用于人员。与上年相比增加10万元，增长25%。"])
    claim = found.claims[0]
    assert claim.fields["本期数"].certainty == "inferred"
    assert claim.fields["变动额"].certainty == "certain"
    assert claim.certainty == "inferred"


def test_lines_count_from_the_number_given() -> None:
    book = shipped().shared["claims"]
    found = prose(["基本支出50万元。"], (), book, 40)
    assert found.amounts[0].line == 40


def rewrapped(paragraphs: tuple[Paragraph, ...], width: int, pages: bool, blank: bool) -> list[str]:
    """The same paragraphs in lines of `width`, with a page number after every third line."""
    lines: list[str] = []
    count = 0
    for at in paragraphs:
        if at.heading:
            lines += ["", f"  {at.text}", ""]
            continue
        text = "  " + at.text
        for start in range(0, len(text), width):
            lines.append(text[start : start + width])
            count += 1
            if pages and count % 3 == 0:
                lines += ["", f"                 {count // 3 % 900}", ""]
        if blank:
            lines.append("")
    return lines


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(TEXTS), st.integers(30, 70), st.booleans(), st.booleans())
def test_wraps_and_page_numbers_change_no_figure(
    name: str, width: int, pages: bool, blank: bool
) -> None:
    before = read(lines_of(name))
    after = read(rewrapped(before.paragraphs, width, pages, blank))
    assert [told(record) for record in after.claims] == [told(record) for record in before.claims]
    assert [amount(record) for record in after.amounts] == [
        amount(record) for record in before.amounts
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.text("一二其中包括，。；：（）、“”比上年增加减少万元%0123456789. \n占的共等个", max_size=120)
)
def test_any_text_is_read_without_losing_a_line(text: str) -> None:
    lines = text.split("\n")
    found = read(lines)
    cells = [*found.furniture, *(cell for at in found.paragraphs for cell in at.cells)]
    assert sorted(cell.line for cell in cells) == [
        number for number, line in enumerate(lines, 1) if line.strip()
    ]
    for record in (*found.claims, *found.amounts):
        assert record.cells


def why(record: Record) -> str:
    """The reason of a change: as given, ∅ where it is announced and left out, — where none is."""
    match record.fields["原因"].value:
        case Text(text):
            return text
        case Missing("blank"):
            return "∅"
        case _:
            return "—"


@pytest.mark.parametrize("case", REASONS, ids=[case["id"] for case in REASONS])
def test_a_change_comes_with_its_reason_and_with_no_other(case: dict[str, Any]) -> None:
    found = read(case["text"].rstrip("\n").split("\n"))
    changes = [at for at in found.claims if printed(at.fields["类别"]) == "变动"]
    assert [why(at) for at in changes] == case["reasons"]
    assert [why(at) for at in found.reasons] == case.get("announced", [])


def test_the_empty_reason_is_shown_where_its_words_stand() -> None:
    line = "  公务接待费2.00万元，比上年减少1.00万元，主要原因是。"
    (reason,) = read([line]).reasons
    (cell, *_) = reason.fields["原因"].cells
    assert line[cell.column - 1 : cell.end_column - 1] == "原因是"
    assert printed(reason.fields["原文"]) == "原因是"


def test_items_are_named_level_by_level_with_their_codes() -> None:
    said = "1、农林水支出（213类）水利（03款）行政运行（01项）320.05万元。主要用于：人员经费。"
    found = [told(at) for at in read([said]).items]
    assert found == [
        {"科目编码": "213", "所写科目": "农林水支出"},
        {"科目编码": "21303", "所写科目": "水利"},
        {"科目编码": "2130301", "所写科目": "行政运行"},
        {"科目编码": "2130301", "所写科目": "行政运行", "金额": "320.05万元", "有比较": "否"},
    ]


def test_an_item_without_codes_keeps_its_path_and_says_whether_it_is_compared() -> None:
    said = (
        "农林水支出（类）水利（款）行政运行（项）支出320.05万元，比上年增加20.05万元，增长6.68%。"
    )
    (item,) = read([said]).items
    assert printed(item.fields["科目"]) == "农林水支出/水利/行政运行"
    assert told(item) == {"所写科目": "行政运行", "金额": "320.05万元", "有比较": "是"}


@pytest.mark.parametrize(
    "said",
    [
        "编报绩效目标的项目5个，涉及项目预算资金3,328.50万元。",
        "所有项目纳入绩效管理，涉及预算资金3,328.50万元，设置并编报5个项目绩效目标。",
    ],
)
def test_projects_with_targets_are_counted_with_their_money(said: str) -> None:
    (claim,) = read([said]).claims
    assert printed(claim.fields["个数"]) == "5个"
    assert printed(claim.fields["涉及金额"]) == "3,328.50万元"


@pytest.mark.parametrize("link", ["的", "的比重为", "比例约"])
def test_a_share_says_what_it_is_of(link: str) -> None:
    (claim,) = read([f"公务接待费2.00万元，占“三公”经费{link}25%。"]).claims
    assert printed(claim.fields["所占"]) == "“三公”经费"
    assert printed(claim.fields["占比"]) == "25%"
