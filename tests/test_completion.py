"""Shell completion, in a real bash."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from perfcheck.__main__ import main

BASH = shutil.which("bash")


def completed(tmp_path: Path, *words: str) -> list[str]:
    """What bash offers for the last of the words."""
    command = tmp_path / "perfcheck"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m perfcheck "$@"\n')
    command.chmod(0o755)
    quoted = " ".join(f"'{word}'" for word in ("perfcheck", *words))
    script = (
        f'export PATH="{tmp_path}:$PATH"; eval "$(perfcheck completion bash)";'
        f" COMP_WORDS=({quoted}); COMP_CWORD={len(words)};"
        ' _perfcheck_completion perfcheck; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run([str(BASH), "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.skipif(BASH is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["te"], ["test-rules"]),
        (["lint", "--fail"], ["--fail-on"]),
        (["lint", "--format", "conc"], ["concise"]),
        (["lint", "--fail-on", "w"], ["warning"]),
        (["lint", "--kind", "department-t"], ["department-target"]),
        (["lint", "--profile", "central-20"], ["central-2015", "central-2021"]),
        (["explain", "ARITH-001"], ["ARITH-001"]),
        (["lint", "--select", "ARITH-00"], [f"ARITH-00{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9)]),
    ],
)
def test_bash_offers_commands_options_and_values(
    tmp_path: Path, words: list[str], offered: list[str]
) -> None:
    found = completed(tmp_path, *words)
    assert found
    assert set(found) <= set(offered)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert "_PERFCHECK_COMPLETE" in capsys.readouterr().out


def test_another_shell_is_refused_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["completion", "csh"]) == 2
    assert "zsh" in capsys.readouterr().err
