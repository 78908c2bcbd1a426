"""The closed sets that both sides of the wall agree on. Standard library only; runs on Python 3.10 too."""

from enum import Enum


class Intent(str, Enum):
    """What a customer's message is, by what the service should do next (data/nlu/GUIDE.md)."""

    INQUIRY = "inquiry"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    GREET = "greet"
    THANKS = "thanks"
    BYE = "bye"
    HUMAN = "human"
    OUT_OF_SCOPE = "out_of_scope"

    def __str__(self) -> str:
        return self.value


MAIN_INTENTS = (Intent.INQUIRY, Intent.COMPLAINT, Intent.PRAISE)
SERVICE_INTENTS = (Intent.GREET, Intent.THANKS, Intent.BYE, Intent.HUMAN, Intent.OUT_OF_SCOPE)


class Language(str, Enum):
    """Languages that Huifang speaks."""

    ZH = "zh"
    EN = "en"

    def __str__(self) -> str:
        return self.value
