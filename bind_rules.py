"""Build hook: turn rules/ and kinds/ into the modules that an installed perfcheck imports."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BindRules(BuildHookInterface[Any]):
    """Writes the generated modules into the wheel; an editable install binds on first use."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from perfcheck.library import write_shipped

        for name in write_shipped(self.directory):
            build_data["force_include"][str(Path(self.directory) / name)] = f"perfcheck/{name}"
