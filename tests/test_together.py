"""Documents of one department held against each other: what joins, what is found, and where."""

import json
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcheck.checking import check_document, check_files
from perfcheck.cli.main import main
from perfcheck.config import read as read_config
from perfcheck.errors import ConfigError
from perfcheck.finding import Finding, Report, Skip
from perfcheck.judge import Judgement, joining, judge_rule
from perfcheck.judge.joining import Body, Candidate, Joined, Unjoined, body, join
from perfcheck.lang.scope import Scope
from perfcheck.library import kinds_data, library
from perfcheck.options import Options
from perfcheck.reporters import Look, render
from perfcheck.rule import Alias, Rule, rule_from
from perfcheck.rulefile import read_rules

FOLDER = Path(__file__).with_name("together")
TEXTS = {path.name: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.txt"))}
ACROSS = tuple(rule.id for rule in library(Options()).rules_together)
BOTH = Options(together=True, select=ACROSS)


def checked(folder: Path, texts: dict[str, str], options: Options = BOTH) -> Report:
    """Check the texts as files of a folder, in the order in which they are given."""
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    report = check_files([str(folder / name) for name in texts], options)
    assert not report.errors
    assert not [broken for broken in report.broken if broken.rule in ACROSS]
    return report


def told(report: Report) -> list[tuple[str, Finding]]:
    return [(Path(d.file).name, f) for d in report.documents for f in d.findings]


def skips(report: Report, rule: str) -> list[tuple[str, Skip]]:
    return [(Path(d.file).name, s) for d in report.documents for s in d.skips if s.rule == rule]


def some(*names: str, **other: str) -> dict[str, str]:
    given = {f"{name}.txt": TEXTS[f"{name}.txt"] for name in names}
    return given | {f"{name}.txt": text for name, text in other.items()}


def swap(name: str, old: str, new: str) -> str:
    text = TEXTS[f"{name}.txt"]
    assert old in text, old
    return text.replace(old, new)


def test_a_clean_set_gives_no_finding_and_every_check_is_counted(tmp_path: Path) -> None:
    report = checked(tmp_path, TEXTS)
    assert told(report) == []
    assert [document.verdict for document in report.documents] == ["passed"] * len(TEXTS)
    assert sum(document.checks.passed for document in report.documents) >= 12


@pytest.mark.parametrize(
    ("rule", "name", "old", "new", "blamed", "compared"),
    [
        ("XREF-080", "targets", "≥12个", "≥15个", "targets", "projects"),
        ("XREF-080", "station", "≥12个", "≥10个", "targets", "station"),
        ("XREF-081", "targets", "≥8公里", "≤8公里", "targets", "projects"),
        ("XREF-082", "station", "数量指标", "质量指标", "targets", "station"),
        ("XREF-083", "targets", "712.50", "702.50", "projects", "targets"),
        ("XREF-084", "targets", "712.50", "802.50", "projects", "targets"),
        ("XREF-085", "station", "412.50", "812.50", "targets", "station"),
        ("XREF-086", "station", "412.50", "421.50", "projects", "station"),
        ("XREF-088", "budget", "517.50", "571.50", "targets", "budget"),
        ("XREF-089", "unit-budget", "980.00", "1,280.00", "unit-budget", "budget"),
        ("XREF-090", "accounts", "年初预算为1,230.00", "年初预算为1,203.00", "accounts", "budget"),
        ("XREF-091", "evaluation", "≥96%", "≥94%", "evaluation", "targets"),
        ("XREF-099", "evaluation", "清淤河段水质达标率", "清淤河段透明度", "targets", "evaluation"),
        ("XREF-093", "evaluation", "1,230.00", "1,203.00", "evaluation", "targets"),
        ("XREF-094", "station-evaluation", "资金总额\t412.50", "资金总额\t421.50",
         "station-evaluation", "station"),
        ("XREF-095", "station-evaluation", "≥4个", "≥3个", "station-evaluation", "station"),
        ("XREF-096", "station-evaluation", "监测数据共享部门数量", "监测数据查询次数",
         "station", "station-evaluation"),
        ("XREF-097", "station", "412.50", "812.50", "budget", "station"),
    ],
)  # fmt: skip
def test_a_planted_difference_is_found_with_both_places(
    rule: str, name: str, old: str, new: str, blamed: str, compared: str, tmp_path: Path
) -> None:
    report = checked(tmp_path, {**TEXTS, f"{name}.txt": swap(name, old, new)})
    found = [(file, finding) for file, finding in told(report) if finding.rule == rule]
    at = [(file, finding) for file, finding in found if file == f"{blamed}.txt"]
    places = {Path(place.file).name for _, finding in at for place in finding.related}
    assert f"{compared}.txt" in places
    assert all(finding.severity != "error" and not finding.lowered.zh for _, finding in found)


def test_the_order_of_the_files_makes_no_difference(tmp_path: Path) -> None:
    texts = some("projects", "station", targets=swap("targets", "≥12个", "≥15个"))
    reports = []
    for order in permutations(texts):
        report = checked(tmp_path, {name: texts[name] for name in order})
        reports.append(sorted(told(report), key=lambda one: (one[0], one[1].identity)))
    assert reports[0] and all(report == reports[0] for report in reports)


def test_without_the_option_no_verdict_depends_on_neighbours(tmp_path: Path) -> None:
    texts = some("projects", targets=swap("targets", "≥12个", "≥15个"))
    options = Options()
    both = checked(tmp_path, texts, options)
    for document in both.documents:
        (alone,) = check_files([document.file], options).documents
        assert alone == document
    (pair,) = both.together
    assert pair.kinds == ("department-target", "project-list") and pair.pairs == 1
    assert "--together" in render(both, "concise", Look("zh"))
    summary = json.loads(render(both, "json", Look("zh")))["summary"]
    assert summary["together"][0]["department"] == "禾川县水务局"
    assert checked(tmp_path, texts).together == ()


def test_where_nothing_could_be_compared_nothing_is_hinted(tmp_path: Path) -> None:
    texts = some("targets", projects=swap("projects", "2026", "2025"))
    assert checked(tmp_path, texts, Options()).together == ()


def test_a_year_that_is_not_printed_is_assumed_and_told(tmp_path: Path) -> None:
    silent = swap("projects", "（2026年度）\n", "").replace("2026年10月31日", "10月31日")
    texts = some(targets=swap("targets", "≥12个", "≥15个"), projects=silent)
    ((file, finding),) = told(checked(tmp_path, texts))
    assert (file, finding.rule, finding.severity) == ("targets.txt", "XREF-080", "warning")
    assert "projects.txt" in finding.lowered.zh and "2026 年" in finding.lowered.zh
    assert "targets.txt" not in finding.lowered.zh


def test_what_may_be_of_two_years_is_of_neither(tmp_path: Path) -> None:
    silent = swap("projects", "（2026年度）\n", "").replace("2026年10月31日", "10月31日")
    texts = some(
        "targets",
        last=TEXTS["targets.txt"].replace("2026", "2025").replace("≥12个", "≥15个"),
        projects=silent,
    )
    report = checked(tmp_path, texts)
    assert told(report) == []
    ((file, skip),) = skips(report, "XREF-080")
    assert file == "projects.txt"
    assert "2025、2026" in skip.reason.zh and "--year" in skip.reason.zh


def test_an_evaluation_never_joins_targets_of_an_unknown_year(tmp_path: Path) -> None:
    silent = swap("targets", "（2026年度）\n", "").replace("2026年10月31日", "10月31日")
    report = checked(tmp_path, some("evaluation", targets=silent.replace("≥96%", "≥98%")))
    assert told(report) == []
    assert skips(report, "XREF-091")
    said = Options(together=True, select=ACROSS, year=2026)
    assert "XREF-091" in {finding.rule for _, finding in told(checked(tmp_path, some(
        "evaluation", targets=silent.replace("≥96%", "≥98%")), said))}  # fmt: skip


def test_two_forms_that_may_both_be_meant_are_a_skip(tmp_path: Path) -> None:
    texts = some("projects", "targets", draft=swap("targets", "≥12个", "≥15个"))
    report = checked(tmp_path, texts)
    assert told(report) == []
    ((_, skip),) = skips(report, "XREF-080")
    assert "draft.txt" in skip.reason.zh and "targets.txt" in skip.reason.zh


@pytest.mark.parametrize("name", ["禾川县水务局水政大队", "川县水务局", "云川市水务局", "水务局"])
def test_a_name_that_holds_the_other_is_another_department(name: str, tmp_path: Path) -> None:
    texts = some(
        "projects", targets=swap("targets", "≥12个", "≥15个").replace("禾川县水务局", name)
    )
    assert told(checked(tmp_path, texts)) == []


def test_a_department_may_be_printed_with_its_code_or_extent(tmp_path: Path) -> None:
    other = swap("targets", "≥12个", "≥15个").replace(
        "\t禾川县水务局", "\t227-禾川县水务局（本级）"
    )
    texts = some("projects", targets=other)
    report = checked(tmp_path, texts)
    ((_, finding),) = told(report)
    assert "本级" in finding.lowered.zh
    assert skips(report, "XREF-083"), "amounts of another extent are not compared"


def test_forms_of_one_document_join_too(tmp_path: Path) -> None:
    joined = TEXTS["budget.txt"] + "\n" + swap("targets", "517.50", "571.50")
    report = checked(tmp_path, {"whole.txt": joined})
    (found,) = [finding for _, finding in told(report) if finding.rule == "XREF-088"]
    assert {place.file for place in found.related} == {""}


def test_a_finding_is_told_with_the_other_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = some("projects", targets=swap("targets", "≥12个", "≥15个"))
    report = checked(tmp_path, texts)
    concise = render(report, "concise", Look("zh"))
    assert "projects.txt 第 7 行" in concise
    page = render(report, "rich", Look("zh", width=100))
    assert "projects.txt:7" in page.replace("\n", "").replace(" ", "")
    documents = json.loads(render(report, "json", Look("en")))["documents"]
    (finding,) = [f for d in documents for f in d["findings"]]
    assert [Path(place["file"]).name for place in finding["related"]] == ["projects.txt"]
    assert main(["lint", str(tmp_path), "--together", "--format", "concise"]) == 0
    assert "XREF-080" in capsys.readouterr().out


def test_the_examples_have_one_difference_for_each_of_three_rules() -> None:
    folder = Path(__file__).resolve().parent.parent / "examples" / "together"
    report = check_files([str(folder)], BOTH)
    assert sorted((file, finding.rule) for file, finding in told(report)) == [
        ("evaluation.txt", "XREF-091"),
        ("targets.txt", "XREF-080"),
        ("targets.txt", "XREF-099"),
    ]
    alone = check_files([str(folder)], Options())
    assert [f for _, f in told(alone) if f.severity != "info"] == []


def test_the_configuration_knows_the_option(tmp_path: Path) -> None:
    (tmp_path / "perfcheck.yaml").write_text("together: true\n", "utf-8")
    assert read_config(str(tmp_path / "perfcheck.yaml")).settings == {"together": True}
    (tmp_path / "perfcheck.yaml").write_text("together: 也许\n", "utf-8")
    with pytest.raises(ConfigError, match="true"):
        read_config(str(tmp_path / "perfcheck.yaml"))


def test_one_document_in_hand_may_be_judged_together() -> None:
    report = check_document("甲.txt", TEXTS["targets.txt"].encode(), Options(together=True))
    assert report.documents[0].verdict == "passed"


def test_a_rule_is_judged_once_a_department(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []

    def counted(rule: Rule, scope: Scope) -> list[Judgement]:
        judged.append(rule.id)
        return judge_rule(rule, scope)

    monkeypatch.setattr("perfcheck.together.judge_rule", counted)
    texts = {}
    for number in range(10):
        for name in ("targets", "projects"):
            text = TEXTS[f"{name}.txt"].replace("禾川县", f"禾川县第{number}")
            texts[f"{name}-{number}.txt"] = text
    report = checked(tmp_path, texts, Options(together=True, select=("XREF-080",)))
    assert len(report.documents) == 20
    assert len(judged) == 10


@pytest.mark.parametrize("shared", [True, False])
def test_no_form_is_looked_at_with_every_other(
    shared: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice as many documents are twice the work, of one department or of many."""
    looked = 0
    fits = joining.fits

    def counted(alias: Alias, one: Candidate) -> bool:
        nonlocal looked
        looked += 1
        return fits(alias, one)

    monkeypatch.setattr(joining, "fits", counted)
    work = []
    for many in (200, 400):
        looked = 0
        forms = [
            Candidate(
                str(at), f"{at}.txt", kind, frozenset((kind,)), kind,
                Body("甲" if shared else f"第{at // 2}"), 2026, said={"项目名称": str(at)},
            )
            for at in range(many)
            for kind in ["project-target" if at % 2 or (shared and at) else "department-target"]
        ]  # fmt: skip
        groups = list(join(EXAMPLE, forms))
        assert len(groups) == (1 if shared else many // 2)
        work.append(looked)
    assert work[1] <= 2.1 * work[0]


NOTES = frozenset(("本级", "汇总"))


@pytest.mark.parametrize(
    ("printed", "name", "extent"),
    [
        ("云川市水务局", "云川市水务局", ""),
        ("［201］云川市水务局", "云川市水务局", ""),
        ("201301-云川市水务局（本级）", "云川市水务局", "本级"),
        ("云川市水务局 (汇总)", "云川市水务局", "汇总"),
        ("云川市水务局本级", "云川市水务局", "本级"),
        ("云川市水务局（河长制办公室）", "云川市水务局河长制办公室", ""),
        ("12345热线管理中心", "12345热线管理中心", ""),
        ("本级", "本级", ""),
    ],
)
def test_a_department_is_known_by_its_name(printed: str, name: str, extent: str) -> None:
    assert body(printed, NOTES) == Body(name, extent)


TARGETS = Alias("目标", ("department-target",))
PROJECTS = Alias("项目表", ("project-target",), several=True)
LISTED = Alias("清单", ("project-list",), several=True)
EXAMPLE = rule_from(
    {"id": "OFFICE-001", "name": "甲", "severity": "warning", "assert": "1 == 1", "message": "乙",
     "why": "丙", "hint": "丁"}
)._replace(documents=(TARGETS, PROJECTS), match=("部门名称", "年度"), assume=("年度",))  # fmt: skip

KINDS = st.sampled_from(["department-target", "project-target", "project-list"])
CANDIDATES = st.lists(
    st.tuples(KINDS, st.sampled_from("甲乙丙"), st.sampled_from([None, 2025, 2026])), max_size=12
).map(
    lambda many: [
        Candidate(at, at, kind, frozenset((kind,)), kind, Body(name), year, False, {"项目名称": at})
        for at, (kind, name, year) in zip("0123456789abc", many, strict=False)
    ]
)


@given(CANDIDATES, st.randoms())
def test_what_joins_is_of_one_department_and_year(candidates: list[Candidate], random) -> None:  # type: ignore[no-untyped-def]
    groups = list(join(EXAMPLE, candidates))
    for group in groups:
        if isinstance(group, Joined):
            members = [one for forms in group.forms.values() for one in forms]
            assert len({one.department for one in members}) == 1
            assert len({one.year for one in members} - {None}) <= 1
            assert len(group.forms["目标"]) == 1 and group.forms["项目表"]
            silent = any(one.year is None for one in members)
            assert bool(group.assumed.zh) == silent
    shuffled = candidates.copy()
    random.shuffle(shuffled)
    assert sorted(map(repr, join(EXAMPLE, shuffled))) == sorted(map(repr, groups))


@given(CANDIDATES)
def test_a_form_without_a_year_joins_only_where_one_year_can_be_meant(
    candidates: list[Candidate],
) -> None:
    for group in join(EXAMPLE, candidates):
        one = group.candidate if isinstance(group, Unjoined) else None
        if one is not None and one.year is None and "没有印年度" in group.reason.zh:  # type: ignore[union-attr]
            fitting = [c for c in candidates if c.department == one.department]
            years = {c.year for c in fitting if c.kind != "project-list"} - {None}
            assert len(years) > 1


def test_a_form_that_does_not_say_whose_it_is_is_told() -> None:
    forms = [
        Candidate(kind, kind, kind, frozenset((kind,)), kind, Body(name), 2026)
        for kind, name in (("department-target", ""), ("project-target", "甲"))
    ]
    (told,) = join(EXAMPLE, forms)
    assert isinstance(told, Unjoined) and told.candidate.home == "department-target"
    assert "部门名称" in told.reason.zh and "年度" not in told.reason.zh
    assert list(join(EXAMPLE, forms[:1])) == []


def test_of_several_lists_one_may_be_empty() -> None:
    rule = EXAMPLE._replace(documents=(TARGETS, LISTED, PROJECTS))
    forms = [
        Candidate(kind, kind, kind, frozenset((kind,)), kind, Body("甲"), 2026)
        for kind in ("department-target", "project-list")
    ]
    (group,) = join(rule, forms)
    assert isinstance(group, Joined)
    assert [len(found) for found in group.forms.values()] == [1, 1, 0]
    assert list(join(rule, forms[:1])) == []


RULE = """\
id: OFFICE-001
name: 项目资金不超过项目支出
severity: warning
documents: {documents}
match: [部门名称, 年度]
assert: 合计(项目表.资金总额) <= 目标.项目支出
message: 多了
why: 甲
hint: 乙
examples:
  - pass: {{目标: {{项目支出: 3.00}}, 项目表: [{{资金总额: 1.00}}, {{资金总额: 2.00}}]}}
  - fail: {{目标: {{项目支出: 3.00}}, 项目表: [{{资金总额: 1.00}}, {{资金总额: 2.50}}]}}
"""
GOOD = "{目标: department-target, 项目表: [project-target]}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", ""),
        ("department-target", "department-targe", "是不是“department-target”"),
        ("match: [部门名称, 年度]\n", "", "缺少“match”"),
        ("[部门名称, 年度]", "[部门名, 年度]", "是不是“部门名称"),
        ("match:", "kinds: [department-target]\nmatch:", "去掉 kinds"),
        ("match:", "assume: [部门名称]\nkinds: [department-target]\nmatch:", "去掉 kinds"),
        ("[部门名称, 年度]", "[部门名称]\nassume: [年度]", "match 里没有“年度”"),
        ("{目标: dep", "{基本支出: dep", "换一个名字"),
        ("目标.项目支出", "目标.项目支出额", "没有“.项目支出额”"),
        ("目标.项目支出", "项目支出", "没有“项目支出”这个名称"),
        ("合计(项目表.资金总额)", "合计(目标.资金总额)", "一列数"),
        ("- pass: {目标: {项目支出: 3.00}, ", "- pass: {", "例子里没有“目标”"),
        ("- pass: {目标: {项目支出: 3.00}, ", "- pass: {目标: {项目支出: {lst: true}}, ", "lost"),
        (
            "- pass: {目标: {项目支出: 3.00}, ",
            "- pass: {目标: [{项目支出: 3.00}], ",
            "写成 目标: {…}",
        ),
        ("- pass: {目标: {项目支出: 3.00}, ", "- pass: {目标: {项目指出: 3.00}, ", "项目支出"),
    ],
)
def test_a_rule_across_documents_is_checked_when_it_is_loaded(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    text = RULE.format(documents=GOOD)
    assert old in text
    (tmp_path / "own.yaml").write_text(text.replace(old, new, 1) if old else text, "utf-8")
    rules, broken = read_rules([str(tmp_path / "own.yaml")], kinds_data())
    if not said:
        assert not broken and rules[0].documents == (TARGETS, PROJECTS)
        return
    assert any(said in one.message.zh for one in broken), [one.message.zh for one in broken]


def test_a_rule_that_falls_over_is_broken_and_the_others_still_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falling(rule: Rule, scope: Scope) -> list[Judgement]:
        if rule.id == "XREF-080":
            raise ValueError("甲")
        return judge_rule(rule, scope)

    monkeypatch.setattr("perfcheck.together.judge_rule", falling)
    for name, text in some("projects", targets=swap("targets", "712.50", "702.50")).items():
        (tmp_path / name).write_text(text, "utf-8")
    report = check_files([str(tmp_path)], BOTH)
    assert "XREF-080" in [broken.rule for broken in report.broken]
    assert "XREF-083" in {finding.rule for _, finding in told(report)}
    assert report.exit_code == 2
    assert [document.checks.broken for document in report.documents] == [0, 1]


def test_a_difference_is_mended_only_where_it_was_looked_for_again(tmp_path: Path) -> None:
    """A second draft makes it unclear which form is meant: what was found is not gone by that."""
    texts = some("projects", targets=swap("targets", "≥12个", "≥15个"))
    past = tmp_path / "last.json"
    past.write_text(render(checked(tmp_path, texts), "json", Look("zh")), "utf-8")
    options = BOTH._replace(since=str(past))

    def became(texts: dict[str, str], options: Options = options) -> list[tuple[str, ...]]:
        since = checked(tmp_path, texts, options).since
        assert since is not None
        return [tuple(gone.rule for gone in some) for some in (since.mended, since.unjudged)]

    mended = some("projects", "targets")
    assert became(mended) == [("XREF-080",), ()]
    assert became({**texts, "draft.txt": TEXTS["targets.txt"]}) == [(), ("XREF-080",)]
    assert became(mended, options._replace(together=False, select=())) == [(), ("XREF-080",)]
    other = {f"other-{name}": text.replace("禾川县", "云川市") for name, text in texts.items()}
    drafts = {**other, "draft.txt": other["other-targets.txt"]}
    assert became({**mended, **drafts}) == [("XREF-080",), ()]


def test_statistics_tell_of_the_rules_across_documents_too(tmp_path: Path) -> None:
    texts = some("projects", targets=swap("targets", "712.50", "702.50"))
    report = checked(tmp_path, texts, BOTH._replace(statistics=True))
    counts = {count.rule: count for count in report.statistics}
    assert counts["XREF-083"].failed == counts["XREF-083"].findings == 1
    assert counts["XREF-083"].milliseconds > 0 and counts["XREF-083"].name.zh
    for key in ("failed", "passed", "skipped", "not_applicable"):
        in_documents = sum(getattr(document.checks, key) for document in report.documents)
        assert sum(getattr(count, key) for count in counts.values()) == in_documents, key
    alone = checked(tmp_path, texts, Options(statistics=True)).statistics
    assert "XREF-083" not in {count.rule for count in alone}
