"""/forget: after a second look, everything about the customer is erased."""

from datetime import UTC, datetime, timedelta

from actions.rights.erasure import erase_customer
from actions.settings.replies import Reply
from actions.turn.incoming import ButtonPressed, Forged
from actions.turn.turn import Turn
from store.queues.button import Button

PREFIX = "f:"
NO = f"{PREFIX}no"
# A button that is found again much later must not erase what has grown since.
GOOD_FOR = timedelta(hours=1)


async def ask_to_forget(turn: Turn, argument: str) -> None:
    """Say what will be gone, and ask once more."""
    yes = f"{PREFIX}{int(turn.now.timestamp())}"
    row = (Button(turn.text(Reply.FORGET_YES), yes), Button(turn.text(Reply.FORGET_NO), NO))
    await turn.say(turn.text(Reply.FORGET_ASK), (row,))


async def forget_by_button(turn: Turn, pressed: ButtonPressed) -> None:
    """Erase, or leave everything as it is.

    Raises:
        Forged: we never asked so.
    """
    if pressed.data == NO:
        await turn.answer_tap(pressed.tap_id)
        await turn.edit(pressed.message_id, turn.text(Reply.FORGET_KEPT))
        return
    if not timedelta(0) <= turn.now - _asked_at(pressed.data) <= GOOD_FOR:
        await turn.answer_tap(pressed.tap_id, turn.text(Reply.BUTTON_STALE))
        return
    await erase_customer(turn.session, turn.customer.id, f"customer:{turn.customer.id}", turn.now)
    await turn.answer_tap(pressed.tap_id)
    await turn.edit(pressed.message_id, turn.text(Reply.FORGOTTEN))


def _asked_at(data: str) -> datetime:
    """When the question was put, to the second."""
    seconds = data.removeprefix(PREFIX)
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 12):
        raise Forged(data)
    return datetime.fromtimestamp(int(seconds), UTC)
