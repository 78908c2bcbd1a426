"""Commands in a topic: what staff do in the console, with the same permissions."""

from collections.abc import Awaitable, Callable, Mapping

from sqlalchemy import func, select

from actions.answers.showing.answer_message import CLIP
from actions.casework.case_steps import assign, move, prioritise
from actions.casework.filing.snoozing import snooze, wake
from actions.casework.filing.wake_times import SnoozeSpan, wake_time
from actions.casework.handover import hand_back, take_over
from actions.casework.refusals import (
    IsMerged,
    IsSettled,
    NoSuchReason,
    NotYours,
    OutOfReach,
    Unanswered,
)
from actions.casework.settling import settle
from actions.casework.suggested_answers import suggested_answers
from actions.customers.blocking import block, unblock
from actions.staff.permissions import Permission, is_allowed
from actions.staffroom.answering.canned_previews import offer_replies, preview_reply
from actions.staffroom.answering.room_edits import delete_reply
from actions.staffroom.answering.room_spot import RoomSpot
from actions.staffroom.topics.topic_buttons import PREFIX, preview_buttons
from actions.turn.incoming import CommandReceived
from store.models.cases import CaseStatus, Priority
from store.models.staff import Staff
from store.models.staff_rooms import Receipt
from store.queues.button import Button

RoomCommand = Callable[[RoomSpot, str], Awaitable[None]]


