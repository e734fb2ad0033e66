"""Rule files across documents: their aliases, what these can be called by, and their examples."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from perfcheck.lang.problems import unknown_name
from perfcheck.lang.types import Type, rows_of
from perfcheck.messages import Message
from perfcheck.yamlfile import Loaded, Path, Problem

if TYPE_CHECKING:
    from perfcheck.rulecheck import Types

Names = Mapping[str, Type]

FORM = "表单"
DOUBTFUL = ("lost", "text", "certainty")
CERTAINTIES = ("certain", "inferred", "realigned")

_NEITHER = Message(
    "缺少“kinds”；补上一行 kinds: [表的名称]（跨文档的规则则写 documents: 和 match:）",
    "'kinds' is missing; add `kinds: [name of a form]` (a rule across documents has documents:"
    " and match:)",
)
_BOTH = Message(
    "documents 已经说明用于哪些表，去掉 kinds",
    "documents says already which forms the rule is for; take kinds out",
)
_NO_MATCH = Message(
    "缺少“match”；补上一行 match: [部门名称, 年度]，说明凭什么把各份表放在一起",
    "'match' is missing; add `match: [部门名称, 年度]`, by which the forms are joined",
)
_ALONE = Message(
    "match 和 assume 只用于有 documents 的规则", "match and assume are for rules with documents"
)


def kinds_named(data: Any) -> Iterator[tuple[Path, str]]:
    """The kinds that a rule file names, each with its place."""
    wanted = data.get("kinds")
    for number, name in enumerate(wanted if isinstance(wanted, list) else ()):
        yield ("kinds", number), str(name)
    for alias, meant in _documents(data).items():
        if isinstance(meant, str):
            yield ("documents", alias), meant
        elif isinstance(meant, dict) and "kind" in meant:
            yield ("documents", alias, "kind"), str(meant["kind"])
        for number, name in enumerate(meant if isinstance(meant, list) else ()):
            yield ("documents", alias, number), str(name)


def document_problems(loaded: Loaded, types: "Types") -> Iterator[Problem]:
    """Everything that is wrong with the aliases of a rule file and with what joins them."""
    data, start = loaded.data, loaded.place(())
    first = start._replace(end_line=start.line, end_column=start.column + 1)
    if "documents" not in data:
        if "kinds" not in data:
            yield Problem(_NEITHER, first)
        for key in ("match", "assume"):
            if key in data:
                yield Problem(_ALONE, loaded.key_place((key,)))
        return
    if "kinds" in data:
        yield Problem(_BOTH, loaded.key_place(("kinds",)))
    if "match" not in data:
        yield Problem(_NO_MATCH, loaded.key_place(("documents",)))
    yield from _alias_problems(loaded, types)
    yield from _match_problems(loaded, types)


def _alias_problems(loaded: Loaded, types: "Types") -> Iterator[Problem]:
    for alias in _documents(loaded.data):
        if alias in types.form or alias in types.words:
            said = Message(
                f"“{alias}”已是栏目、列表或词表的名称，换一个名字",
                f"{alias!r} is the name of a field, a list or a set of words; take another",
            )
            yield Problem(said, loaded.key_place(("documents", alias)))


def _match_problems(loaded: Loaded, types: "Types") -> Iterator[Problem]:
    single = [name for name, kind in types.form.items() if kind.kind not in ("rows", "row")]
    match = loaded.data.get("match")
    match = match if isinstance(match, list) else []
    for number, name in enumerate(match):
        if name not in single:
            yield Problem(unknown_name(str(name), single), loaded.place(("match", number)))
    assume = loaded.data.get("assume")
    for number, name in enumerate(assume if isinstance(assume, list) else ()):
        if name not in match:
            said = Message(f"match 里没有“{name}”", f"{name!r} is not in match")
            yield Problem(said, loaded.place(("assume", number)))


def names_in(data: Any, form: Names) -> Names:
    """The outermost names of a rule: those of its form, or the aliases of its documents."""
    if "documents" not in data:
        return form
    columns = {name: kind for name, kind in form.items() if name != FORM}
    return {
        alias: rows_of(columns) if isinstance(meant, list) else Type("row", columns)
        for alias, meant in _documents(data).items()
    }


def forms_of_example(data: Any, path: Path, given: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The forms that an example describes, each with its place in the rule file."""
    if not isinstance(given, dict):
        return
    if "documents" not in data:
        yield path, given
        return
    for alias, said in given.items():
        for number, form in enumerate(said if isinstance(said, list) else ()):
            if isinstance(form, dict):
                yield (*path, alias, number), form
        if isinstance(said, dict):
            yield (*path, alias), said


def example_shape_problems(loaded: Loaded, path: Path, given: Any) -> Iterator[Problem]:
    """Where an example does not give each alias as the rule has it: one form, or a list."""
    documents = _documents(loaded.data)
    if not documents or not isinstance(given, dict):
        return
    for alias, said in given.items():
        if alias not in documents:
            yield Problem(unknown_name(alias, documents), loaded.key_place((*path, alias)))
        elif isinstance(documents[alias], list) != isinstance(said, list) or (
            not isinstance(said, list | dict)
        ):
            several = isinstance(documents[alias], list)
            wanted = f"{alias}: [{{…}}]" if several else f"{alias}: {{…}}"
            said_so = Message(f"写成 {wanted}", f"write {wanted}")
            yield Problem(said_so, loaded.key_place((*path, alias)))
    for alias in documents:
        if alias not in given:
            said_so = Message(f"例子里没有“{alias}”", f"the example lacks {alias!r}")
            yield Problem(said_so, loaded.key_place(path))


def doubtful_problems(loaded: Loaded, path: Path, value: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with a value of an example that is lost, or not certain."""
    for key in value.keys() - set(DOUBTFUL):
        yield Problem(unknown_name(key, DOUBTFUL), loaded.key_place((*path, key)))
    certainty, known = value.get("certainty", CERTAINTIES[0]), "、".join(CERTAINTIES)
    if certainty not in CERTAINTIES:
        said = Message(
            f"“{certainty}”不是确定程度，应为 {known}", f"{certainty!r} is none of {known}"
        )
        yield Problem(said, loaded.place((*path, "certainty")))
    if value.get("lost", True) is not True:
        said = Message("lost 只能是 true，否则去掉它", "lost is true, or is not written")
        yield Problem(said, loaded.place((*path, "lost")))


def _documents(data: Any) -> Mapping[str, Any]:
    documents = data.get("documents")
    return documents if isinstance(documents, dict) else {}
