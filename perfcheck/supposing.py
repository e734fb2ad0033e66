"""A form as it would be if it said something else: what-if values, and the values of examples."""

from collections.abc import Mapping, Sequence

from perfcheck.errors import ConfigError
from perfcheck.extract.value import value_of
from perfcheck.form import Field, Form
from perfcheck.kind import Vocabulary
from perfcheck.messages import Message
from perfcheck.nearest import did_you_mean
from perfcheck.values import Missing, Number, Scalar

MONEY_UNIT = "万元"


def supposing(
    form: Form,
    given: Sequence[tuple[str, str]],
    types: Mapping[str, str],
    vocabulary: Vocabulary,
) -> Form:
    """Return `form` with the single values `given` in place of its own, read as the form's are.

    Raises ConfigError for a name that no rule could use, and for a text that is no value of it.
    """
    for name, text in given:
        if name not in types:
            raise ConfigError(_unknown(name, types))
        known = [field for field in form.fields if field.name == name]
        unit = next((field.unit for field in known if field.unit), MONEY_UNIT)
        value = value_of(text, types[name], unit, vocabulary)
        if isinstance(value, Missing) and value.kind == "unreadable":
            raise ConfigError(_no_figure(name, text, value.reason))
        said = [field._replace(value=value) for field in known] or [Field(name, value, (), (name,))]
        form = form._replace(fields=(*(f for f in form.fields if f.name != name), *said))
    return form


def unit_of(value: Scalar) -> str:
    """The unit in which a value is printed; the kinds' default where it is no figure."""
    return value.unit if isinstance(value, Number) else MONEY_UNIT


def _unknown(name: str, types: Mapping[str, str]) -> Message:
    near = did_you_mean(name, types)
    return Message(
        f"--set：没有“{name}”这个名称{near.zh}（perfcheck parse 列出表上各项的名称）",
        f"--set: nothing is called {name!r}{near.en} (perfcheck parse lists a form's names)",
    )


def _no_figure(name: str, text: str, reason: Message) -> Message:
    return Message(
        f"--set {name}={text}：{reason.zh}；假定它空着写 --set {name}=",
        f"--set {name}={text}: {reason.text('en')}; to suppose it blank write --set {name}=",
    )
