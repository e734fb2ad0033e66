"""`perfcheck schema`: print the JSON Schema of an output or of a kind of file."""

import os
from typing import Any

import click

import perfcheck
from perfcheck.cli import command as declared
from perfcheck.cli.command import build
from perfcheck.cli.language import Voice
from perfcheck.cli.option import Page, choice
from perfcheck.messages import Message

FILES = {
    "lint": "lint",
    "parse": "parse",
    "rules": "rule",
    "kinds": "kind",
    "explanations": "explanations",
}
PAGE = Page(
    "schema lint|parse|rules|kinds|explanations",
    Message(
        "打印 JSON Schema：lint、parse 的 JSON 输出，或规则、表式文件的写法。",
        "Prints a JSON Schema: of the JSON that lint or parse writes, or of rule or kind files.",
    ),
    (
        ("schema lint", Message("lint --format json 的形状", "the shape of lint --format json")),
        ("schema rules", Message("规则文件可以写哪些键", "the keys of a rule file")),
    ),
)


def command(voice: Voice) -> click.Command:
    """The command as click runs it."""
    name = click.Argument(["name"], metavar="lint|parse|rules|kinds|explanations")
    return build("schema", PAGE, (declared.LANG,), run, voice, [name])


def run(voice: Voice, name: str, **_given: Any) -> int:
    """Print the schema as it lies in the package."""
    from perfcheck.cli.output import put
    from perfcheck.files import read_bytes

    put(read_bytes(path_of(choice("schema", name, tuple(FILES)))).decode("utf-8"), utf8=True)
    return 0


def path_of(name: str) -> str:
    """Where the schema called `name` lies."""
    folder = os.path.dirname(perfcheck.__file__)
    return os.path.join(folder, "schema", f"{FILES[name]}.schema.json")
