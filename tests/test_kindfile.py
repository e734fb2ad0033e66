"""An office's mistakes in a kind of its own are shown all at once, each at its place."""

from pathlib import Path

import pytest

from perfcheck.cli.main import main
from perfcheck.errors import KindError
from perfcheck.extract import understand
from perfcheck.kindfile import check_kinds
from perfcheck.kindmaking import kinds_from
from perfcheck.library import kinds_data, library, with_own_kinds
from perfcheck.locate import kinds_folder
from perfcheck.options import Options
from perfcheck.readers import read

SHIPPED = Path(kinds_folder()) / "department-target.yaml"
GOOD = """\
id: office-target
name: 本单位绩效目标表
titles: [本单位绩效目标表]
unit: 万元
fields:
  基本支出: [基本支出预算数]
  支出总计: {labels: [支出合计], under: {支出构成: [合计]}}
tables:
  任务:
    needs: 任务名称
    columns:
      任务名称: {fit: name, labels: [任务名称]}
      投入资金: {labels: [金额]}
    totals: {投入资金: 支出总计}
"""


def told(tmp_path: Path, text: str) -> KindError:
    path = tmp_path / "own.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(KindError) as raised:
        check_kinds([str(path)])
    return raised.value


def test_the_shipped_kind_and_a_copy_with_a_synonym_are_well_formed(tmp_path: Path) -> None:
    copy = tmp_path / "copy.yaml"
    copy.write_text(
        SHIPPED.read_text("utf-8").replace("基本支出: []", "基本支出: [甲支出]"), "utf-8"
    )
    (tmp_path / "own.yaml").write_text(GOOD, "utf-8")
    check_kinds([str(SHIPPED), str(tmp_path)])


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("unit: 万元", "unti: 万元", (4, 1), "unit"),
        ("unit: 万元", "unit: 万", (4, 7), "百万元"),
        ("titles: [本单位绩效目标表]", "titles: 本单位绩效目标表", (3, 9), "[本单位绩效目标表]"),
        ("titles:", "title:", (1, 1), "titles"),
        ("  基本支出:", "  基本支付:", (6, 3), "基本支出"),
        ("[基本支出预算数]", "基本支出预算数", (6, 9), "一列"),
        ("[基本支出预算数]", "[2026]", (6, 10), "引号"),
        ("labels: [支出合计]", "lables: [支出合计]", (7, 10), "labels"),
        ("  任务:", "  重点任务:", (9, 3), "任务"),
        ("needs: 任务名称", "needs: 名称", (10, 12), "任务名称"),
        ("      投入资金:", "      投入金额:", (13, 7), "投入资金"),
        ("fit: name", "fit: nmae", (12, 19), "name"),
        ("[金额]", "[任务名称]", (13, 23), "同义词"),
        ("支出总计}", "总计支出}", (14, 20), "支出总计"),
        ("unit:", "unit：", (4, 5), "全角冒号"),
    ],
)
def test_a_mistake_is_named_at_its_place_with_a_remedy(
    tmp_path: Path, old: str, new: str, place: tuple[int, int], words: str
) -> None:
    assert old in GOOD
    error = told(tmp_path, GOOD.replace(old, new, 1))
    line, column = place
    said = next(s for s in error.message.zh.split("\n") if f"own.yaml:{line}:{column}: " in s)
    assert words in said
    assert "^" in error.message.en


def test_all_mistakes_are_shown_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("unit: 万元", "unit: 万").replace("  基本支出:", "  基本支付:")
    said = told(tmp_path, text.replace("fit: name", "fit: nmae")).message.zh
    assert [f":{line}:" in said for line in (4, 6, 12)] == [True, True, True]


def test_a_folder_without_kinds_is_an_error_and_no_silence(tmp_path: Path) -> None:
    with pytest.raises(KindError, match="no kind file"):
        check_kinds([str(tmp_path)])


def test_the_command_line_shows_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own.yaml").write_text(GOOD.replace("[基本支出预算数]", ""), "utf-8")
    own = str(tmp_path / "own.yaml")
    assert main(["lint", str(SHIPPED), "--kinds", own, "--lang", "zh"]) == 2
    shown = capsys.readouterr().err
    assert f"{own}:6:" in shown and "空的" in shown and "^" in shown


def test_examples_of_rules_for_an_own_kind_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.yaml").write_text(GOOD, "utf-8")
    for folder, most in (("a", "50万元"), ("b", "60万元")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "rule.yaml").write_text(
            f"id: OWN-0{most[:2]}\nname: 甲\nseverity: info\nkinds: [office-target]\n"
            f"assert: 基本支出 <= {most}\nmessage: 多了\nwhy: 甲\nhint: 乙\n"
            f"examples:\n  - pass: {{基本支出: {most[:2]}}}\n  - fail: {{基本支出: {most[:1]}1}}\n",
            "utf-8",
        )
    command = ["test-rules", str(tmp_path / "a"), str(tmp_path / "b")]
    assert main([*command, "--kinds", str(tmp_path / "own.yaml"), "--lang", "en"]) == 0
    assert capsys.readouterr().out == "2 rules, 4 examples, 0 came out otherwise\n"


def test_a_kind_that_extends_another_says_only_what_is_new(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("extends: department-target\nfields:\n  基本支出: [维持性支出]\n", "utf-8")
    form = "部门整体绩效目标表\n部门名称\t某局\n维持性支出\t1.00\n项目支出\t2.00\n"
    form += "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t场次\t≥3场\n"
    names = [
        {field.name for field in understand(read("a", form.encode()), kinds).forms[0].fields}
        for kinds in (
            kinds_from(kinds_data()),
            kinds_from(with_own_kinds(kinds_data(), [str(own)])),
        )
    ]
    assert "基本支出" not in names[0] and names[1] >= {"基本支出", "项目支出", "部门名称"}


def test_a_new_layout_under_a_new_id_has_the_rules_of_what_it_extends(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "id: office-target\nname: 本市绩效表\nextends: department-target\ntitles: [本市绩效表]\n",
        "utf-8",
    )
    books = library(Options(kinds=(str(own),), cache=False))
    assert books.rules_for("office-target") == books.rules_for("department-target") != ()


def test_a_base_that_nobody_knows_is_a_mistake(tmp_path: Path) -> None:
    assert "department-target" in told(tmp_path, "extends: departmnt-target\n").message.zh
