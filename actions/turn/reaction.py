"""The reactions that the bot gives. Telegram takes these emoji and no others that it does not list."""

from enum import StrEnum


class Reaction(StrEnum):
    """What a reaction to a message of the customer says."""

    SEEN = "👌"  # it was read and added
    AGREED = "👍"
    THANKS = "❤"
    SORRY = "😢"
