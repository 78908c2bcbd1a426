"""Names in a text that stand for people: what Telegram takes, drops and refuses."""

from typing import Any

import pytest

from bot.sandbox.methods.call_arguments import Arguments
from bot.sandbox.methods.given_entities import given_entities
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.people import Persona, SandboxCustomer

ANN = SandboxCustomer(7, Persona("Ann"))
PEOPLE = {7: ANN}.get


def mention(offset: object, length: object, **more: object) -> dict[str, Any]:
    return {"type": "text_mention", "offset": offset, "length": length, "user": {"id": 7}, **more}


def read(text: str, *entities: object) -> list[dict[str, Any]]:
    return given_entities(Arguments({"entities": list(entities)}), "entities", text, PEOPLE)


def test_mention_has_the_profile_of_the_person() -> None:
    assert read("😀 Ann", mention(3, 3)) == [mention(3, 3, user=ANN.as_user())]


def test_mentions_come_in_their_order() -> None:
    assert [each["offset"] for each in read("Ann, Ann", mention(5, 3), mention(0, 3))] == [0, 5]


def test_person_whom_the_bot_has_never_met_is_dropped() -> None:
    assert read("Bo", mention(0, 2, user={"id": 8})) == []


def test_white_space_before_the_text_is_not_counted() -> None:
    assert [each["offset"] for each in read("  Ann", mention(2, 3))] == [0]


@pytest.mark.parametrize(
    ("entity", "refusal"),
    [
        ({"type": "bold", "offset": 0, "length": 3}, "unsupported entities"),
        (mention(0, 3, user={}), 'can\'t find field "user"'),
        (mention(0, 3, user="Ann"), 'can\'t find field "user"'),
        (mention(None, 3), 'can\'t find field "offset"'),
        (mention(-1, 3), "incorrect offset -1"),
        (mention(0, -1), "incorrect length -1"),
        (mention(3, 4), "ends after the end of the text at UTF-16 offset 7"),
        (mention(1, 2), "middle of a UTF-16 symbol"),
        (mention(0, 1), "middle of a UTF-16 symbol"),
        ("Ann", "expected an Array of Objects"),
    ],
)
def test_what_does_not_fit_is_refused(entity: object, refusal: str) -> None:
    with pytest.raises(BadRequest) as caught:
        read("😀 Ann", entity)
    assert refusal in caught.value.description
