"""The guide for adding a city's form does what it says, and explaining names what is unknown."""

import re
from pathlib import Path

import pytest
import yaml

from perfcheck.cli.main import main
from perfcheck.kindtest import test_kinds as tried
from perfcheck.library import kinds_data
from perfcheck.options import Options

ROOT = Path(__file__).resolve().parent.parent
GUIDES = ("new-form.zh-CN.md", "new-form.md")


def guide(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def kind() -> str:
    found = re.search(r"<!-- kind -->\n```yaml\n(.*?)```", guide(GUIDES[0]), re.S)
    assert found
    return found[1]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "kinds" / "own.yaml"
    path.parent.mkdir()
    path.write_text(kind(), "utf-8")
    return path


def test_the_kind_of_the_guide_reads_its_example(own: Path) -> None:
    (result,) = tried(Options(kinds=(str(own),), cache=False), shipped=False)
    assert result.ok, result.complaint.zh


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("项目名称: 行道树补植", "项目名称: 行道树", "行道树补植"),
        ("120.00万元\n", "120.01万元\n", "资金总额"),
        ("年度指标值: ≥95%", "年度指标值: ≥96%", "≥95%"),
        ("[要达到的目标]", "[目的]", "没有读懂"),
        ("titles: [项目支出绩效目标备案表]", "titles: [备案表格]", "备案表"),
    ],
)
def test_an_example_that_is_read_otherwise_says_how(
    own: Path, old: str, new: str, says: str
) -> None:
    assert old in kind()
    own.write_text(kind().replace(old, new, 1), "utf-8")
    (result,) = tried(Options(kinds=(str(own),), cache=False), shipped=False)
    assert not result.ok and says in result.complaint.zh and result.complaint.en


def test_explaining_names_the_words_that_are_not_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "form.txt"
    form.write_text(yaml.safe_load(kind())["examples"][0]["text"], "utf-8")
    assert main(["parse", str(form), "--explain", "--lang", "zh"]) == 2
    said = capsys.readouterr().out
    for word in ("项目", "预算安排（万元）", "本级安排", "其他渠道", "要达到的目标"):
        assert f"“{word}”不是这种表认得的栏目" in said
    assert "“产出指标”" not in said


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_names_every_shipped_kind(name: str) -> None:
    for shipped in kinds_data()["kinds"]:
        assert f"`{shipped['id']}`" in guide(name), shipped["id"]
