"""The buttons in a topic."""

from actions.staffroom.answering.room_commands import COMMANDS_OF_ROOM
from actions.staffroom.topics.topic_buttons import DISCARD, PREFIX, card_buttons, preview_buttons
from nlu.contract.labels import Language


def test_each_button_of_the_card_is_a_command() -> None:
    names = {button.data.removeprefix(PREFIX) for row in card_buttons(Language.ZH) for button in row}
    assert names == {"take", "back", "settle", "c", "a", "block"}
    assert names <= set(COMMANDS_OF_ROOM)


def test_preview_is_sent_or_discarded() -> None:
    [row] = preview_buttons(Language.EN, "send thanks")
    assert [(each.text, each.data) for each in row] == [("Send", "room:send thanks"), ("Discard", DISCARD)]
