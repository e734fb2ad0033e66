"""Which language to speak: --lang, PERFCHECK_LANG, the configuration, the locale, else Chinese."""

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfcheck.messages import Language


class Voice(NamedTuple):
    """The language to speak, and whether it was asked for outright (a configuration gives way)."""

    language: Language
    outright: bool = False

    def with_config(self, lang: Language | None) -> Language:
        """The language in force once a configuration was read."""
        return self.language if self.outright or lang is None else lang


def asked(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Language | None:
    """The language that was asked for outright, by option or by environment.

    >>> asked(["form.txt", "--lang=en"], {})
    'en'
    """
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        word = argument.removeprefix("--lang=")
        if argument == "--lang":
            word = arguments[index + 1] if index + 1 < len(arguments) else ""
        if word != argument and word in ("zh", "en"):
            return "zh" if word == "zh" else "en"
    said = environment.get("PERFCHECK_LANG", "")
    return None if said not in ("zh", "en") else "zh" if said == "zh" else "en"


def of_locale(environment: Mapping[str, str] = os.environ) -> Language:
    """The language of the locale; Chinese where it says nothing.

    >>> of_locale({"LANG": "en_GB.UTF-8"}), of_locale({"LANG": "C.UTF-8"})
    ('en', 'zh')
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        said = environment.get(name, "").split(".")[0]
        if said:
            return "zh" if said in ("C", "POSIX") or said.lower().startswith("zh") else "en"
    return "zh"


def choose(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Voice:
    """The voice of a command, before any configuration was read."""
    said = asked(arguments, environment)
    return Voice(said or of_locale(environment), said is not None)
