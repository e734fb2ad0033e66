"""In English every label is English: Chinese is only what the form itself says."""

import io
import re
from typing import Any

import pytest
from reporters_sample import BALANCE, DEFECTIVE
from reporters_variants import ALL, COMPARED

from perfcheck.finding import Comparable, Report, RuleCount, Suspect
from perfcheck.messages import Message
from perfcheck.reporters import FORMATS, Look, render

CHINESE = re.compile(r"[\u3001-\u30ff\u3400-\u9fff\uff01-\uff5e]+")
NAME = Message("名称", "name")
SUSPECT = Suspect(BALANCE.place, "1,830.75", 1, 1, Message("写反", "swapped"), ("ARITH-001",))
FULL = COMPARED._replace(
    documents=(
        DEFECTIVE._replace(suspects=(SUSPECT,), verdict="incomplete"),
        DEFECTIVE._replace(file="b.txt", forms=()),
        *COMPARED.documents,
    ),
    together=(Comparable("c", ("a", "b"), (NAME, NAME), 2),),
    remarks=(Message("规则变了", "the rules have changed"),),
    statistics=(RuleCount("ARITH-001", NAME, 2, 1, 1),),
    profile="p",
)


def foreign(said: Any) -> Any:
    """The same report of a form in which no Chinese stands."""
    if isinstance(said, Message):
        return said._replace(en=foreign(said.en))
    if isinstance(said, str):
        return CHINESE.sub(lambda found: "x" * len(found[0]), said)
    if isinstance(said, tuple):
        parts = map(foreign, said)
        return type(said)(*parts) if hasattr(said, "_fields") else tuple(parts)
    return said


def text_of(report: Report, format_name: str) -> str:
    made = render(report, format_name, Look("en", show_skipped=True, by_department=True))
    if isinstance(made, str):
        return re.sub(r"(?s)<style>.*?</style>|<script>.*?</script>", "", made)
    if format_name == "xlsx":
        sheets = pytest.importorskip("openpyxl").load_workbook(io.BytesIO(made)).worksheets
        cells = (cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row)
        ends = (sheet.oddFooter.center.text for sheet in sheets)
        return "\n".join(str(one) for one in (*cells, *ends, *(one.title for one in sheets)))
    paper = pytest.importorskip("docx").Document(io.BytesIO(made))
    tables = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([paper.core_properties.title, *(p.text for p in paper.paragraphs), *tables])


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", [*ALL, "full"])
def test_no_label_is_chinese(name: str, format_name: str) -> None:
    if format_name == "html":
        pytest.importorskip("jinja2")
    report = foreign(FULL if name == "full" else ALL[name])
    assert CHINESE.findall(text_of(report, format_name)) == []
