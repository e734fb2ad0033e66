"""What a run was asked to do; every command builds one of these and hands it down."""

from typing import Any, NamedTuple

from perfcheck.finding import SEVERITIES

STAGES = ("申报", "审核", "公开")
LANGUAGES = ("zh", "en")
FAIL_ON = (*SEVERITIES, "never")


class Setting(NamedTuple):
    """What a file sets for a rule or a word list of this name; `file` is where a mistake is.

    `written` is the name as the file has it, where that is an earlier id of the rule.
    """

    name: str
    content: Any
    file: str
    written: str = ""


class Options(NamedTuple):
    """The settings of a run, after command line and configuration were laid over the defaults.

    `select` and `ignore` take rule ids, families or tags; `rules` and `kinds` are paths of an
    office's own files; `what_if` holds (name, printed value) pairs that replace what a form says;
    `min_coverage` is the share of the text that must be understood to vouch for a form.
    `explanations` is the file of them (none: the one beside each form), `baseline` the findings
    that are known, `since` the report of an earlier run. `overrides` are
    keys of rules, `words` word lists that stand in place of the shipped ones, the nearest last;
    `statistics` asks what each rule did and how long it took; `profile` names the profile that
    lies under these settings; `jobs` is how many processes may work on the files.
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
    together: bool = False
    explanations: str | None = None
    baseline: str | None = None
    since: str | None = None
    overrides: tuple[Setting, ...] = ()
    words: tuple[Setting, ...] = ()
    statistics: bool = False
    profile: str | None = None
    jobs: int = 1
