"""How a command is declared: its page of help in two languages, its options, what it runs."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from perfcheck.cli.language import Voice
from perfcheck.cli.option import Opt, Page, choice
from perfcheck.messages import Message
from perfcheck.options import LANGUAGES

if TYPE_CHECKING:
    import click

Run = Callable[..., int]


LANG = Opt(
    ("--lang",),
    Message("用中文（zh）或英文（en）说话", "speak Chinese (zh) or English (en)"),
    {"metavar": "zh|en"},
)
CONFIG = Opt(
    ("--config",),
    Message(
        "用这个配置文件，不再向上寻找 perfcheck.yaml", "use this configuration, search for none"
    ),
    {"metavar": "FILE"},
)
RULES = Opt(
    ("--rules",),
    Message("加上本单位的规则（文件或文件夹）", "an office's own rules, a file or a folder"),
    {"metavar": "PATH", "multiple": True},
)
KINDS = Opt(
    ("--kinds",),
    Message("加上本单位的表式（文件或文件夹）", "an office's own kinds of forms"),
    {"metavar": "PATH", "multiple": True},
)
SELECT = Opt(
    ("--select",),
    Message("只用这些规则：编号、类别或标签", "only these rules: ids, families or tags"),
    {"metavar": "RULE", "multiple": True},
)
IGNORE = Opt(
    ("--ignore",),
    Message("不用这些规则", "leave out these rules"),
    {"metavar": "RULE", "multiple": True},
)
KIND = Opt(
    ("--kind",),
    Message("按这种表式读，不再自动辨认", "read as this kind, recognise nothing"),
    {"metavar": "ID"},
)
YEAR = Opt(
    ("--year",),
    Message("表上没有印年度时，说明是哪一年", "the year, where the form prints none"),
    {"metavar": "YYYY"},
)
ENCODING = Opt(
    ("--encoding",),
    Message(
        "文件的编码，如 gb18030；不写则自动辨认", "encoding of the files, as gb18030; else guessed"
    ),
    {"metavar": "NAME"},
)
STAGE = Opt(
    ("--stage",),
    Message("只用这个阶段的规则", "only the rules of this stage"),
    {"metavar": "申报|审核|公开"},
)
PROFILE = Opt(
    ("--profile",),
    Message(
        "按这种口径检查：自带的名称（perfcheck profiles）或文件",
        "judge by this profile: a shipped one's name (perfcheck profiles) or a file",
    ),
    {"metavar": "NAME"},
)
NO_CACHE = Opt(
    ("--no-cache",),
    Message("不用缓存的规则", "compile the rules anew"),
    {"is_flag": True},
)
TOGETHER = Opt(
    ("--together",),
    Message(
        "把同一部门的各份文件也互相核对", "check documents of one department against each other"
    ),
    {"is_flag": True},
)
EXPLANATIONS = Opt(
    ("--explanations",),
    Message(
        "审核说明的文件；不写则用各表所在文件夹里的 审核说明.yaml",
        "file of explanations; by default 审核说明.yaml beside each form",
    ),
    {"metavar": "FILE"},
)
OUTPUT = Opt(
    ("--output",),
    Message("写进文件，不写到屏幕", "write to a file instead of the screen"),
    {"metavar": "FILE"},
)
READING = (KINDS, KIND, YEAR, ENCODING, CONFIG, LANG, NO_CACHE)
"""The options of every command that reads forms."""


def build(
    name: str,
    page: Page,
    options: Sequence[Opt],
    run: Run,
    voice: Voice,
    arguments: "Sequence[click.Argument]" = (),
) -> "click.Command":
    """Return the click command; `run` gets `voice` and every parameter by name."""
    import click

    def show_help(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
        if wanted:
            from perfcheck.cli.pages import help_page

            click.echo(help_page(page, options, voice.language), nl=False)
            context.exit()

    def callback(**given: Any) -> int:
        return called(run, voice, given)

    help_flag = click.Option(
        ["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, callback=show_help
    )
    made = [click.Option(list(option.flags), **option.click) for option in options]
    return click.Command(
        name, params=[*arguments, *made, help_flag], callback=callback, add_help_option=False
    )


def called(run: Run, voice: Voice, given: dict[str, Any]) -> int:
    """Run a command with its parameters. Raises ConfigError for a language that is not spoken."""
    lang = given.pop("lang", None)
    if lang is not None:
        choice("--lang", lang, LANGUAGES)
    return run(voice, **given)
