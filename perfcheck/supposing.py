"""A form as it would be if it said something else: what-if values, and the values of examples."""

from collections.abc import Mapping, Sequence

from perfcheck.errors import ConfigError
from perfcheck.extract.value import value_of
from perfcheck.form import Field, Form
from perfcheck.kind import Vocabulary
from perfcheck.messages import Message
from perfcheck.nearest import did_you_mean
from perfcheck.values import Number, Scalar

MONEY_UNIT = "万元"


def supposing(
    form: Form,
    given: Sequence[tuple[str, str]],
    types: Mapping[str, str],
    vocabulary: Vocabulary,
) -> Form:
    """Return `form` with the single values `given` in place of its own, read as the form's are.

    Raises ConfigError for a name that no rule could use.
    """
    for name, text in given:
        if name not in types:
            raise ConfigError(_unknown(name, types))
        known = [field for field in form.fields if field.name == name]
        unit = next((field.unit for field in known if field.unit), MONEY_UNIT)
        value = value_of(text, types[name], unit, vocabulary)
        said = [field._replace(value=value) for field in known] or [Field(name, value, (), (name,))]
        form = form._replace(fields=(*(f for f in form.fields if f.name != name), *said))
    return form


def unit_of(value: Scalar) -> str:
    """The unit in which a value is printed; the kinds' default where it is no figure."""
    return value.unit if isinstance(value, Number) else MONEY_UNIT


def _unknown(name: str, types: Mapping[str, str]) -> Message:
    near = did_you_mean(name, types)
    return Message(
        f"--set：没有“{name}”这个名称{near.zh}", f"--set: nothing is called {name!r}{near.en}"
    )
