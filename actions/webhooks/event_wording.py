"""How events are put into words: where the console is, and the language and time zone of the house."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from nlu.contract.labels import Language

UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class EventWording:
    """`console` is the address of the console for links, None where it is not known."""

    console: str | None = None
    language: Language = Language.EN
    zone: ZoneInfo = UTC
