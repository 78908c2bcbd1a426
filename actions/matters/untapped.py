"""Messages that stay unclear: after the waiting time a case opens for staff, so that nothing is lost."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.opening import case_reference, open_case
from actions.casework.staff_turn import is_in_reach, turn_with
from actions.matters.unclear import forget_unclear, take_into
from actions.settings.house import House
from actions.settings.replies import Reply
from actions.turn.promise import promised_time
from store.engine.database import Database
from store.models.cases import CaseKind
from store.models.conversations import Conversation, Message, Mode
from store.models.customers import Customer

# A shorter wait counts on the clock: it is for trying things out.
SHORTEST_OF_BUSINESS = timedelta(minutes=1)


async def check_untapped(database: Database, now: datetime, house: House) -> int:
    """Open a case for each message that stayed unclear for the waiting time; return how many."""
    wait = house.matters.unclear
    async with database.reading() as session:
        waiting = await session.execute(
            select(Conversation.id, Conversation.unclear_since)
            .where(Conversation.unclear_since.is_not(None), Conversation.unclear_since <= now - wait)
            .order_by(Conversation.unclear_since)
        )
        due = [number for number, since in waiting.tuples() if since and is_over(since, now, house)]
    count = 0
    for number in due:
        async with database.transaction() as session:
            count += await _hand_to_staff(session, number, now, house)
    return count


def is_over(since: datetime, now: datetime, house: House) -> bool:
    """Return whether the waiting time is over: business time, unless it is shorter than a minute."""
    wait = house.matters.unclear
    return (since + wait if wait < SHORTEST_OF_BUSINESS else house.calendar.after(since, wait)) <= now


async def _hand_to_staff(session: AsyncSession, number: int, now: datetime, house: House) -> bool:
    """Open the case, unless the matter became clear meanwhile or another worker opens it now."""
    talk = await session.scalar(
        select(Conversation)
        .where(Conversation.id == number, Conversation.unclear_since.is_not(None))
        .with_for_update(skip_locked=True)
    )
    if talk is None:
        return False
    customer = await session.get_one(Customer, talk.customer_id)
    turn = await turn_with(session, customer, now, house)
    if turn.conversation.id != talk.id or talk.mode is Mode.STAFF:
        talk.unclear_from = talk.unclear_since = None  # a person sees it, or it is long past
        return False
    message = await session.get(Message, talk.unclear_from)
    case = await open_case(turn, CaseKind.UNCLEAR, message)
    talk.matter_id = case.id
    await take_into(turn, case)
    forget_unclear(turn)
    if is_in_reach(customer):
        due = promised_time(turn, case.due_at)
        await turn.say(turn.text(Reply.UNCLEAR_CASE, reference=case_reference(case), due=due))
    return True
