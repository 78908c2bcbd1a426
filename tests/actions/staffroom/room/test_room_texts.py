"""The texts of a room."""

import re

from actions.cases.alerts import OF_CASES
from actions.casework.filing.wake_times import SnoozeSpan
from actions.staffroom.room.room_rights import RoomLack
from actions.staffroom.room.room_texts import TEXTS, room_text
from nlu.contract.labels import Language
from store.models.cases import CaseKind, CaseStatus

PLACE = re.compile(r"\{(\w+)\}")


def test_both_languages_have_the_same_texts_and_places() -> None:
    zh, en = TEXTS[Language.ZH], TEXTS[Language.EN]
    assert {name: set(PLACE.findall(text)) for name, text in zh.items()} == {
        name: set(PLACE.findall(text)) for name, text in en.items()
    }


def test_every_composed_text_is_there() -> None:
    composed = {
        *(f"lack_{each.value}" for each in RoomLack),
        *(f"kind_{each.value}" for each in CaseKind),
        *(f"state_{each.value}" for each in CaseStatus),
        *(f"notice_{each}" for each in OF_CASES),
        *(f"span_{each.value}" for each in SnoozeSpan),
    }
    assert composed <= set(TEXTS[Language.EN])


def test_values_are_filled_in() -> None:
    assert room_text(Language.EN, "note", name="Ann", text="{odd}") == "📝 Ann: {odd}"
