"""What perfcheck says to people, in both of its languages at once."""

from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Message(NamedTuple):
    """One sentence in Chinese and in English; whoever renders it chooses."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        """Return the sentence in `language`; Chinese stands in where English was not given."""
        return self.zh if language == "zh" or not self.en else self.en


NOTHING = Message("", "")
