"""The names in a text that stand for people, as a call gives them. Other entities are not taken."""

from collections.abc import Callable

from bot.sandbox.methods.call_arguments import Arguments
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.payloads import Json, whole_number
from bot.sandbox.server.people import SandboxCustomer
from bot.sandbox.server.text_entities import units

TEXT_MENTION = "text_mention"
People = Callable[[int], SandboxCustomer | None]
"""Returns the person with an id, or None where the bot has never met them."""


def given_entities(arguments: Arguments, name: str, text: str, people: People) -> list[Json]:
    """Return the `MessageEntity` objects of this name, in their order.

    As with Telegram, a person whom the bot has never met is dropped without a word.

    Raises:
        BadRequest: an entity is of another kind, names no user, or does not fit the text.
    """
    given = arguments.decoded(name) or []
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise BadRequest(f"can't parse {name}: expected an Array of Objects")
    found = [(each, _person(each, name, people)) for each in given]
    kept = [_placed(each, text) | {"user": person.as_user()} for each, person in found if person is not None]
    return sorted(kept, key=lambda each: int(each["offset"]))


def _person(entity: Json, name: str, people: People) -> SandboxCustomer | None:
    if entity.get("type") != TEXT_MENTION:
        raise BadRequest(f"unsupported {name}: the sandbox takes plain text with {TEXT_MENTION} only")
    user = entity.get("user")
    number = whole_number(user.get("id")) if isinstance(user, dict) else None
    if number is None:
        raise BadRequest("can't parse MessageEntity: can't find field \"user\"")
    return people(number)


def _placed(entity: Json, text: str) -> Json:
    """Return the place of an entity; white space before the text is not counted, since it is dropped."""
    offset, length = whole_number(entity.get("offset")), whole_number(entity.get("length"))
    if offset is None or length is None:
        raise BadRequest('can\'t parse MessageEntity: can\'t find field "offset" or "length"')
    for word, number in (("offset", offset), ("length", length)):
        if number < 0:
            raise BadRequest(f"receive an entity with incorrect {word} {number}")
    end = offset + length
    if end > units(text):
        raise BadRequest(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 "
            f"offset {end}"
        )
    encoded = text.encode("utf-16-le")
    for place in (offset, end):
        if _is_inside_a_symbol(encoded, place):
            raise BadRequest("entity begins or ends in a middle of a UTF-16 symbol")
    return {"type": TEXT_MENTION, "offset": offset - units(text) + units(text.lstrip()), "length": length}


def _is_inside_a_symbol(encoded: bytes, place: int) -> bool:
    """Return whether the unit at this place is the second of two that are one symbol."""
    unit = int.from_bytes(encoded[2 * place : 2 * place + 2], "little")
    return unit in range(0xDC00, 0xE000)
