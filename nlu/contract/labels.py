"""The closed sets that the application and the Rasa side agree on. Runs on Python 3.10 too."""

from enum import Enum


class Intent(str, Enum):
    """The kind of a customer's message, by what the service should do next (data/nlu/GUIDE.md)."""

    INQUIRY = "inquiry"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    GREET = "greet"
    THANKS = "thanks"
    BYE = "bye"
    HUMAN = "human"
    OUT_OF_SCOPE = "out_of_scope"
    FOLLOW_UP = "follow_up"
    WITHDRAW = "withdraw"
    ACKNOWLEDGE = "acknowledge"
    OPT_OUT = "opt_out"

    def __str__(self) -> str:
        return self.value


MAIN_INTENTS = (Intent.INQUIRY, Intent.COMPLAINT, Intent.PRAISE)


class Aspect(str, Enum):
    """What a message speaks of: the seven Ps of service marketing and what the customer is told."""

    PRODUCT = "product"
    PRICE = "price"
    PLACE = "place"  # delivery and the way to the service
    PROMOTION = "promotion"
    PEOPLE = "people"
    PROCESS = "process"
    SURROUNDINGS = "surroundings"
    INFORMATION = "information"

    def __str__(self) -> str:
        return self.value


class Language(str, Enum):
    """Languages that Huifang speaks."""

    ZH = "zh"
    EN = "en"

    def __str__(self) -> str:
        return self.value
