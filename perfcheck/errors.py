"""What can go wrong with an input of perfcheck: found, expected, and what to do about it."""

from perfcheck.messages import Language, Message
from perfcheck.source import Span


class PerfcheckError(Exception):
    """A problem that the person at the keyboard can mend; never a defect of a form."""

    def __init__(self, message: Message, file: str = "", span: Span | None = None) -> None:
        super().__init__(message.text("en"))
        self.message = message
        self.file = file
        self.span = span

    def text(self, language: Language) -> str:
        """Say what is wrong, with file and line in front where they are known."""
        place = self.file + (f":{self.span.line}:{self.span.column}" if self.span else "")
        said = self.message.text(language)
        return f"{place}: {said}" if place else said


class ReadError(PerfcheckError):
    """A document whose bytes could not be turned into text and cells."""


class NoFormError(ReadError):
    """A document that was read, and that no kind knows as a form."""


class ExtraError(ReadError):
    """A file or report that needs a package which is not installed; the message says which."""


class KindError(PerfcheckError):
    """A kind file (a form's layout and vocabulary) that is not well formed."""


class RuleError(PerfcheckError):
    """A rule file that is not well formed, or whose expression makes no sense."""


class ConfigError(PerfcheckError):
    """A configuration or an option that cannot be obeyed."""
