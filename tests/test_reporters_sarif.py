"""SARIF: valid, and what code scanning needs to show a finding at its place once."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from reporters_sample import DEFECTIVE, ONE, SEVERAL
from reporters_variants import ALL, COMPARED, EXPLAINED, HOSTILE, KNOWN, TOGETHER, WINDOWS

from perfcheck.checking import check_files
from perfcheck.finding import Report
from perfcheck.messages import Language
from perfcheck.options import Options
from perfcheck.reporters import Look, render

SCHEMA = json.loads((Path(__file__).parent / "sarif.schema.json").read_text("utf-8"))
DEFECTS = Path(__file__).parent.parent / "examples" / "defects"


def run_of(report: Report, look: Look | None = None) -> Any:
    """The one run of a log that is valid."""
    written = render(report, "sarif", look or Look())
    assert isinstance(written, str)
    log = json.loads(written.encode("utf-8", "backslashreplace"))
    checker = jsonschema.Draft7Validator.FORMAT_CHECKER
    jsonschema.Draft7Validator(SCHEMA, format_checker=checker).validate(log)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


def region(location: Any) -> tuple[int, ...]:
    said = location["physicalLocation"]["region"]
    return tuple(said[key] for key in ("startLine", "startColumn", "endLine", "endColumn"))


def uri(location: Any) -> str:
    return str(location["physicalLocation"]["artifactLocation"]["uri"])


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_valid_and_whole(name: str, language: Language) -> None:
    run = run_of(ALL[name], Look(language, show_skipped=True))
    count = sum(len(one.findings) + len(one.known) for one in ALL[name].documents)
    assert len(run["results"]) == count
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert len(result["locations"]) == 1
        for one in (*result["locations"], *result.get("relatedLocations", ())):
            at = one["physicalLocation"]["artifactLocation"]
            assert run["artifacts"][at["index"]]["location"]["uri"] == at["uri"]
    assert len({rule["id"] for rule in rules}) == len(rules)


def test_a_real_form(tmp_path: Path) -> None:
    folder = tmp_path / "表 格"
    folder.mkdir()
    form = folder / "水务局 1.txt"
    form.write_bytes((DEFECTS / "ARITH-001.txt").read_bytes())
    report = check_files([str(form)], Options())
    run = run_of(report)
    (broken,) = (one for one in run["results"] if one["ruleId"] == "ARITH-001")
    assert broken["level"] == "error"
    assert uri(broken["locations"][0]).endswith(
        "/%E8%A1%A8%20%E6%A0%BC/%E6%B0%B4%E5%8A%A1%E5%B1%80%201.txt"
    )
    lines = form.read_text("utf-8").split("\n")
    line, column, _, end = region(broken["locations"][0])
    finding = next(one for one in report.documents[0].findings if one.rule == "ARITH-001")
    assert lines[line - 1][column - 1 : end - 1] == finding.place.text
    assert run["invocations"][0]["exitCode"] == 1


def test_columns_count_code_points() -> None:
    run = run_of(ONE)
    assert run["columnKind"] == "unicodeCodePoints"
    assert region(run["results"][0]["locations"][0]) == (5, 21, 5, 29)


def test_gravest_first_with_levels_and_operands() -> None:
    results = run_of(ONE)["results"]
    assert [one["level"] for one in results] == ["error"] + ["warning"] * 7 + ["note"]
    related = results[0]["relatedLocations"]
    assert related[0]["message"]["text"] == "基本支出 1,204.50"
    assert [one["id"] for one in related] == [1, 2, 3]
    assert "1,864.75" in results[0]["message"]["text"]


def test_fingerprints_are_ours_and_the_one_github_reads() -> None:
    finding = DEFECTIVE.findings[-1]
    prints = run_of(ONE)["results"][0]["partialFingerprints"]
    assert prints["perfcheck/v1"] == finding.fingerprint
    assert prints["primaryLocationLineHash"] == f"{finding.fingerprint}:1"


def test_rules_say_how_to_mend() -> None:
    rules = {rule["id"]: rule for rule in run_of(ONE)["tool"]["driver"]["rules"]}
    arith = rules["ARITH-001"]
    assert arith["shortDescription"]["text"] == "支出合计等于收入合计"
    assert "云川市预算绩效目标管理办法" in arith["fullDescription"]["text"]
    assert arith["help"]["text"].startswith("对照部门预算批复")
    assert arith["properties"]["tags"] == ["ARITH"]
    assert rules["TEXT-004"]["defaultConfiguration"]["level"] == "note"


def test_explanations_suppress() -> None:
    accepted, *rest = (
        one.get("suppressions") for one in run_of(EXPLAINED)["results"] if one["ruleId"][0] == "V"
    )
    assert accepted[0]["kind"] == "external"
    assert accepted[0]["status"] == "accepted"
    assert accepted[0]["justification"].startswith("管网长度以批复为准")
    assert rest == [None]


def test_baseline_is_known_and_the_rest_new() -> None:
    results = run_of(KNOWN)["results"]
    states = [(one["baselineState"], "suppressions" in one) for one in results]
    assert states == [("new", False)] + [("unchanged", True)] * 3


def test_since_an_earlier_run() -> None:
    results = run_of(COMPARED)["results"]
    assert [one["baselineState"] for one in results] == ["new", "unchanged"]
    assert all("baselineState" not in one for one in run_of(ONE)["results"])


def test_what_was_not_checked_is_notified() -> None:
    (said,) = run_of(SEVERAL)["invocations"]
    assert said["executionSuccessful"] is False
    assert "只读懂了 41%" in said["exitCodeDescription"]
    notified = said["toolExecutionNotifications"]
    assert [one["level"] for one in notified] == ["error", "warning", "note"]
    assert uri(notified[0]["locations"][0]) == "forms/%E5%9D%8F.txt"
    (broken,) = said["toolConfigurationNotifications"]
    assert broken["associatedRule"] == {"id": "X-001"}
    assert broken["locations"][0]["physicalLocation"]["region"]["startLine"] == 4
    skipped = run_of(SEVERAL, Look(show_skipped=True))["invocations"][0]
    rules = [one.get("associatedRule") for one in skipped["toolExecutionNotifications"]]
    assert {"id": "TAX-002"} in rules


def test_office_files_have_cells_and_pages() -> None:
    run = run_of(TOGETHER)
    first, second = run["results"][:2]
    (cell,) = first["locations"][0]["logicalLocations"]
    assert cell["fullyQualifiedName"] == "收支总表!C7"
    assert [one["fullyQualifiedName"] for one in second["locations"][0]["logicalLocations"]] == [
        "p2:14"
    ]
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [one["message"]["text"] for one in notes] == ["隐藏的工作表没有读"]


def test_places_in_other_documents_are_given_there() -> None:
    own, there = run_of(TOGETHER)["results"][2:]
    book = "forms/%E6%8A%A5%20%E8%A1%A8.xlsx"
    assert uri(own["locations"][0]) != book
    assert [uri(one) == book for one in own["relatedLocations"]] == [False, True]
    assert "logicalLocations" in own["relatedLocations"][1]
    assert uri(there["locations"][0]) == book


def test_windows_paths() -> None:
    uris = [artifact["location"]["uri"] for artifact in run_of(WINDOWS)["artifacts"]]
    assert uris == [
        "file:///C:/%E8%A1%A8%20%E6%A0%BC/%E6%B0%B4%E5%8A%A1%231.txt",
        "%E5%AD%90%20%E7%9B%AE%E5%BD%95/%E6%B0%91%E6%94%BF%E5%B1%80.txt",
    ]


def test_texts_of_a_form_are_no_links_and_no_placeholders() -> None:
    text = run_of(HOSTILE)["results"][0]["message"]["text"]
    assert "{{0}}" in text
    assert "](" not in text
    assert "\x1b" not in text and "\u202e" not in text


@pytest.mark.parametrize(("language", "said"), [("zh", "zh-CN"), ("en", "en")])
def test_language(language: Language, said: str) -> None:
    run = run_of(ONE, Look(language))
    assert run["language"] == said
    assert run["tool"]["driver"]["rules"][0]["name"].isascii() == (language == "en")


MULTITOOL = os.environ.get("PERFCHECK_SARIF_MULTITOOL", "")
"""The folder of Microsoft's SARIF Multitool, with the schema as published; CI installs it."""


