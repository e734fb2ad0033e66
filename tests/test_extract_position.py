"""Forms laid out by position read as their tabbed prints do; what is not sure is marked."""

import random
from pathlib import Path

import pytest
import yaml
from forms import kit
from forms_layout.printing import Style, laid_out, styles

from perfcheck.extract.coverage import coverage
from perfcheck.extract.form import form_of
from perfcheck.extract.position import regrid
from perfcheck.extract.position.blocks import blocks
from perfcheck.form import Field, Form
from perfcheck.kind import LEVEL_ONE, LEVEL_TWO
from perfcheck.readers import read
from perfcheck.recognise import recognise
from perfcheck.source import Cell, Row

HERE = Path(__file__).parent / "forms_layout"
LAYOUTS = sorted(path.stem for path in HERE.glob("*.txt"))
TABBED = (
    "project_shanghai", "project_central", "project_2011", "project_hubei", "project_sichuan",
    "guangdong", "guangdong_staff", "hunan", "hubei", "evaluation_mof2020", "evaluation_sichuan",
    "department_evaluation_hunan",
)  # fmt: skip
COLUMNS = (LEVEL_ONE, LEVEL_TWO, "指标名称", "年度指标值")


def understood(text: str) -> tuple[Form, list[Cell]]:
    """The one form of a text and what of the text nothing claims."""
    kinds = kit.shipped()
    document = read("form.txt", text.encode())
    (block,) = recognise(document, kinds).blocks
    made = form_of(
        block._replace(rows=regrid(block.rows, block.kind).rows), kinds, number=1, year=None
    )
    return made.form, list(coverage(document, made.claimed)[0])


def text_of(name: str) -> str:
    return (HERE / f"{name}.txt").read_text("utf-8")


def shown(field: Field) -> str:
    value = kit.said(field)
    return "/".join(field.path) + " = " + value if field.unit else value


def indicators(form: Form) -> list[list[object]]:
    rows = form.tables["绩效指标"]
    return [[row.line, *(kit.said(row.fields[name]) for name in COLUMNS)] for row in rows]


def everything(form: Form) -> tuple[dict[str, list[object]], dict[str, list[dict[str, object]]]]:
    """All values of a form, whatever the places where they are printed."""
    fields: dict[str, list[object]] = {}
    for field in form.fields:
        fields.setdefault(field.name, []).append(kit.meant(field))
    tables = {
        name: [{at: kit.meant(field) for at, field in row.fields.items()} for row in rows]
        for name, rows in form.tables.items()
    }
    return fields, tables


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_form_is_read_whole(name: str) -> None:
    form, left = understood(text_of(name))
    expected = yaml.safe_load((HERE / f"{name}.yaml").read_text("utf-8"))
    assert form.title == expected["title"]
    assert {field.name: shown(field) for field in form.fields} == expected["fields"]
    assert indicators(form) == expected["绩效指标"]
    assert left == []


@pytest.mark.parametrize("style", styles(), ids=str)
@pytest.mark.parametrize("name", TABBED)
def test_a_sheet_says_the_same_however_it_is_printed(name: str, style: Style) -> None:
    """Wrapped and centred cells, floating labels, figures at the right, blank lines or none."""
    printed, _ = understood(laid_out(kit.text(name), style))
    assert everything(printed) == everything(kit.form(kit.text(name)))


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_piece_points_to_its_print(name: str) -> None:
    text = text_of(name)
    lines = text.split("\n")
    form, _ = understood(text)
    records = [row for rows in form.tables.values() for row in rows]
    fields = [*form.fields, *(field for row in records for field in row.fields.values())]
    for cell in (cell for field in fields for cell in field.cells):
        for part in cell.parts or (cell,):
            assert lines[part.line - 1][part.column - 1 : part.end_column - 1] == part.text


