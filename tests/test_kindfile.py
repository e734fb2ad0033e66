"""An office's mistakes in a kind of its own are shown all at once, each at its place."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from perfcheck.cli.main import main
from perfcheck.errors import KindError
from perfcheck.extract import understand
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


def check_kinds(paths: Sequence[str]) -> None:
    with_own_kinds(kinds_data(), paths)


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


LIST = """\
extends: project-list
columns:
  项目总额: [安排数]
types:
  over: '[:;]'
styles:
  - '{level1:level1}{:over}{name:name}{:between}{annual:rest}'
guesses:
  - '{level:level}{:over}{name:name}'
"""
REPORT = """\
extends: evaluation-report
sections:
  存在问题: [不足之处]
said:
  自评总分: ['总评[得]{value:number}分']
parts: [存在问题]
"""
CAPTIONED = """\
extends: project-evaluation
heads:
  whole: 资金总额
  columns:
    全年执行数: [已支付数]
tables:
  绩效指标:
    captioned:
      - captions: [中期指标]
        says: {指标期间: 长期}
        columns: {年度指标值: 实施周期指标值}
    columns:
      权重: {labels: [比重], after: {一级指标: [分数]}}
      年度指标值: {labels: [计划], joins: [计量单位]}
levels:
  二级指标:
    节约指标: {words: [节约], under: [产出指标], name: (节约|降低)}
"""


def shipped_kinds() -> list[Path]:
    shared = ("concepts", "vocabulary", "money", "claims")
    return [path for path in sorted(SHIPPED.parent.glob("*.yaml")) if path.stem not in shared]


@pytest.mark.parametrize("path", shipped_kinds(), ids=lambda path: str(path.stem))
def test_every_shipped_kind_passes_the_check_of_an_offices_own(path: Path) -> None:
    check_kinds([str(path)])


@pytest.mark.parametrize("path", shipped_kinds(), ids=lambda path: str(path.stem))
def test_a_misspelt_key_is_refused_at_its_place(path: Path, tmp_path: Path) -> None:
    lines = path.read_text("utf-8").split("\n")
    keys = [at for at, line in enumerate(lines) if re.match("[a-z_]+:", line)]
    assert len(keys) > 4
    for at in keys:
        key = lines[at].partition(":")[0]
        slip = [*lines[:at], lines[at].replace(key, key + "x", 1), *lines[at + 1 :]]
        said = told(tmp_path, "\n".join(slip)).message.zh
        assert f"own.yaml:{at + 1}:1: 没有“{key}x”这个键；是不是“{key}”？" in said


def test_every_key_of_a_kind_is_described() -> None:
    schema = json.loads((SHIPPED.parent.parent / "schema" / "kind.schema.json").read_text("utf-8"))

    def bare(part: object, path: str) -> list[str]:
        if isinstance(part, list):
            return [name for one in part for name in bare(one, path)]
        if not isinstance(part, dict):
            return []
        own = part.get("properties", {})
        without = [f"{path}/{name}" for name, at in own.items() if "description" not in at]
        return without + [name for key, at in part.items() for name in bare(at, f"{path}/{key}")]

    nested = {key: at for key, at in schema.items() if key not in ("if", "else", "$defs")}
    assert bare(nested, "") == []


@pytest.mark.parametrize(
    ("source", "old", "new", "place", "words"),
    [
        (LIST, "{annual:rest}", "{annual:rset}", (7, 5), "rset"),
        (LIST, "{annual:rest}", "[{annual:rest}", (7, 5), "括号"),
        (LIST, "{name:name}{:between}", "{nmae:name}{:between}", (7, 5), "name"),
        (LIST, "  - '{level:level}{:over}{name:name}'", "  - '{level:level}'", (9, 5), "name"),
        (LIST, "'[:;]'", "'[:;'", (5, 9), "正则"),
        (LIST, "项目总额:", "项目总数:", (3, 3), "项目总额"),
        (LIST, "extends: project-list", "extends: project-target", (2, 1), "list"),
        (REPORT, "{value:number}", "{value:count}", (5, 10), "count"),
        (REPORT, "{value:number}", "{score:number}", (5, 10), "value"),
        (REPORT, "自评总分:", "自评总评:", (5, 3), "自评总分"),
        (REPORT, "parts: [存在问题]", "parts: [问题]", (6, 9), "存在问题"),
        (REPORT, "\n  存在问题: [不足之处]", " [不足之处]", (2, 11), "章节"),
        (REPORT, "extends: evaluation-report", "extends: project-target", (4, 1), "report"),
        (CAPTIONED, "whole: 资金总额", "whole: 资金总和", (3, 10), "资金总额"),
        (CAPTIONED, "全年执行数:", "全年执行额:", (5, 5), "全年执行数"),
        (CAPTIONED, "{指标期间: 长期}", "{指标期限: 长期}", (10, 16), "指标期间"),
        (CAPTIONED, "年度指标值: 实施", "年度指标: 实施", (11, 19), "年度指标值"),
        (CAPTIONED, "实施周期指标值}", "周期指标值}", (11, 26), "实施周期指标值"),
        (CAPTIONED, "{一级指标: [", "{一级: [", (13, 34), "一级指标"),
        (CAPTIONED, "joins: [计量单位]", "joins: [单位]", (14, 37), "计量单位"),
        (CAPTIONED, "name: (节约|降低)", "name: (节约|降低", (17, 46), "正则"),
    ],
)
def test_a_mistake_in_a_phrase_or_a_name_is_told_at_its_place(
    tmp_path: Path, source: str, old: str, new: str, place: tuple[int, int], words: str
) -> None:
    assert old in source
    (tmp_path / "good.yaml").write_text(source, "utf-8")
    check_kinds([str(tmp_path / "good.yaml")])
    (tmp_path / "good.yaml").unlink()
    error = told(tmp_path, source.replace(old, new, 1))
    line, column = place
    lines = error.message.zh.split("\n")
    said = next((s for s in lines if f"own.yaml:{line}:{column}: " in s), None)
    assert said and words in said, error.message.zh


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
    assert books.digest != library(Options(cache=False)).digest, "a report tells of its kinds"
    assert books.rules_for("office-target") == books.rules_for("department-target") != ()


def test_a_base_that_nobody_knows_is_a_mistake(tmp_path: Path) -> None:
    assert "department-target" in told(tmp_path, "extends: departmnt-target\n").message.zh


GUIDES = [SHIPPED.parents[2] / "docs" / name for name in ("new-form.md", "new-form.zh-CN.md")]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: str(path.name))
def test_every_piece_of_yaml_in_the_guide_is_well_formed(guide: Path, tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", guide.read_text("utf-8"), re.S)
    assert len(blocks) > 3
    for block in blocks:
        own = block if "extends:" in block else "extends: project-evaluation\n" + block
        (tmp_path / "own.yaml").write_text(own, "utf-8")
        check_kinds([str(tmp_path / "own.yaml")])


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: str(path.name))
def test_the_guide_names_the_keys_that_a_rule_keeper_writes(guide: Path) -> None:
    told = set(re.findall(r"[a-z_]+", guide.read_text("utf-8")))
    assert told >= {
        "extends", "id", "name", "titles", "unit", "shape", "examples", "fields", "under", "spare",
        "groups", "sections", "parts", "heads", "now", "other", "share", "columns", "whole",
        "lines", "levels", "tables", "captioned", "after", "joins", "carried", "field", "said",
        "withheld", "styles",
    }  # fmt: skip
