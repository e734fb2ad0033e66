"""`perfcheck init`: write a commented perfcheck.yaml and one example rule; never overwrite."""

import os
from typing import Any

import click

from perfcheck.cli import command as declared
from perfcheck.cli.command import build
from perfcheck.cli.language import Voice
from perfcheck.cli.option import Page
from perfcheck.files import CONFIG_NAME
from perfcheck.messages import Message

PAGE = Page(
    "init [FOLDER]",
    Message(
        "在文件夹里建立 perfcheck.yaml（带说明）和 rules/ 里的一条示例规则；已有的文件不改动。",
        "Writes perfcheck.yaml, with comments, and one example rule in rules/; files that are "
        "there stay as they are.",
    ),
    (
        ("init", Message("在当前文件夹", "in the current folder")),
        ("test-rules rules/", Message("然后跑一跑示例规则", "then run the example rule's tests")),
    ),
)
RULE_FILE = os.path.join("rules", "OFFICE-001.yaml")
CONFIG = """\
# perfcheck 的配置 · configuration of perfcheck
# 对本文件夹及下级文件夹里的表有效；命令行选项优先。
# Holds for the forms in this folder and below; options of the command line win.

# 本单位的规则 · an office's own rules
rules: [rules]

# 本单位的表式 · an office's own kinds of forms
# kinds: [kinds]

# 只用这些规则（编号、类别或标签） · only these rules (ids, families or tags)
# select: [ARITH, FIELD]

# 不用这些规则 · leave out these rules
# ignore: [TEXT-009]

# 以哪些设置为底（文件，或自带口径的名称） · settings that this file builds on: files or profiles
# extends: [../perfcheck.yaml]

# 口径：指标分类、阈值和级别的一套，perfcheck profiles 列出 · a profile; `perfcheck profiles`
# profile: central-2021

# 改规则的级别：error 错误，warning 需说明，info 提示 · a rule's level
# severity:
#   VALUE-003: error

# 改规则的其他键，如提示、断言；例子可以一起改 · other keys of rules; examples may come along
# overrides:
#   FIELD-010:
#     hint: 按本市办法补足指标。

# 改词表：整列换掉，或只增删（add、remove） · word lists: in place of the list, or add and remove
# words:
#   空泛词: {add: [力争完成]}

# 阶段：申报、审核、公开（不写：全部） · stage (none: every rule)
# stage: 申报

# 表上没有印年度时 · the year, where the form prints none
# year: 2026

# 至少要读懂的文字比例 · share of the text that must be understood
# min_coverage: 0.6

# 有这一级及以上的问题时退出码为 1：error、warning、info、never · exit with 1 from this level on
# fail_on: error

# 同一部门的文件互相核对 · hold documents of one department against each other
# together: true

# 审核说明的文件（不写：各表旁边的 审核说明.yaml） · file of explanations (none: beside each form)
# explanations: 审核说明.yaml

# 已知问题的文件，只报新的（--update-baseline 建立） · known findings; only new ones are reported
# baseline: 基线.json

# 语言：zh 或 en · language
# lang: zh
"""
RULE = """\
# 示例规则：改成本单位的要求，或者删掉。写法见 perfcheck schema rules。
# An example rule: make it your office's own, or delete it. Keys: perfcheck schema rules.
id: OFFICE-001
name: 项目支出不超过支出总计
name_en: project expenditure is at most the total
severity: warning            # error 错误 · warning 需说明 · info 提示
kinds: [department-target]   # 适用的表式 · kinds of forms that it is for
when: 有(项目支出) 且 有(支出总计)
assert: 项目支出 <= 支出总计
message: 项目支出 {项目支出} 超过支出总计 {支出总计}
message_en: project expenditure {项目支出} exceeds the total {支出总计}
why: 部分不会大于总数；大于时总有一个数写错。
why_en: A part is never more than the whole; where it is, one of the figures is wrong.
hint: 对照预算批复核对两个数。
hint_en: Check both figures against the approved budget.
examples:
  - pass: {项目支出: 50.00, 支出总计: 150.00}
  - fail: {项目支出: 250.00, 支出总计: 150.00}
  - inapplicable: {支出总计: 150.00}
"""


def command(voice: Voice) -> click.Command:
    """The command as click runs it."""
    folder = click.Argument(["folder"], metavar="FOLDER", default=".")
    return build("init", PAGE, (declared.LANG,), run, voice, [folder])


def run(voice: Voice, folder: str, **_given: Any) -> int:
    """Write what is not there yet."""
    from perfcheck.cli.output import put
    from perfcheck.files import write

    for name, text in ((CONFIG_NAME, CONFIG), (RULE_FILE, RULE)):
        path = os.path.join(folder, name)
        if os.path.lexists(path):
            said = Message(f"已有 {path}，未改动", f"{path} is there already; left as it is")
        else:
            write(path, text)
            said = Message(f"已建立 {path}", f"wrote {path}")
        put(said.text(voice.language) + "\n")
    return 0
