"""/forget: after a second look, everything about the customer is erased."""

from datetime import UTC, datetime, timedelta

from actions.incoming import ButtonPressed
from actions.replies import Reply
from actions.rights.erasure import erase_customer
from actions.turn import Turn
from store.outbox import Button

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
    """Erase, or leave everything as it is."""
    if pressed.data == NO:
        await turn.answer_tap(pressed.tap_id)
        await turn.edit(pressed.message_id, turn.text(Reply.FORGET_KEPT))
        return
    if not _is_fresh(pressed.data.removeprefix(PREFIX), turn.now):
        await turn.answer_tap(pressed.tap_id, turn.text(Reply.BUTTON_STALE))
        return
    await erase_customer(turn.session, turn.customer.id, f"customer:{turn.customer.id}", turn.now)
    await turn.answer_tap(pressed.tap_id)
    await turn.edit(pressed.message_id, turn.text(Reply.FORGOTTEN))


def _is_fresh(asked_at: str, now: datetime) -> bool:
    if not (asked_at.isascii() and asked_at.isdigit() and len(asked_at) < 12):
        return False
    return timedelta(0) <= now - datetime.fromtimestamp(int(asked_at), UTC) <= GOOD_FOR + timedelta(seconds=1)
