"""Where the shipped rules and kinds lie, and where an office's own are kept once compiled."""

import os
import sys
from collections.abc import Iterator, Sequence

from perfcheck import __version__

PACKAGE = os.path.dirname(os.path.abspath(__file__))


def rules_folder() -> str:
    """The folder of the shipped rules: in the wheel inside the package, in a checkout beside it."""
    inside = os.path.join(PACKAGE, "rules")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(PACKAGE), "rules")


def kinds_folder() -> str:
    """The folder of the shipped kinds."""
    return os.path.join(PACKAGE, "kinds")


def yaml_files(paths: Sequence[str]) -> Iterator[str]:
    """Every YAML file of `paths`, folders searched recursively, in a stable order."""
    for path in paths:
        if os.path.isdir(path):
            for folder, folders, names in os.walk(path):
                folders.sort()
                for name in sorted(names):
                    if name.endswith((".yaml", ".yml")) and not name.startswith("."):
                        yield os.path.join(folder, name)
        else:
            yield path


def cache_file(digest: str) -> str | None:
    """Where compiled rules with this digest are kept; None where no private folder can be had.

    Loading the file runs it, so the folder must belong to the user and be closed to all others.
    """
    root = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    if os.name == "nt":
        root = os.environ.get("LOCALAPPDATA") or root
    folder = os.path.join(root, "perfcheck")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        state = os.stat(folder)
    except OSError:
        return None
    if os.name != "nt" and (state.st_uid != os.getuid() or state.st_mode & 0o022):
        return None
    tag = sys.implementation.cache_tag or "python"
    return os.path.join(folder, f"{digest}-{__version__}-{tag}.bin")
