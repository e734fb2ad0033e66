"""Workflow commands: one line a command, nothing of a form can start another."""

import re

import pytest
from reporters_sample import ONE, SEVERAL, VAGUE
from reporters_variants import ALL, COMPARED, EXPLAINED, HOSTILE, TOGETHER, WINDOWS

from perfcheck.finding import Report
from perfcheck.messages import Language
from perfcheck.reporters import Look, render
from perfcheck.source import Span

COMMAND = re.compile(r"::(error|warning|notice)(?: ([^:\r\n]+))?::([^\r\n]*)")
UNESCAPED = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def plain(text: str) -> str:
    return re.sub("%(?:0D|0A|3A|2C|25)", lambda found: UNESCAPED[found[0]], text)


def commands(report: Report, look: Look | None = None) -> list[tuple[str, dict[str, str], str]]:
    """Every command as GitHub takes it apart: its name, properties and message."""
    written = render(report, "github", look or Look())
    assert isinstance(written, str)
    said = []
    for line in written.split("\n")[:-1]:
        found = COMMAND.fullmatch(line)
        assert found, line
        pairs = (part.split("=", 1) for part in (found[2] or "").split(",") if part)
        properties = {key: plain(value) for key, value in pairs}
        said.append((found[1], properties, plain(found[3])))
    return said


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_line_is_a_command_and_the_last_sums_up(name: str, language: Language) -> None:
    said = commands(ALL[name], Look(language))
    assert (said[-1][0], said[-1][1]) == ("notice", {"title": "perfcheck"})
    assert len(commands(ALL[name], Look(language, quiet=True))) == len(said) - 1


def test_place_title_and_message() -> None:
    name, properties, message = commands(ONE)[0]
    assert name == "error"
    assert properties == {
        "file": "forms/水务局.txt",
        "line": "5",
        "endLine": "5",
        "col": "21",
        "endColumn": "29",
        "title": "ARITH-001 支出合计等于收入合计",
    }
    assert message.startswith("基本支出 1,204.50")
    assert "\n1,204.50 + 660.25 = 1,864.75" in message


def test_gravest_first_over_all_documents() -> None:
    levels = [name for name, properties, _ in commands(WINDOWS) if "line" in properties]
    assert levels == ["error"] + ["warning"] * 7 + ["notice"] * 2


def test_accepted_ones_are_left_out() -> None:
    rules = [properties["title"][:9] for _, properties, _ in commands(EXPLAINED)[:-1]]
    assert rules == ["VALUE-003", "TEXT-004 "]


def test_what_goes_over_several_lines_has_no_columns() -> None:
    long = VAGUE[0]._replace(place=VAGUE[0].place._replace(span=Span(9, 3, 11, 2)))
    report = Report((ONE.documents[0]._replace(findings=(long,)),))
    _, properties, _ = commands(report)[0]
    assert (properties["line"], properties["endLine"]) == ("9", "11")
    assert "col" not in properties


def test_errors_broken_rules_and_exit_reasons() -> None:
    said = [(name, p.get("file", p["title"])) for name, p, _ in commands(SEVERAL)[-4:]]
    assert said == [
        ("error", "forms/坏.txt"),
        ("error", "rules/x.yaml"),
        ("error", "退出码 2"),
        ("notice", "perfcheck"),
    ]
    reasons = commands(SEVERAL)[-2][2].split("\n")
    assert reasons == [reason.zh for reason in SEVERAL.exit_reasons], "one of the ten shown"


def test_hostile_texts_stay_texts() -> None:
    _, properties, message = commands(HOSTILE)[0]
    assert properties["file"] == "a␛]0;x␇␊,:b  c.txt"
    assert "::error::" in message
    assert "%0A" in message
    assert "\u202e" not in message


def test_office_files_say_the_cell_and_no_line() -> None:
    said = commands(TOGETHER)
    _, properties, message = said[0]
    assert set(properties) == {"file", "title"}
    assert message.startswith("工作表“收支总表”C7  ")


def test_what_was_not_read_of_a_file_is_a_warning() -> None:
    assert ("warning", "隐藏的工作表没有读") in [
        (name, said) for name, _, said in commands(TOGETHER)
    ]


def test_new_and_open_are_told() -> None:
    titles = [properties["title"][:2] for _, properties, _ in commands(COMPARED)[:2]]
    assert titles == ["新增", "仍在"]


def test_windows_paths_have_slashes() -> None:
    assert {p["file"] for _, p, _ in commands(WINDOWS)[:-1]} == {
        "C:/表 格/水务#1.txt",
        "子 目录/民政局.txt",
    }