@pytest.mark.skipif(not MULTITOOL, reason="PERFCHECK_SARIF_MULTITOOL names no folder")
def test_the_published_schema_and_microsofts_validator_find_no_error(tmp_path: Path) -> None:
    published = json.loads((Path(MULTITOOL) / "sarif-2.1.0.json").read_text("utf-8-sig"))
    checked = jsonschema.Draft7Validator(published)
    for name, report in ALL.items():
        written = render(report, "sarif", Look(show_skipped=True))
        assert isinstance(written, str)
        data = written.encode("utf-8", "backslashreplace")
        checked.validate(json.loads(data))
        (tmp_path / f"{name}.sarif").write_bytes(data)
    report = check_files([str(DEFECTS)], Options())
    (tmp_path / "folder.sarif").write_text(str(render(report, "sarif")), "utf-8")
    (tmp_path / "wrong.sarif").write_text('{"version": "2.1.0", "runs": [{"tool": {}}]}')
    done = subprocess.run(
        [str(Path(MULTITOOL) / "Sarif.Multitool"), "validate", "*.sarif", "--output", "told.txt"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        check=False,
    )
    errors = [line for line in done.stdout.splitlines() if ": error " in line]
    assert f"{len(ALL) + 2} files scanned" in done.stdout
    assert errors
    assert all("wrong.sarif" in line for line in errors), errors
