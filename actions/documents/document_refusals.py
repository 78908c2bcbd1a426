"""Why a change to the settings is refused, named by what the caller must do.

SettingsRefused
├── NoSuchDraft       read again what is there: the draft was published or discarded, or another was saved
├── DraftIsWrong      correct it: the checker names its mistakes
└── EditionHasMoved   check again: what the draft was checked with is no longer in force
"""


class SettingsRefused(Exception):
    """A change that is not made; nothing was written."""


class NoSuchDraft(SettingsRefused):
    """There is no such version, or it is no draft."""

    def __init__(self, document: str, number: int) -> None:
        super().__init__(f"{document}: version {number} is no draft")
        self.document = document
        self.number = number


class DraftIsWrong(SettingsRefused):
    """The text has mistakes."""


class EditionHasMoved(SettingsRefused):
    """Other settings were published since the draft was checked."""
