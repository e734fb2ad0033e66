"""Profiles: settings for a vintage of indicators or a city's form, by name or by path."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from perfcheck.errors import ConfigError
from perfcheck.locate import rules_folder, yaml_files
from perfcheck.messages import NOTHING, Message
from perfcheck.nearest import did_you_mean

FOLDER = "profiles"


class Profile(NamedTuple):
    """What a shipped profile says of itself."""

    id: str
    name: Message
    about: Message
    file: str


def names() -> dict[str, str]:
    """The files of the shipped profiles by name."""
    folder = os.path.join(rules_folder(), FOLDER)
    files = yaml_files([folder]) if os.path.isdir(folder) else ()
    return {os.path.splitext(os.path.basename(path))[0]: path for path in files}


def profiles() -> Sequence[Profile]:
    """The shipped profiles, by name."""
    from perfcheck.yamlfile import load

    made = []
    for name, path in sorted(names().items()):
        said = load(path).data
        called = Message(said.get("name", name), said.get("name_en", ""))
        about = Message(said.get("about", ""), said.get("about_en", ""))
        made.append(Profile(name, called, about, path))
    return made


def file_of(name: str, folder: str) -> str:
    """The file of a profile: a shipped one's by its name, else a path seen from `folder`.

    Raises ConfigError where there is none.
    """
    known = names()
    if name in known:
        return known[name]
    path = os.path.normpath(os.path.join(folder, name))
    if os.path.isfile(path):
        return path
    near = NOTHING if _is_path(name) else did_you_mean(name, known)
    raise ConfigError(
        Message(
            f"没有“{name}”这个文件或口径{near.zh}（自带的口径：{'、'.join(sorted(known))}）",
            f"no file or profile {name!r}{near.en} (shipped profiles: {', '.join(sorted(known))})",
        )
    )


def _is_path(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) or "/" in name or os.sep in name
