"""Ready replies in a topic: chosen by a button, shown as the customer would read them, then sent or not."""

from sqlalchemy import select

from actions.casework.canned import CannedReply
from actions.casework.staff_turn import turn_of
from actions.staffroom.answering.room_spot import RoomSpot
from actions.staffroom.topics.topic_buttons import PREFIX, preview_buttons
from actions.turn.chinese_form import ChineseForm
from store.models.conversations import Conversation
from store.models.customers import Customer
from store.queues.button import Button


async def offer_replies(spot: RoomSpot) -> None:
    """Show all ready replies as buttons."""
    rows = tuple((Button(each.title[spot.house.language], f"{PREFIX}c {each.key}"),) for each in spot.canned)
    await spot.answer(spot.text("choose_reply"), rows)


async def preview_reply(spot: RoomSpot, key: str) -> None:
    """Show a ready reply, with buttons that send or discard it; to change it, one writes one's own."""
    reply = find_reply(spot, key)
    if reply is None:
        await spot.answer(no_such_reply(spot))
        return
    text = await filled_reply(spot, reply)
    await spot.answer(
        spot.text("preview", text=text), preview_buttons(spot.house.language, f"send {reply.key}")
    )


def find_reply(spot: RoomSpot, key: str) -> CannedReply | None:
    """Return the ready reply of this name."""
    return next((each for each in spot.canned if each.key == key), None)


def no_such_reply(spot: RoomSpot) -> str:
    """Return what is said where there is no ready reply of a name, with the names that there are."""
    return spot.text("no_such_reply", keys=", ".join(each.key for each in spot.canned))


async def filled_reply(spot: RoomSpot, reply: CannedReply) -> str:
    """Return a ready reply in the customer's language, with what it leaves open filled in."""
    conversation = await spot.session.scalar(
        select(Conversation).where(Conversation.id == await spot.conversation_id())
    )
    customer = await spot.session.get_one(Customer, spot.topic.customer_id)
    language, form = spot.house.language, ChineseForm.SIMPLIFIED
    if conversation is not None:
        turn = await turn_of(spot.session, conversation, spot.now, spot.house)
        language, form = turn.language, turn.form
    case = await spot.open_case()
    values = {
        "name": customer.first_name or "",
        "reference": (case.reference or "") if case else "",
        "staff": spot.staff.name,
    }
    return reply.filled(language, values, form)
