"""The pages of `--help`, laid out for 80 columns in Chinese and in English."""

from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len

from perfcheck import __version__
from perfcheck.cli.option import Opt, Page
from perfcheck.messages import Language, Message
from perfcheck.reporters.wrapping import pad, wrap

WIDTH = 80
COLUMN = 26


def help_page(page: Page, options: Sequence[Opt], language: Language) -> str:
    """The help of one command: what it does, examples, options."""
    lines = [
        f"{Message('用法：', 'Usage: ').text(language)}perfcheck {page.usage}",
        "",
        *wrap(page.about.text(language), WIDTH),
    ]
    if page.examples:
        lines += ["", Message("例子", "Examples").text(language)]
        for command, about in page.examples:
            lines.append(f"  perfcheck {command}")
            lines += [f"      {line}" for line in wrap(about.text(language), WIDTH - 6)]
    if options:
        lines += ["", Message("选项", "Options").text(language)]
        for option in options:
            lines += _entry(_written(option), option.about.text(language))
        lines += _entry("-h, --help", Message("显示这一页", "show this page").text(language))
    if page.notes.text(language):
        lines += ["", *wrap(page.notes.text(language), WIDTH)]
    return "\n".join(lines) + "\n"


def main_page(commands: Mapping[str, Message], language: Language) -> str:
    """The help of perfcheck itself."""
    about = Message(
        "按规则检查预算绩效目标申报表：勾稽关系、必填内容、指标分类、指标值、文字。",
        "Checks Chinese budget-performance forms against rules: sums, required cells, classes of "
        "indicators, targets, wording.",
    )
    lines = [
        f"perfcheck {__version__}",
        *wrap(about.text(language), WIDTH),
        "",
        Message("用法：perfcheck 命令 …", "Usage: perfcheck COMMAND …").text(language),
        "",
    ]
    for name, said in commands.items():
        lines += _entry(name, said.text(language))
    start = Message("从这里开始：", "Begin here:").text(language)
    more = Message(
        "每个命令都有带例子的帮助：perfcheck lint --help",
        "every command has help with examples: perfcheck lint --help",
    )
    lines += ["", start, "  perfcheck lint 申报表.txt", "", more.text(language)]
    return "\n".join(lines) + "\n"


def _written(option: Opt) -> str:
    flags = ", ".join(flag for flag in option.flags if flag.startswith("-"))
    return f"{flags} {option.click.get('metavar', '')}".rstrip()


def _entry(head: str, text: str) -> Iterator[str]:
    lines = wrap(text, WIDTH - COLUMN - 2)
    if cell_len(head) + 2 > COLUMN:
        yield f"  {head}"
        head = ""
    yield f"  {pad(head, COLUMN)}{lines[0]}"
    for line in lines[1:]:
        yield f"  {' ' * COLUMN}{line}"
