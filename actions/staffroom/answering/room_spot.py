"""Where a member of staff does something in a room: who, in the topic of which customer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.canned import CannedReply
from actions.settings.house import House
from actions.staffroom.room.room_texts import room_text
from actions.staffroom.room.room_voice import say_in_room, show_receipt
from store.models.cases import OPEN_STATUSES, Case
from store.models.conversations import Conversation
from store.models.staff import Staff
from store.models.staff_rooms import CustomerTopic, Receipt, StaffRoom
from store.queries.not_found import NotFound
from store.queues.button import Button


@dataclass(frozen=True, slots=True)
class RoomSpot:
    """A tied member in a topic, within one transaction. `number` is that of the message they wrote.

    `is_left` says that the message is in a topic that is gone, or in a group that has another id by now.
    """

    session: AsyncSession
    now: datetime
    house: House
    canned: tuple[CannedReply, ...]
    room: StaffRoom
    topic: CustomerTopic
    staff: Staff
    number: int | None = None
    is_left: bool = False

    def text(self, name: str, /, **values: object) -> str:
        """Return a text of the room in the language of the house."""
        return room_text(self.house.language, name, **values)

    async def answer(self, text: str, buttons: tuple[tuple[Button, ...], ...] = ()) -> None:
        """Say something to the member, as a reply to what they wrote.

        If that is gone, name the member and the customer; without a topic, this is said in General.
        """
        number = self.number
        if self.is_left:
            customer = self.topic.customer_id
            text = self.text("left_topic", name=self.staff.name, customer=customer, reason=text)
            number, buttons = None, ()
        await say_in_room(
            self.session, self.room, text, self.now, topic=self.topic, reply_to=number, buttons=buttons
        )

    async def refuse(self, text: str) -> None:
        """Say why what the member wrote was not done, and show it at their message."""
        await self.show(Receipt.FAILED)
        await self.answer(text)

    async def show(self, receipt: Receipt) -> None:
        """React to what the member wrote; a press has no message to react to, and one may be gone."""
        if self.number is not None and not self.is_left:
            await show_receipt(self.session, self.room, self.number, receipt, self.now)

    async def conversation_id(self) -> int:
        """Return the customer's newest conversation.

        Raises:
            NotFound: there is none.
        """
        newest = select(Conversation.id).where(Conversation.customer_id == self.topic.customer_id)
        found = await self.session.scalar(newest.order_by(Conversation.id.desc()).limit(1))
        if found is None:
            raise NotFound("conversation", self.topic.customer_id)
        return found

    async def open_case(self) -> Case | None:
        """Return the customer's newest open case."""
        case: Case | None = await self.session.scalar(
            select(Case)
            .where(Case.customer_id == self.topic.customer_id, Case.status.in_(OPEN_STATUSES))
            .order_by(Case.id.desc())
            .limit(1)
        )
        return case

    async def colleague(self) -> str:
        """Return the name of who answers in the customer's newest conversation; "" for the bot."""
        name = await self.session.scalar(
            select(Staff.name)
            .join(Conversation, Conversation.assignee_id == Staff.id)
            .where(Conversation.id == await self.conversation_id())
        )
        return name or ""
