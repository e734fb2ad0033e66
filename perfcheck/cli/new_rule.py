"""`perfcheck new-rule`: write a rule with every key, comments that teach, and empty examples."""

import os
import re
from collections.abc import Iterable
from typing import Any

import click

from perfcheck.cli import command as declared
from perfcheck.cli.command import build
from perfcheck.cli.language import Voice
from perfcheck.cli.option import Opt, Page, wrong
from perfcheck.cli.settings import task
from perfcheck.errors import ConfigError
from perfcheck.library import Library
from perfcheck.messages import Message

STDOUT = "-"
FOLDER = "rules"
PAGE = Page(
    "new-rule ID",
    Message(
        "写一条空的规则，每个键都有说明；填好以后用 test-rules 检查，用 try 在往年的表上试。",
        "Writes an empty rule in which each key is explained; fill it in, check it with "
        "test-rules, and try it on last year's forms.",
    ),
    (
        ("new-rule OFFICE-003", Message("写到 OFFICE-003.yaml", "writes OFFICE-003.yaml")),
        (
            "new-rule OFFICE-003 --kind 绩效目标表 --each 绩效指标",
            Message("逐行核对绩效指标的规则", "a rule that judges each indicator"),
        ),
        ("test-rules OFFICE-003.yaml", Message("看看还缺什么", "see what is still missing")),
        ("try OFFICE-003.yaml 去年的表/", Message("在去年的表上试", "try it on forms")),
    ),
    Message(
        "不写 --output 时，写进当前文件夹的 rules/（有的话），否则写进当前文件夹；--output - 写到"
        "屏幕。已有的文件不改动。",
        "Without --output it goes into rules/ where the current folder has one, else into the "
        "folder itself; `--output -` prints it. A file that is there is never overwritten.",
    ),
)
OPTIONS = (
    Opt(
        ("--kind", "kinds_wanted"),
        Message("用于哪种表：编号、名称或类别", "the kind of form: its id, a title or a family"),
        {"metavar": "KIND", "multiple": True},
    ),
    Opt(
        ("--each",),
        Message("逐行核对的列表，如 绩效指标、任务", "the list whose rows are judged, one by one"),
        {"metavar": "名称"},
    ),
    declared.OUTPUT,
    declared.RULES,
    declared.KINDS,
    declared.CONFIG,
    declared.LANG,
)
_ID = re.compile(r"[A-Z][A-Z0-9]*-[0-9]{3}")
RULE = """\
# 填好空着的键；用得着的，去掉行首的“# ”。名称见 docs/language.md。
# perfcheck explain ARITH-001 看一条写好的 · shows one that is written.
# Fill in the empty keys; take “# ” away from those that you need. docs/language.md lists the names.
id: {id}

# 应当怎样，一句话 · what ought to be, in one sentence
name:
# name_en:

# error 表自相矛盾 · warning 需要人看 · info 提示
severity: warning

# 用于哪些表：编号、名称或类别 · the forms that it is for
kinds: [{kinds}]
# tags: [本单位]
# stage: [申报, 审核, 公开]

# 逐行核对的列表；不写就核对整张表 · the list whose rows are judged, one by one
{each}
# 什么情况下才核对 · where the rule applies
# when: 有(项目支出) 且 有(支出总计)

# 必须成立的式子，如 项目支出 <= 支出总计 · what must hold
#   相等是 ==，不是 =；且、或、非 前后要有空格；金额写单位：50万元；文字加引号："201"
#   equal is ==, not =; 且 或 非 want blanks around them; money has a unit: 50万元; quote texts
assert:

# 这些栏目是推断出来的就不核对 · skip rows where these were inferred
# certain: [一级指标]
# 指出哪一项；不写就指比较中单独的那一项 · the field to blame
# at: 项目支出

# 报告怎么说；花括号里写名称，如：项目支出 {{项目支出}} 超过支出总计 {{支出总计}}
message:
# message_en:

# 为什么要这样 · why it matters
why:
# why_en:

# 表该怎么改 · how to mend the form
hint:
# hint_en:

# 依据；文件写进同一文件夹的 documents.yaml · what it rests on; documents.yaml describes documents
# basis: [{{document: 表内勾稽关系}}]

# 例子就是测试；名称和数请虚构 · examples are the rule's tests; invent names and figures
#   单个的值 single values: {{项目支出: 50.00, 支出总计: 150.00}}
#   列表的行 rows of a list: {{绩效指标: [{{指标名称: 改造管网长度, 年度指标值: ≥42公里}}]}}
#   没填 empty: null · 没读到 lost in reading: {{lost: true}}
examples:
  # 没有问题的表 · a form as it should be
  - pass: {{}}
  # 应当报错的表 · a form that it finds fault with
  - fail: {{}}
    # at: 项目支出
  # 读不全、没法核对的表 · a form that it cannot judge
  # - skip: {{项目支出: {{lost: true}}, 支出总计: 150.00}}
  # 不归它管的表 · a form where `when` does not hold
  # - inapplicable: {{支出总计: 150.00}}
"""


