"""What a run was asked to do; every command builds one of these and hands it down."""

from typing import NamedTuple

from perfcheck.finding import SEVERITIES

STAGES = ("申报", "审核", "公开")
FAIL_ON = (*SEVERITIES, "never")


class Options(NamedTuple):
    """The settings of a run, after command line and configuration were laid over the defaults.

    `select` and `ignore` take rule ids, families or tags; `rules` and `kinds` are paths of an
    office's own files; `what_if` holds (name, printed value) pairs that replace what a form says;
    `min_coverage` is the share of the text that must be understood to vouch for a form.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    kind: str | None = None
    year: int | None = None
    encoding: str | None = None
    fail_on: str = "error"
    min_coverage: float = 0.6
    stage: str | None = None
    what_if: tuple[tuple[str, str], ...] = ()
    cache: bool = True