class CommandRefused(Exception):
    """The command cannot be obeyed; `text` says why."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


async def obey(spot: RoomSpot, command: CommandReceived) -> None:
    """Obey a command in the topic of a customer, and show that it was done by a reaction."""
    if command.name == "delete":
        await delete_reply(spot, command.ties.reply_to)
        return
    await run_command(spot, command.name, command.argument)


async def run_command(spot: RoomSpot, name: str, argument: str) -> bool:
    """Run a command by its name, or say why not; return whether it was done without an answer."""
    known = COMMANDS_OF_ROOM.get(name)
    if known is None:
        await spot.answer(spot.text("unknown_command"))
        return False
    permission, run = known
    if not is_allowed(spot.staff.role, permission):
        await spot.answer(spot.text("may_not"))
        return False
    try:
        await run(spot, argument.strip())
    except CommandRefused as exc:
        await spot.answer(exc.text)
    except NotYours:
        await spot.answer(spot.text("not_yours"))
    except OutOfReach:
        await spot.answer(spot.text("out_of_reach"))
    except IsSettled:
        await spot.answer(spot.text("is_settled"))
    except IsMerged:
        await spot.answer(spot.text("is_merged"))
    else:
        if name not in ANSWERED and not (name in OFFERING and _is_bare(argument)):
            await spot.show(Receipt.DELIVERED)
            return True
    return False


async def _take(spot: RoomSpot, argument: str) -> None:
    await take_over(spot.session, await spot.conversation_id(), spot.staff.id, spot.now, spot.house)


async def _back(spot: RoomSpot, argument: str) -> None:
    await hand_back(spot.session, await spot.conversation_id(), spot.staff.id, spot.now, spot.house)


async def _settle(spot: RoomSpot, argument: str) -> None:
    """Settle the case; without a reason, ask for one by buttons."""
    case_id = await _case_id(spot)
    words, _, why = argument.partition("//")
    reasons = {key: names[spot.house.language] for key, names in spot.house.settle_reasons.items()}
    if _is_bare(argument):
        rows = tuple((Button(name, f"{PREFIX}settle {key}"),) for key, name in reasons.items())
        case = await spot.open_case()
        await spot.answer(spot.text("choose_reason", reference=case.reference if case else ""), rows)
        return
    wanted = words.strip().casefold()
    key = next((key for key, name in reasons.items() if wanted in {key.casefold(), name.casefold()}), "")
    try:
        await settle(
            spot.session,
            case_id,
            spot.staff.id,
            spot.now,
            spot.house,
            reason=key,
            argument=why.strip() or None,
        )
    except NoSuchReason as exc:
        listed = ", ".join(f"{key} ({name})" for key, name in reasons.items())
        raise CommandRefused(spot.text("no_such_reason", reasons=listed)) from exc
    except Unanswered as exc:
        raise CommandRefused(spot.text("unanswered", reason=key)) from exc


def _is_bare(argument: str) -> bool:
    return not argument.partition("//")[0].strip()


async def _wait(spot: RoomSpot, argument: str) -> None:
    await move(spot.session, await _case_id(spot), CaseStatus.WAITING, spot.staff.id, spot.now, spot.house)


async def _snooze(spot: RoomSpot, argument: str) -> None:
    """Take the case out of the queue; without a span, ask for one by buttons."""
    case_id = await _case_id(spot)
    spans = {each.value: each for each in SnoozeSpan}
    if not argument:
        rows = tuple((Button(spot.text(f"span_{each}"), f"{PREFIX}snooze {each}"),) for each in spans)
        await spot.answer(spot.text("choose_span"), rows)
        return
    span = spans.get(argument.casefold())
    if span is None:
        raise CommandRefused(spot.text("no_such_span", spans=", ".join(spans)))
    until = wake_time(span, spot.now, spot.house.calendar)
    await snooze(spot.session, case_id, until, spot.staff.id, spot.now)


async def _wake(spot: RoomSpot, argument: str) -> None:
    await wake(spot.session, await _case_id(spot), spot.staff.id, spot.now)


async def _assign(spot: RoomSpot, argument: str) -> None:
    member = await spot.session.scalar(
        select(Staff.id).where(func.lower(Staff.name) == argument.lower(), Staff.disabled_at.is_(None))
    )
    if member is None:
        raise CommandRefused(spot.text("no_such_member"))
    await assign(spot.session, await _case_id(spot), member, spot.staff.id, spot.now)


async def _priority(spot: RoomSpot, argument: str) -> None:
    priorities = {each.value: each for each in Priority}
    priority = priorities.get(argument.casefold())
    if priority is None:
        raise CommandRefused(spot.text("no_such_priority", priorities=", ".join(priorities)))
    await prioritise(spot.session, await _case_id(spot), priority, spot.staff.id, spot.now)


async def _canned(spot: RoomSpot, argument: str) -> None:
    if argument:
        await preview_reply(spot, argument)
    else:
        await offer_replies(spot)


async def _answers(spot: RoomSpot, argument: str) -> None:
    """Show each answer of the business to the last question, with a button that sends it."""
    suggested = await suggested_answers(spot.session, await spot.conversation_id(), spot.now, spot.house)
    if not suggested:
        raise CommandRefused(spot.text("no_answers"))
    for each in suggested:
        buttons = preview_buttons(spot.house.language, f"answer {each.showing_id}")
        text = "\n".join((each.text, *(f"{CLIP}{file.name}" for file in each.files)))
        await spot.answer(spot.text("preview", text=text), buttons)


async def _block(spot: RoomSpot, argument: str) -> None:
    await block(spot.session, spot.topic.customer_id, spot.staff.id, spot.now)


async def _unblock(spot: RoomSpot, argument: str) -> None:
    await unblock(spot.session, spot.topic.customer_id, spot.staff.id, spot.now)


async def _help(spot: RoomSpot, argument: str) -> None:
    await spot.answer(spot.text("help"))


async def _case_id(spot: RoomSpot) -> int:
    case = await spot.open_case()
    if case is None:
        raise CommandRefused(spot.text("no_case"))
    return case.id


COMMANDS_OF_ROOM: Mapping[str, tuple[Permission, RoomCommand]] = {
    "take": (Permission.TALK, _take),
    "back": (Permission.TALK, _back),
    "settle": (Permission.WORK_ON_CASES, _settle),
    "wait": (Permission.WORK_ON_CASES, _wait),
    "snooze": (Permission.WORK_ON_CASES, _snooze),
    "wake": (Permission.WORK_ON_CASES, _wake),
    "assign": (Permission.WORK_ON_CASES, _assign),
    "priority": (Permission.WORK_ON_CASES, _priority),
    "c": (Permission.TALK, _canned),
    "a": (Permission.TALK, _answers),
    "block": (Permission.BLOCK_CUSTOMERS, _block),
    "unblock": (Permission.BLOCK_CUSTOMERS, _unblock),
    "help": (Permission.READ_CONVERSATIONS, _help),
}
# What is answered by a message needs no reaction.
ANSWERED = ("c", "a", "help")
# Without an argument, these offer their choices as buttons.
OFFERING = ("settle", "snooze")
