"""Buttons in a topic: those of the card do what the commands do, those of a preview send it."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.handover import reply
from actions.casework.refusals import NotYours, OutOfReach
from actions.casework.suggested_answers import send_suggested
from actions.staff.permissions import Permission, is_allowed
from actions.staffroom.answering.canned_previews import filled_reply, find_reply, no_such_reply
from actions.staffroom.answering.room_commands import run_command
from actions.staffroom.answering.room_spot import RoomSpot
from actions.staffroom.room.room_voice import queue_in_room
from actions.staffroom.topics.topic_buttons import DISCARD, PREFIX
from actions.turn.incoming import ButtonPressed
from store.models.queues import OutboxAction
from store.models.staff_rooms import StaffRoom
from store.queries.not_found import NotFound
from store.queues import outbox
from store.queues.outgoing import Outgoing

SENDING = ("send", "answer")
LONGEST_NUMBER = 18  # digits that 64 bits hold


async def take_press(spot: RoomSpot, press: ButtonPressed) -> None:
    """Do what a button says, and stop its spinner with a notice."""
    name, _, argument = press.data.removeprefix(PREFIX).partition(" ")
    notice = ""
    if press.data == DISCARD:
        notice = spot.text("discarded")
    elif name in SENDING:
        notice = await _send(spot, name, argument)
    else:
        # A press is no message that could be reacted to.
        is_done = await run_command(replace(spot, number=None), name, argument)
        notice = spot.text("done") if is_done else ""
    await answer_press(spot.session, spot.room, press, notice, spot.now)
    if press.data == DISCARD or name in SENDING:
        # With its topic, so that erasure finds it.
        done = Outgoing(
            spot.room.address,
            OutboxAction.EDIT,
            notice,
            target=press.message_id,
            topic=spot.topic.thread,
        )
        await queue_in_room(spot.session, spot.room, done, spot.now)


async def answer_press(
    session: AsyncSession, room: StaffRoom, press: ButtonPressed, notice: str, now: datetime
) -> None:
    """Stop the spinner of a button, with a notice for the member."""
    tap = Outgoing(room.address, OutboxAction.ANSWER_TAP, notice, tap=press.tap_id)
    await outbox.add(session, tap, now)


async def _send(spot: RoomSpot, name: str, argument: str) -> str:
    """Send what was shown, and return what the member is told."""
    if not is_allowed(spot.staff.role, Permission.TALK):
        return spot.text("may_not")
    conversation = await spot.conversation_id()
    try:
        if name == "answer":
            if not argument.isdecimal() or len(argument) > LONGEST_NUMBER:  # only a forged press
                return spot.text("no_answers")
            await send_suggested(
                spot.session, conversation, int(argument), spot.staff.id, spot.now, spot.house
            )
        else:
            ready = find_reply(spot, argument)
            if ready is None:
                return no_such_reply(spot)
            text = await filled_reply(spot, ready)
            await reply(spot.session, conversation, text, spot.staff.id, spot.now, spot.house, take=True)
    except NotYours:
        return spot.text("colleague_answers", name=await spot.colleague())
    except OutOfReach:
        return spot.text("out_of_reach")
    except NotFound:
        return spot.text("no_answers")
    return spot.text("done")