@pytest.mark.parametrize("name", LAYOUTS)
def test_moved_columns_and_lines_without_blanks_between_change_nothing(name: str) -> None:
    chance = random.Random(name)
    plain, _ = understood(text_of(name))
    for _ in range(5):
        by = " " * chance.randrange(1, 9)
        lines = [by + line for line in text_of(name).split("\n") if line.strip()]
        moved, left = understood("\n".join(lines))
        assert everything(moved) == everything(plain)
        assert left == []


@pytest.mark.parametrize("by", [-6, 5, 14])
def test_a_page_without_a_header_may_stand_aside(by: int) -> None:
    lines = text_of("pages").split("\n")
    head = next(n for n, line in enumerate(lines) if n > 10 and "三级指标" in line)
    below = [" " * (9 + by) + line.strip("\n")[5:] for line in lines[head + 1 : head + 6]]
    form, _ = understood("\n".join([*lines[:head], *below, *lines[head + 6 :]]))
    plain, _ = understood(text_of("pages"))
    names = [kit.said(row.fields["指标名称"]) for row in form.tables["绩效指标"]]
    assert names == [kit.said(row.fields["指标名称"]) for row in plain.tables["绩效指标"]]


def test_a_single_blank_between_two_cells_is_cut_where_they_say_so() -> None:
    text = text_of("street")
    glued = text.replace("产出指标    质量指标", "产出指标 质量指标")
    glued = glued.replace("完善率      ", "完善率 ").replace(
        "项目性质           阶段", "项目性质 阶段"
    )
    assert glued != text
    assert everything(understood(glued)[0]) == everything(understood(text)[0])


def test_a_value_between_two_names_is_doubtful() -> None:
    """It may belong to the name above or below, or both names may be one."""
    text = """
            项目支出绩效目标表
                （2027年度）
   项目名称      馆藏修缮        实施单位     云川市档案馆
   一级指标    二级指标       三级指标        指标值
   产出指标    数量指标      修缮卷宗数量      ≥800卷
                       培训修缮人员      ≥12人
            质量指标      修缮工艺合格
                                    ≥95%
                       用纸达到标准
   效益指标    社会效益指标    查阅更加便捷      便捷
            可持续影响指标   修缮档案留存      全部
   满意度指标  服务对象满意度指标  查档群众满意      ≥92%
"""
    kinds = kit.shipped()
    (block,) = recognise(read("form.txt", text.encode()), kinds).blocks
    doubtful = regrid(block.rows, block.kind).doubtful
    assert 8 in doubtful
    assert not doubtful & {6, 13}


def test_a_label_that_may_belong_to_either_block_is_inferred() -> None:
    found = blocks([1.0, 4.0], [0, 1, 2, 3, 4, 5, 6], lambda *_: 0.0)
    assert found.starts == (0, 2) and found.unsure == frozenset()
    astray = blocks([1.0, 3.5], [0, 1, 2, 3, 4, 5, 6], lambda *_: 0.0)
    assert astray.unsure


def test_labels_on_the_first_rows_of_their_blocks_hold_downwards() -> None:
    rows = list(range(10))
    assert blocks([0.5, 3.5, 5.5], rows, lambda *_: 0.0).starts == (0, 3, 5)


def test_labels_that_may_stand_on_top_or_in_the_middle_leave_rows_unsure() -> None:
    found = blocks([0.5, 3.5], [0, 1, 2, 3, 4, 5, 6], lambda *_: 0.0)
    assert found.unsure == {1, 2}


def test_a_figure_is_never_part_of_a_text() -> None:
    text = text_of("pages").replace(
        "   年度总体目标", "                   48.00       52.00\n   年度总体目标"
    )
    form, left = understood(text)
    assert {cell.text for cell in left} == {"48.00", "52.00"}
    assert everything(form) == everything(understood(text_of("pages"))[0])


@pytest.mark.parametrize("name", kit.names())
def test_rows_with_separators_stay_as_they_are(name: str) -> None:
    rows = [
        Row(row.cells, row.line, row.gap, "cells")
        for row in read("form.txt", kit.text(name).encode()).rows
    ]
    assert list(regrid(rows, kit.shipped().kinds[0]).rows) == rows
