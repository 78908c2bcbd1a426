"""What goes on in a talk when a text comes: it is read with the text, and helps to understand it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.talk_state import LastWords, TalkState
from store.models.address import Address
from store.models.cases import OPEN_STATUSES, Case
from store.models.conversations import Awaited, Conversation, Direction, Message
from store.models.customers import Customer

# Written once, since every message needs them: building a statement costs as much as running it.
TALK = (
    select(Conversation)
    .join(Customer, Customer.id == Conversation.customer_id)
    .where(Customer.account == bindparam("of_account"))
    .order_by(Conversation.id.desc())
    .limit(1)
)
STATUSES = select(Case.status).where(
    Case.customer_id == bindparam("of_customer"),
    or_(Case.status.in_(OPEN_STATUSES), Case.settled_at >= bindparam("since")),
)
MOST_FRAGMENTS = 3
STRANGER = TalkState()
SAID_WITH = {
    Awaited.WITHDRAWAL: LastWords.YES_NO_QUESTION,
    Awaited.REOPENING: LastWords.YES_NO_QUESTION,
    Awaited.ORDER_NUMBER: LastWords.OPEN_QUESTION,
    Awaited.MATTER: LastWords.OPEN_QUESTION,
    Awaited.SURVEY_TEXT: LastWords.SURVEY,
    Awaited.HELPED: LastWords.YES_NO_QUESTION,
    Awaited.CHOICE: LastWords.ANSWER,
}


@dataclass(frozen=True, slots=True)
class TalkContext:
    """The state of the talk, and what the customer wrote before that is not understood yet."""

    state: TalkState = STRANGER
    unclear: str = ""

    def with_unclear(self, text: str) -> str | None:
        """Return the text together with what was unclear before; None where nothing was."""
        return f"{self.unclear}, {text}" if self.unclear else None


async def read_context(
    session: AsyncSession, account: Address, now: datetime, reopening: timedelta
) -> TalkContext:
    """Return the context of the next text of this account; a stranger's has none."""
    talk = await session.scalar(TALK, {"of_account": account})
    if talk is None:
        return TalkContext()
    found = await session.scalars(STATUSES, {"of_customer": talk.customer_id, "since": now - reopening})
    statuses = set(found)
    state = TalkState(
        said=LastWords.ANSWER if talk.awaited is None else SAID_WITH[talk.awaited],
        matter_open=any(status in OPEN_STATUSES for status in statuses),
        settled_lately=any(status not in OPEN_STATUSES for status in statuses),
    )
    return TalkContext(state, await _unclear(session, talk))


async def _unclear(session: AsyncSession, talk: Conversation) -> str:
    """The words that are not understood yet, in order."""
    if talk.unclear_from is None:
        return ""
    texts = await session.scalars(
        select(Message.text)
        .where(
            Message.conversation_id == talk.id,
            Message.direction == Direction.IN,
            Message.id >= talk.unclear_from,
            Message.sure.is_(False),
            Message.text.is_not(None),
        )
        .order_by(Message.id)
        .limit(MOST_FRAGMENTS)
    )
    return ", ".join(text for text in texts if text)
