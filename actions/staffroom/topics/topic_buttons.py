"""The buttons in a topic, and what their data mean."""

from actions.staffroom.room.room_texts import room_text
from nlu.contract.labels import Language
from store.queues.button import Button

PREFIX = "room:"
DISCARD = f"{PREFIX}discard"


def card_buttons(language: Language) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons below the card of a customer; each does what the command of its name does."""
    rows = (("take", "back", "settle"), ("c", "a", "block"))
    names = {"c": "replies", "a": "answers"}
    return tuple(
        tuple(Button(room_text(language, names.get(name, name)), f"{PREFIX}{name}") for name in row)
        for row in rows
    )


def preview_buttons(language: Language, sending: str) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons below a preview: send it, or discard it. To change it, one writes one's text."""
    return (
        (
            Button(room_text(language, "send"), f"{PREFIX}{sending}"),
            Button(room_text(language, "discard"), DISCARD),
        ),
    )
