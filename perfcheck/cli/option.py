"""What an option and a page of help are, before click or anybody reads them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from perfcheck.errors import ConfigError
from perfcheck.messages import Message


class Opt(NamedTuple):
    """One option: how it is written, what it means, and what click must know of it."""

    flags: tuple[str, ...]
    about: Message
    click: Mapping[str, Any] = {}

    @property
    def flag(self) -> str:
        """The option as it is written on the command line."""
        return self.flags[0]

    @property
    def name(self) -> str:
        """The name under which a command gets the option's value."""
        return self.flags[-1].lstrip("-").replace("-", "_")


class Page(NamedTuple):
    """What `--help` says: one sentence, how to call the command, and examples to learn from."""

    usage: str
    about: Message
    examples: tuple[tuple[str, Message], ...] = ()
    notes: Message = Message("", "")


def wrong(zh: str, en: str) -> ConfigError:
    """A mistake on the command line; the command line's own errors are told in both languages."""
    both = f"{zh} / {en}"
    return ConfigError(Message(both, both))


def choice(option: str, value: str, choices: tuple[str, ...]) -> str:
    """Return `value` where it is one of `choices`. Raises ConfigError else."""
    if value not in choices:
        from perfcheck.configkeys import one_of

        said = one_of(value, choices)
        raise wrong(f"{option}：{said.zh}", f"{option}: {said.en}")
    return value
