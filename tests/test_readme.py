"""What the READMEs show is what happens: their commands are run, their links followed."""

import doctest
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import click
import pytest

import perfcheck
from perfcheck import config, rulebook
from perfcheck.checking import check_document
from perfcheck.cli.language import Voice
from perfcheck.cli.main import COMMANDS, MODULES
from perfcheck.configkeys import KEYS
from perfcheck.options import Options

ROOT = Path(__file__).resolve().parent.parent
LOCALES = {"README.md": "en_US.UTF-8", "README.zh-CN.md": "zh_CN.UTF-8"}
READMES = sorted(LOCALES)
PAGES = [*READMES, "CONTRIBUTING.md", "CHANGELOG.md"]
EXAMPLE = "examples/defects/department-target.txt"
CLEAN = "examples/clean/hunan.txt"

BLOCK = re.compile(
    r"(?:^<!-- (?P<mark>[^\n]+) -->\n)?^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.M | re.S
)
CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.S)
MAKE_DEMO = re.compile(r"^demo:.*\n\t[-@]*\$\(BIN\)/(perfcheck .+)$", re.M)


class Block(NamedTuple):
    """A fenced block: the comment that stands before it, its language and its text."""

    mark: str
    language: str
    body: str


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(text: str) -> list[Block]:
    return [Block(m["mark"] or "", m["language"], m["body"]) for m in BLOCK.finditer(text)]


def marked(name: str, mark: str) -> str:
    return next(block.body for block in blocks(page(name)) if block.mark == mark)


def headings(text: str) -> list[str]:
    return re.findall(r"^#+ .+$", BLOCK.sub("", text), re.M)


class Desk:
    """A folder as a reader has it: the examples, a `perfcheck` on the path, and a locale."""

    def __init__(self, folder: Path, locale: str) -> None:
        self.folder = folder
        bin_ = folder / ".bin"
        bin_.mkdir()
        command = bin_ / "perfcheck"
        command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m perfcheck "$@"\n')
        command.chmod(0o755)
        for name in (EXAMPLE, CLEAN):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "PERFCHECK_"))}
        self.environment = kept | {
            "LANG": locale,
            "COLUMNS": "100",
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "PATH": f"{bin_}{os.pathsep}{os.environ.get('PATH', '')}",
        }

    def run(self, command: str) -> tuple[int, str]:
        """Run a shell command; return its exit code and all that it printed."""
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@pytest.fixture
def desk(tmp_path: Path, request: pytest.FixtureRequest) -> Desk:
    return Desk(tmp_path, LOCALES[request.getfixturevalue("name")])


def refreshed(text: str, desk: Desk) -> str:
    """The page with every console block as it is now; blocks are taken from top to bottom."""
    demo = MAKE_DEMO.search(page("Makefile"))
    assert demo, "the Makefile's demo runs no perfcheck"

    def renew(match: re.Match[str]) -> str:
        mark, body = match["mark"] or "", match["body"]
        if mark.startswith("file: "):
            desk.write(mark.removeprefix("file: "), body)
        if match["language"] != "console":
            return match[0]
        commands = [line.removeprefix("$ ") for line in body.splitlines() if line.startswith("$ ")]
        shown = "".join(
            f"$ {command}\n" + cut(desk.run(command.replace("make demo", demo[1]))[1], mark)
            for command in commands
        )
        start, end = match.start("body") - match.start(), match.end("body") - match.start()
        return match[0][:start] + shown + match[0][end:]

    return BLOCK.sub(renew, text)


def cut(output: str, mark: str) -> str:
    """The first paragraphs of an output where a mark asks for no more."""
    wanted = re.fullmatch(r"first (\d+) paragraphs", mark)
    if not wanted:
        return output
    return "\n\n".join(output.split("\n\n")[: int(wanted[1])]) + "\n\n…\n"


@pytest.mark.parametrize("name", READMES)
def test_console_blocks_show_what_is_printed(
    name: str, desk: Desk, request: pytest.FixtureRequest
) -> None:
    now = refreshed(page(name), desk)
    if request.config.getoption("--update"):
        (ROOT / name).write_text(now, "utf-8", newline="")
    assert page(name) == now


@pytest.mark.parametrize("name", READMES)
def test_the_demo_is_on_the_first_screen(name: str) -> None:
    first = next(block.body for block in blocks(page(name)) if block.language == "console")
    assert "make demo\n" in first
    assert "ARITH-001" in first
    assert page(name).index(first) < page(name).index("\n## ")


def commands_shown(text: str) -> Iterator[list[str]]:
    """The words of every perfcheck command that stands in code, from its name on."""
    for fenced, inline in CODE.findall(text):
        for line in (fenced or inline).splitlines():
            found = re.search(r"(?:^|[\s=])perfcheck ([a-z-].*)", line)
            if found:
                yield found[1].split()


def options_of(command: str) -> set[str]:
    module = import_module(f"perfcheck.cli.{MODULES.get(command, command)}")
    made: click.Command = module.command(Voice("zh"))
    return {flag for parameter in made.params for flag in parameter.opts}


@pytest.mark.parametrize("name", PAGES)
def test_every_command_and_option_shown_exists(name: str) -> None:
    for command, *words in commands_shown(page(name)):
        assert command in COMMANDS or command == "--version", f"perfcheck {command}"
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert options <= (options_of(command) if command in COMMANDS else set()), command


