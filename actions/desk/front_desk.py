"""The front desk: takes what came in from a chat and hands it to the right handler, in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.showing.question_search import NOT_SEARCHED, SearchedQuestion
from actions.casework.canned import CannedReply
from actions.commands import COMMANDS, find_command, unknown
from actions.customers.admission import is_admitted, usage_of
from actions.desk.edits import find_edited, revise
from actions.desk.evidence import keep_attachment
from actions.desk.held_reply import take_back
from actions.desk.messages import handle_message
from actions.desk.reachability import change_reachability
from actions.desk.taps import route_tap
from actions.desk.transcript import UNLABELLED, store_message
from actions.settings.house import House
from actions.staffroom.answering.room_desk import receive_in_group
from actions.turn.incoming import (
    AttachmentReceived,
    ButtonPressed,
    CommandReceived,
    Disposition,
    GroupChanged,
    Incoming,
    PersonalUpdate,
    ReachabilityChanged,
    TextEdited,
    TextReceived,
    Unhandled,
    words,
)
from actions.turn.open_conversation import find_or_create_customer, turn_of
from actions.turn.reading import NotUnderstood, Reading, Why, label_of
from actions.turn.turn import Turn
from store.models.conversations import MessageKind
from store.queues import queue_erasure
from store.queues.inbox import InboxUpdate


@dataclass(frozen=True, slots=True)
class ReadWords:
    """What was understood of the words of an update, and what was found for them."""

    reading: Reading
    searched: SearchedQuestion


async def receive(
    session: AsyncSession,
    item: InboxUpdate,
    incoming: Incoming,
    reading: Reading | None,
    now: datetime,
    searched: SearchedQuestion = NOT_SEARCHED,
    *,
    house: House,
    canned: tuple[CannedReply, ...] = (),
) -> Disposition:
    """Give an update its whole effect within this transaction, and say what becomes of it.

    `reading` is None where there is nothing to understand; `searched` is what the business knows about it.
    Of groups, only the staff room is ours; `canned` are the replies that staff have ready there.
    """
    if isinstance(incoming, Unhandled):
        return Disposition.DONE
    if isinstance(incoming, GroupChanged) or not incoming.origin.private:
        await receive_in_group(session, incoming, now, house, canned)
        return Disposition.DONE
    if isinstance(incoming, ReachabilityChanged):
        await change_reachability(session, incoming, now)
        return Disposition.DONE
    writer = await find_or_create_customer(session, incoming.origin, now)
    said = None if isinstance(incoming, ButtonPressed) else words(incoming)
    opened = await turn_of(session, writer, now, house, said)
    _enter_topic(opened, incoming)
    turn = replace(opened, usage=usage_of(session, writer, now), received_at=item.received_at)
    if not await is_admitted(turn, item, incoming):
        return Disposition.DONE
    return await _handle(turn, item, incoming, ReadWords(_in_order(item, reading), searched))


def _enter_topic(turn: Turn, incoming: Incoming) -> None:
    """Answer in the topic that the customer is in; a button that names none is in the same as before."""
    topic = None if isinstance(incoming, Unhandled) else incoming.origin.topic
    if topic is not None or not isinstance(incoming, ButtonPressed):
        turn.conversation.topic = topic


def _in_order(item: InboxUpdate, reading: Reading | None) -> Reading:
    """Queue up behind an earlier message of the chat that still waits to be understood."""
    return NotUnderstood(Why.UNAVAILABLE) if reading is None or item.is_behind else reading


async def _handle(
    turn: Turn,
    item: InboxUpdate,
    incoming: PersonalUpdate,
    read: ReadWords,
) -> Disposition:
    match incoming:
        case ButtonPressed():
            await route_tap(turn, incoming)
            if turn.is_forgotten:  # the tap itself names the customer
                await queue_erasure.erase_body(turn.session, item.id)
        case CommandReceived():
            return await _command(turn, item, incoming, read)
        case AttachmentReceived():
            return await _attachment(turn, item, incoming, read)
        case TextEdited():
            return await _edited(turn, item, incoming, read)
        case TextReceived():
            return await _text(turn, item, incoming, read)
    return Disposition.DONE


async def _text(turn: Turn, item: InboxUpdate, received: TextReceived, read: ReadWords) -> Disposition:
    is_own = received.ties.forwarded_from is None
    command = find_command(received.text) if is_own else None
    message = await store_message(
        turn,
        item,
        MessageKind.TEXT if command is None else MessageKind.COMMAND,
        message_id=received.message_id,
        sent_at=received.sent_at,
        text=received.text,
        ties=received.ties,
        label=label_of(read.reading, turn.house.confidence) if command is None else UNLABELLED,
    )
    await take_back(turn)
    if command is None:
        return await handle_message(turn, message, read.reading, read.searched)
    await command(turn, "")
    return Disposition.DONE


async def _command(turn: Turn, item: InboxUpdate, command: CommandReceived, read: ReadWords) -> Disposition:
    """Obey; what stands behind a command that we do not know is a message like any other."""
    said = words(command)
    is_message = said is not None and command.name not in COMMANDS
    message = await store_message(
        turn,
        item,
        MessageKind.TEXT if is_message else MessageKind.COMMAND,
        message_id=command.message_id,
        sent_at=command.sent_at,
        text=f"/{command.name} {said or ''}".rstrip(),
    )
    if is_message:
        return await handle_message(turn, message, read.reading, read.searched)
    await COMMANDS.get(command.name, unknown)(turn, command.argument)
    return Disposition.DONE


async def _attachment(
    turn: Turn, item: InboxUpdate, received: AttachmentReceived, read: ReadWords
) -> Disposition:
    message = await store_message(
        turn,
        item,
        received.kind,
        message_id=received.message_id,
        sent_at=received.sent_at,
        text=received.caption,
        details=received.details,
        ties=received.ties,
    )
    if received.caption:
        await take_back(turn)
        return await handle_message(turn, message, read.reading, read.searched)
    await keep_attachment(turn, message)
    return Disposition.DONE


async def _edited(turn: Turn, item: InboxUpdate, edited: TextEdited, read: ReadWords) -> Disposition:
    message = await find_edited(turn, edited)
    if message is not None and message.inbox_id != item.id:
        return await revise(turn, message, edited.text, read.reading, read.searched)
    message = await store_message(
        turn,
        item,
        MessageKind.TEXT,
        message_id=edited.message_id,
        sent_at=edited.edited_at,
        text=edited.text,
        ties=edited.ties,
    )
    return await handle_message(turn, message, read.reading, read.searched)