def command(voice: Voice) -> click.Command:
    """The command as click runs it."""
    name = click.Argument(["rule_id"], metavar="ID")
    return build("new-rule", PAGE, OPTIONS, run, voice, [name])


def run(
    voice: Voice,
    rule_id: str,
    kinds_wanted: tuple[str, ...],
    each: str | None,
    output: str | None,
    config: str | None,
    **given: Any,
) -> int:
    """Write the rule, unless its id is taken or what it is for is unknown."""
    from perfcheck.cli.output import put
    from perfcheck.library import library

    planned = task(".", given, config)
    language = voice.with_config(planned.lang)
    books = library(planned.options._replace(select=(), ignore=()))
    _refuse_taken(rule_id, books)
    _refuse_unknown(kinds_wanted, each, books)
    text = written(rule_id, kinds_wanted, each)
    path = output or _place(rule_id)
    if path == STDOUT:
        put(text)
        return 0
    if os.path.lexists(path):
        raise ConfigError(
            Message("已有这个文件，没有改动", "the file is there; left as it is"), path
        )
    put(text, path)
    said = Message(
        f"已建立 {path}；填好后运行 perfcheck test-rules {path}",
        f"wrote {path}; fill it in, then run perfcheck test-rules {path}",
    )
    put(said.text(language) + "\n")
    return 0


def written(rule_id: str, kinds: Iterable[str], each: str | None) -> str:
    """The text of the empty rule."""
    line = f"each: {each}" if each else "# each: 绩效指标"
    return RULE.format(id=rule_id, kinds=", ".join(kinds), each=line)


def _place(rule_id: str) -> str:
    name = f"{rule_id}.yaml"
    return os.path.join(FOLDER, name) if os.path.isdir(FOLDER) else name


def _refuse_taken(rule_id: str, books: Library) -> None:
    if not _ID.fullmatch(rule_id):
        raise wrong(
            f"编号“{rule_id}”的写法不对；应像 OFFICE-003：大写字母、一个减号、三位数字",
            f"the id {rule_id!r} should be like OFFICE-003: capitals, a hyphen, three digits",
        )
    for entry in books.entries:
        if rule_id in (entry.id, *entry.aliases):
            raise wrong(
                f"编号 {rule_id} 已有规则使用；另起一个，如 OFFICE-003"
                f"（perfcheck explain {rule_id} 讲那一条）",
                f"{rule_id} is a rule already; take another id, such as OFFICE-003"
                f" (perfcheck explain {rule_id} tells that one)",
            )


def _refuse_unknown(kinds: Iterable[str], each: str | None, books: Library) -> None:
    from perfcheck.kind import names_of_kind
    from perfcheck.nearest import did_you_mean

    known = {name for kind in books.kinds.kinds for name in names_of_kind(kind)}
    for name in kinds:
        if name not in known:
            near = did_you_mean(name, known)
            raise wrong(
                f"--kind：没有叫“{name}”的表{near.zh}",
                f"--kind: no kind of form is called {name!r}{near.en}",
            )
    tables = books.names().tables
    if each and each.split("[")[0].strip() not in tables:
        near = did_you_mean(each, tables, 3)
        raise wrong(
            f"--each：没有叫“{each}”的列表{near.zh}（有：{'、'.join(tables)}）",
            f"--each: no list is called {each!r}{near.en} (there are {', '.join(tables)})",
        )