@pytest.mark.parametrize("name", PAGES)
def test_options_and_make_targets_named_in_passing_exist(name: str) -> None:
    known = {flag for command in COMMANDS for flag in options_of(command)}
    code = [fenced or inline for fenced, inline in CODE.findall(page(name))]
    options = {m for part in code for m in re.findall(r"^--[a-z-]+", part)}
    assert options <= known
    targets = {m for part in code for m in re.findall(r"^make ([a-z]+)", part, re.M)}
    assert targets <= set(re.findall(r"^([a-z]+):", page("Makefile"), re.M))


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_file(name: str) -> None:
    made = {path.replace(os.sep, "/") for path in rulebook.documents()}
    links = re.findall(r"\]\((?!https://)([^)\s]+)\)", BLOCK.sub("", page(name)))
    for link in links:
        assert (ROOT / link).exists() or link in made, f"{name} links to {link}"


@pytest.mark.parametrize("name", PAGES)
def test_every_rule_that_is_named_exists(name: str) -> None:
    rules = rulebook.rules_in_force(Options())
    named = set(re.findall(r"\b(?!OFFICE)[A-Z]+-\d{3}\b", page(name), re.A))
    assert named <= {rule.id for rule in rules}


def test_rules_that_go_by_words_are_no_errors_as_the_limits_say() -> None:
    rules = rulebook.rules_in_force(Options())
    assert {r.severity for r in rules if r.family in ("TEXT", "TAX")} == {"warning", "info"}
    assert {r.severity for r in rules if r.family == "READ"} == {"info"}


@pytest.mark.parametrize("name", READMES)
def test_every_family_of_rules_is_named(name: str) -> None:
    for family in {rule.family for rule in rulebook.rules_in_force(Options())}:
        assert re.search(rf"\b{family}\b", page(name), re.A), family


def test_the_two_readmes_are_built_alike() -> None:
    english, chinese = map(page, READMES)
    levels = [[line.split()[0] for line in headings(text)] for text in (english, chinese)]
    assert levels[0] == levels[1]
    shapes = [[(block.mark, block.language) for block in blocks(t)] for t in (english, chinese)]
    assert shapes[0] == shapes[1]
    for pattern in (r"\]\(([^)\s]+\.(?:yaml|md|py)|LICENSE)\)", r"^(\|)", r"^(<!-- .* -->)$"):
        texts = (english, chinese.replace(".zh-CN.md", ".md"))
        found = [sorted(re.findall(pattern, text, re.M)) for text in texts]
        assert [link for link in found[0] if link not in READMES] == [
            link for link in found[1] if link not in READMES
        ]


def test_both_readmes_show_the_same_rule() -> None:
    english, chinese = (marked(name, "file: office/rules/OFFICE-002.yaml") for name in READMES)
    assert english == chinese


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize(
    ("form", "code"), [(CLEAN, 0), (EXAMPLE, 1), ("missing.txt", 2), (f"{EXAMPLE} missing.txt", 2)]
)
def test_the_hook_passes_exit_codes_on(name: str, desk: Desk, form: str, code: int) -> None:
    desk.write("hook.sh", marked(name, "file: hook.sh"))
    assert len(marked(name, "file: hook.sh").splitlines()) == 6
    assert desk.run(f"sh hook.sh {form}")[0] == code


@pytest.mark.parametrize("name", READMES)
def test_the_configuration_shown_is_valid_and_shows_every_key(name: str, tmp_path: Path) -> None:
    shown = marked(name, "file: office/perfcheck.yaml")
    file = tmp_path / "perfcheck.yaml"
    for text in (shown, re.sub(r"^# ", "", shown, flags=re.M)):
        file.write_text(text, "utf-8")
        config.read(str(file))
    assert set(re.findall(r"^(?:# )?(\w+):", shown, re.M)) == set(KEYS)


@pytest.mark.parametrize("name", READMES)
def test_the_configuration_shown_names_rules_that_exist(name: str, desk: Desk) -> None:
    refreshed(page(name), desk)
    desk.run(f"cp {CLEAN} office/form.txt")
    code, said = desk.run("perfcheck lint office/form.txt --format concise")
    assert code == 0, said


@pytest.mark.parametrize("name", READMES)
def test_the_library_behaves_as_shown(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = next(block.body for block in blocks(page(name)) if block.language == "pycon")
    test = doctest.DocTestParser().get_doctest(text, {}, name, name, 0)
    said: list[str] = []
    assert doctest.DocTestRunner().run(test, out=said.append).failed == 0, "".join(said)


@pytest.mark.parametrize("name", READMES)
def test_a_synonym_is_one_word_in_a_kind_that_extends(name: str, tmp_path: Path) -> None:
    kind = marked(name, "synonym")
    (tmp_path / "kind.yaml").write_text(kind, "utf-8")
    label = kind.partition("[")[2].partition("]")[0]
    form = (ROOT / EXAMPLE).read_text("utf-8").replace("\t基本支出\t", f"\t{label}\t").encode()
    rules = [
        {found.rule for found in check_document("f.txt", form, options).documents[0].findings}
        for options in (Options(), Options(kinds=(str(tmp_path),)))
    ]
    assert "ARITH-001" not in rules[0]
    assert "ARITH-001" in rules[1]


def test_the_newest_version_of_the_changelog_is_this_one() -> None:
    versions = re.findall(r"^## \[?([^\]\s]+)", page("CHANGELOG.md"), re.M)
    assert versions[0] == perfcheck.__version__
