"""The quick ways to a value and the one that keeps a log give the same, on all rules' examples."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcheck.judge import subject
from perfcheck.lang.compiler import compile_expression
from perfcheck.lang.parser import parse
from perfcheck.lang.quick import emit_quick
from perfcheck.lang.rowwise import emit_rows, fits_among_lines
from perfcheck.lang.scope import Row, Scope, entered
from perfcheck.library import library, rule_files
from perfcheck.locate import rules_folder
from perfcheck.options import Options
from perfcheck.rule import Rule
from perfcheck.rulecheck import OUTCOMES
from perfcheck.ruletest import example_form
from perfcheck.values import Missing, Target, Text
from perfcheck.yamlfile import load

BOOKS = library(Options())
RULES = {rule.id: rule for rule in BOOKS.rules if not rule.documents}
FILES = {
    str(data["id"]): data["examples"]
    for data in (load(path).data for path in rule_files([rules_folder()]))
}


def quick(text: str, emit: Any = emit_quick) -> Any:
    """The quick function of an expression, for one row or for many."""
    from perfcheck.lang import runtime

    names = {name: getattr(runtime, name) for name in runtime.__all__}
    exec(emit(parse(text), "f"), names)
    return names["f"]


def answers(text: str, rows: Sequence[Scope]) -> list[Any]:
    """What the quick function for many rows says of each, in their order."""
    yes, no, unclear = quick(text, emit_rows)(rows)
    said = {id(scope): True for scope in yes} | {id(scope): False for scope in no}
    said |= {id(scope): missing for scope, missing in unclear}
    assert len(said) == len(yes) + len(no) + len(unclear)
    order = {id(scope): place for place, scope in enumerate(rows)}
    for told_of in (yes, no, [scope for scope, _ in unclear]):
        places = [order[id(scope)] for scope in told_of]
        assert places == sorted(places), "findings and skips stand in the order of the rows"
    return [said[id(scope)] for scope in rows]


def told(value: Any) -> Any:
    """A value as it can be compared: a row by where it came from."""
    if isinstance(value, Row):
        return (value.name, id(value.origin))
    if type(value) is tuple:
        return tuple(map(told, value))
    return (value.kind, value.reason) if isinstance(value, Missing) else value


def scopes(rule: Rule, scope: Scope) -> Iterator[Sequence[Scope]]:
    """The scopes in which a rule judges a form, list by list."""
    if not rule.each:
        yield (scope,)
    for text in rule.each:
        rows = compile_expression(text).function(scope, [])
        if not isinstance(rows, Missing):
            yield entered(rows, scope)


@pytest.mark.parametrize("name", sorted(RULES))
def test_both_ways_lead_to_the_same(name: str) -> None:
    rule = RULES[name]
    truths = [text for text in (rule.when, *rule.asserts) if text]
    compared = 0
    for example in FILES[name]:
        given = next(value for key, value in example.items() if key in OUTCOMES)
        form = example_form(rule.kinds[0], given or {}, BOOKS.names(), BOOKS.kinds)
        scope = subject(form, BOOKS.names(), BOOKS.words)
        for text in rule.each:
            rows = compile_expression(text).function(scope, [])
            assert told(quick(text)(scope, None)) == told(rows)
        for rows in scopes(rule, scope):
            for text in truths:
                slow = [told(compile_expression(text).function(inner, [])) for inner in rows]
                assert [told(answer) for answer in answers(text, rows)] == slow, text
            for text in filter(None, (*truths, rule.at)):
                for inner in rows:
                    slow = compile_expression(text).function(inner, [])
                    assert told(quick(text)(inner, None)) == told(slow), text
                    compared += 1
    assert compared


ROWS = tuple(
    Row("项", {"名": name, "值": value})
    for name, value in (
        (Text("水库水库巡查"), Text("甲")),
        (Text("更换水表"), Text("")),
        (Missing("blank"), Text("乙")),
        (Text("更换水表"), Target("≥3个", "quantitative")),
        (Missing("lost"), Missing("blank")),
        (Text("（一期"), Text("甲。")),
    )
)
SETS = {"词": frozenset(("甲", "水表")), "空": frozenset(), "除外": frozenset(("水库",)), "叠": ()}
OTHERS = tuple(Row("别项", {"别名": Text(name)}) for name in ("更换水表", "水表"))


@pytest.mark.parametrize(
    "text",
    [
        "空白(摘取(名, '水表'))",
        "空白(摘取(名, '堤防')) 或 有(值)",
        "空白(落单(名)) 或 值 == '甲。'",
        "空白(叠词(名)) 且 有(值)",
        "空白(叠词(名, 除外))",
        "空白(错词(名, 词))",
        "空白(错词(名, 叠))",
        "名 属于 词 或 包含(名, 词)",
        "名 属于 空 或 值 属于 {'甲', '乙'}",
        "非 结尾(名, 词) 且 非 开头(名, {'水', '更'})",
        "包含(名, {'一', '二', '三', '四', '水表'}) 或 包含(名, {'库', '期'})",
        "包含(名, 值) 或 缺省(值, '') == ''",
        "存在(项, 名 属于 词 或 匹配(名, '水库')) 且 每个(项, 有(名))",
        "个数(项[匹配(缺省(名, ''), '^更')]) == 2",
        "存在(项, 有(名)) 且 有(值)",
        "有(值) 且 非 存在(项, 名 == 本行.名 且 值 == '乙')",
        "存在(别项, 别名 == 名) 或 每个(项, 空白(值))",
        "每个(别项, 长度(别名) > 1 且 非 (名 属于 词))",
        "缺省(名, '') == 缺省(值, '') 或 规范(名) != 规范(值)",
        "包含(名, 规范(值)) 或 结尾(缺省(名, ''), 摘取(值, '.$'))",
        "长度(名) > 4 且 非 长度(名) == 6",
        "非 (非 (名 属于 词)) 或 非 有(值)",
        "空白(摘取(名, '(?<!水)水')) 或 有(值) 或 空白(名)",
        "空白(摘取(名, '查$')) 或 名 == '甲'",
        "非 结尾(名, {'表', '查'}) 或 空白(摘取(名, '查')) 或 有(值)",
        "非 包含(名, {'水', '库'}) 或 空白(错词(名, 词)) 或 空白(摘取(值, '甲'))",
    ],
)
@pytest.mark.parametrize("rows", [ROWS, ROWS[:2], ROWS[1:2] * 2, ROWS[4:], ()])
def test_many_rows_say_what_each_says_by_itself(text: str, rows: tuple[Row, ...]) -> None:
    form = Scope({"项": ROWS, "别项": OTHERS}, Scope(SETS), Row("表单", {}), shared={})
    scopes = entered(rows, form)
    slow = [told(compile_expression(text).function(scope, [])) for scope in scopes]
    assert [told(answer) for answer in answers(text, scopes)] == slow


PIECES = ("水", "表", "[^水]", "[水表]{1,2}", "(?:水|表)", ".", "^", "$", r"\b", r"\W?", "水?+")
EXCLUDED = ("(?<!水)", "(?!表)", "(?<![^水])", "(?!.)", "(?!$)", "(?!(?:水|[^表]))", "(?!水|表{2})")


@given(
    st.lists(st.sampled_from((*PIECES, *EXCLUDED)), min_size=1, max_size=4).map("".join),
    st.lists(st.text("水表a ", max_size=4), min_size=1, max_size=4),
)
def test_what_fits_in_a_text_fits_among_lines(pattern: str, texts: list[str]) -> None:
    found = re.compile(pattern).search
    if fits_among_lines(pattern) and any(map(found, texts)):
        assert found("\n".join(texts))


def test_a_column_that_is_called_like_a_word_list_is_the_column() -> None:
    rows = (Row("项", {"名": Text("甲乙"), "词": Text("乙")}), ROWS[0])
    for each in rows:
        (scope,) = entered((each,), Scope({}, Scope(SETS), shared={}))
        slow = compile_expression("包含(名, 词)").function(scope, [])
        assert answers("包含(名, 词)", [scope]) == [slow] == [each is rows[0]]
