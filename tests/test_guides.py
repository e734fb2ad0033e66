"""The guides in docs/: both languages say the same, links lead somewhere, commands exist."""

import re
import shlex
from pathlib import Path

import pytest

from perfcheck.__main__ import main
from perfcheck.cli.language import Voice
from perfcheck.cli.main import COMMANDS, MODULES

DOCS = Path(__file__).resolve().parent.parent / "docs"
GUIDES = sorted(
    path.stem for path in DOCS.glob("*.md") if (DOCS / f"{path.stem}.zh-CN.md").exists()
)
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def pages(name: str) -> list[str]:
    return [(DOCS / f"{name}{ending}").read_text("utf-8") for ending in (".md", ".zh-CN.md")]


@pytest.mark.parametrize("name", GUIDES)
def test_both_languages_have_the_same_parts(name: str) -> None:
    english, chinese = pages(name)
    shapes = [
        [re.match(r"#+", line)[0] for line in re.findall(r"^#+ .+$", FENCED.sub("", page), re.M)]  # type: ignore[index]
        for page in (english, chinese)
    ]
    assert shapes[0] == shapes[1]
    kinds = [[kind for kind, _ in FENCED.findall(page)] for page in (english, chinese)]
    assert kinds[0] == kinds[1]


@pytest.mark.parametrize("name", GUIDES)
def test_links_and_pictures_lead_somewhere(name: str) -> None:
    for page in pages(name):
        for link in LINK.findall(page):
            assert (DOCS / link).exists(), link


@pytest.mark.parametrize("name", GUIDES)
def test_the_commands_that_are_shown_exist(name: str) -> None:
    for page in pages(name):
        for kind, body in FENCED.findall(page):
            for line in body.splitlines() if kind == "sh" else ():
                said = line.split("#")[0].strip()
                if said.startswith("perfcheck "):
                    check_command(shlex.split(said)[1:])


def check_command(words: list[str]) -> None:
    """A command that there is, with options that it has."""
    from importlib import import_module

    command, *rest = words
    assert command in COMMANDS, command
    made = import_module(f"perfcheck.cli.{MODULES.get(command, command)}").command(Voice("zh"))
    known = {flag for parameter in made.params for flag in parameter.opts}
    for word in rest:
        if word.startswith("--"):
            assert word.partition("=")[0] in known, f"{command} {word}"


@pytest.mark.parametrize("ending", [".md", ".zh-CN.md"])
def test_the_rule_of_the_guide_for_rule_keepers_is_whole(tmp_path: Path, ending: str) -> None:
    page = (DOCS / f"rule-keeper{ending}").read_text("utf-8")
    (rule,) = [body for kind, body in FENCED.findall(page) if kind == "yaml"]
    (tmp_path / "OFFICE-003.yaml").write_text(rule, "utf-8")
    assert main(["test-rules", str(tmp_path / "OFFICE-003.yaml")]) == 0
