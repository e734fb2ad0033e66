"""What the reference of the language tells of rules that join several documents."""

from perfcheck.messages import Message

EXAMPLE = """\
documents:
  目标: department-target
  预算: {kind: department-budget, title: 部门预算}
  项目表: [project-target]
match: [部门名称, 年度]
assume: [年度]
assert: 合计(项目表.资金总额) <= 目标.项目支出"""

KEYS: tuple[tuple[str, Message], ...] = (
    (
        "documents: {甲: 表式}",
        Message(
            "代替 kinds：一次检查中的几份表，各有一个名字；只能有一份符合，符合的多于一份就不判断",
            "in place of kinds: forms of one run, each under a name; one form fits, and where"
            " several do, no judgement is made",
        ),
    ),
    (
        "甲: {kind: 表式, title: 词}",
        Message(
            "只用标题里有这个词的（部门预算与单位预算是同一种表式）",
            "only forms whose title holds the word (budgets of departments and of units are one"
            " kind)",
        ),
    ),
    (
        "甲: [表式, 表式]",
        Message(
            "所有符合的表，成为一列：合计(甲.资金总额)；几列中至少一列不空",
            "all forms that fit, as a list; of several lists one at least is not empty",
        ),
    ),
    (
        "match: [部门名称, 年度]",
        Message(
            "凭什么把各份表放在一起：部门名称去掉全半角之别、代码、括号和“本级”等附注"
            "（词表 部门附注）后相同；名称包含另一个的不算相同",
            "what joins the forms; a department's name counts without width of signs, codes,"
            " brackets and notes such as 本级 (the word list 部门附注); one name inside another is"
            " another department",
        ),
    ),
    (
        "assume: [年度]",
        Message(
            "没有印年度（或部门附注不同）时，只有一种可能的，就当作相同；报告说明这一假定，至多是需说明",
            "where no year is printed (or the notes differ) and only one can be meant, it is taken"
            " for the same; the finding tells the assumption and is a warning at most",
        ),
    ),
    (
        "甲.项目支出、甲.绩效指标",
        Message(
            "这份表的栏目和列表；message 里也这样写",
            "its fields and lists, in messages too",
        ),
    ),
    (
        "each: 对应(甲.绩效指标, 规范(指标名称), 乙.绩效指标, 规范(指标名称))",
        Message(
            "两份表中名称相同的指标，一对一行；再写 甲、乙 指这一对的两行",
            "indicators of one name in both, a pair a row; 甲 and 乙 are then the two rows",
        ),
    ),
)
