"""`perfcheck completion`: the script that lets a shell complete commands, options and values."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click
from click.shell_completion import CompletionItem, get_completion_class, shell_complete

from perfcheck.cli import command as declared
from perfcheck.cli.command import build
from perfcheck.cli.language import Voice
from perfcheck.cli.main import COMPLETING
from perfcheck.cli.option import Page, choice
from perfcheck.cli.output import put
from perfcheck.messages import Message

SHELLS = ("bash", "zsh", "fish")
PAGE = Page(
    "completion bash|zsh|fish",
    Message(
        "打印一段脚本；放进 shell 的启动文件后，按 Tab 键可补全命令、选项和取值。",
        "Prints a script; with it in a shell's start-up file, Tab completes commands, options and "
        "values.",
    ),
    (
        (
            "completion bash >> ~/.bashrc",
            Message(
                "bash（4.4 及以上）从下次打开起可以补全", "bash (4.4 on) completes from now on"
            ),
        ),
    ),
)
_FILES = frozenset(("FILE", "PATH", "PATH…", "FORM", "RULES", "FORMAT=FILE"))
_FOLDERS = frozenset(("DIR", "FOLDER", "INBOX"))


def command(voice: Voice) -> click.Command:
    """The command as click runs it."""
    shell = click.Argument(["shell"], metavar="|".join(SHELLS))
    return build("completion", PAGE, (declared.LANG,), run, voice, [shell])


def run(voice: Voice, shell: str, **_given: Any) -> int:
    """Print the script of a shell."""
    found = get_completion_class(choice("completion", shell, SHELLS))
    assert found is not None, f"click knows {shell}"
    put(found(click.Group(), {}, "perfcheck", COMPLETING).source() + "\n")
    return 0


def complete(
    asked: str, commands: Mapping[str, Callable[[Voice], click.Command]], voice: Voice
) -> int:
    """Answer a shell that asks what may come next; `asked` is what its variable says."""
    made = {name: _completing(build_one(voice)) for name, build_one in commands.items()}
    return shell_complete(click.Group(commands=made), {}, "perfcheck", COMPLETING, asked)


def _completing(made: click.Command) -> click.Command:
    """Let values be completed from what the help says of them: a|b|c, a file, or a rule."""
    made.params = [_parameter(one) for one in made.params]
    return made


def _parameter(one: click.Parameter) -> click.Parameter:
    said = one.metavar or ""
    if "|" in said:
        one.type = click.Choice(said.split("|"))
    elif said in _FILES:
        one.type = click.Path()
    elif said in _FOLDERS:
        one.type = click.Path(file_okay=False)
    elif asked := _asked(one, said):
        if isinstance(one, click.Option):
            return click.Option(one.opts, multiple=one.multiple, shell_complete=asked)
        return click.Argument(one.opts, shell_complete=asked)
    return one


def _asked(one: click.Parameter, said: str) -> "Callable[..., list[CompletionItem]] | None":
    """What knows the values of a parameter, by what the help calls them."""
    names = {"--kind": _kinds, "--profile": _profiles}
    return _rules if said in ("RULE", "RULE=LEVEL") else names.get(one.opts[0])


def _rules(_context: click.Context, _one: click.Parameter, begun: str) -> list[CompletionItem]:
    """The ids of shipped rules, and their families, that begin so."""
    from perfcheck.library import library
    from perfcheck.options import Options

    ids = [entry.id for entry in library(Options()).entries]
    families = dict.fromkeys(id_.rpartition("-")[0] for id_ in ids)
    return _items((*families, *ids), begun)


def _kinds(_context: click.Context, _one: click.Parameter, begun: str) -> list[CompletionItem]:
    from perfcheck.library import library
    from perfcheck.options import Options

    return _items([kind.id for kind in library(Options()).kinds.kinds], begun)


def _profiles(_context: click.Context, _one: click.Parameter, begun: str) -> list[CompletionItem]:
    from perfcheck.profile import names

    return _items(sorted(names()), begun)


def _items(names: Sequence[str], begun: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(begun)]
