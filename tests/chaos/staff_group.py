"""The staff room: customers who want a person, and a member of staff who answers them in their topics."""

import asyncio
import re
from dataclasses import dataclass, field
from functools import partial

from bot.sandbox.control.customer_moves import SentMessage
from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.server.event_feed import ChatEvent
from store.engine.database import Database
from tests.chaos.chats import Chats
from tests.chaos.errands import Errands
from tests.chaos.progress import Progress
from tests.chaos.room_script import AnswerPlan, VisitPlan, answer_plan, visit_plan
from tests.journeys.tied_room import tie_staff_room

MARK = re.compile(r"\[(\d+)-(\d+)\]")
PAUSE = 0.3
FULL = 10  # no customer comes while so much waits for the pace of the group
RECORDING = 1.5  # seconds until what has arrived is recorded: before that, it cannot be edited
ARRIVAL = 30.0  # seconds in which an answer that is to be edited has to arrive


@dataclass
class Visit:
    """What a customer wrote, by the mark in each text, and what staff answered: the wording by its mark."""

    customer: int
    texts: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)


@dataclass
class StaffGroup:
    """The group, its one member of staff, and the customers who come. `errands` is the door for them."""

    telegram: SandboxClient
    chats: Chats
    progress: Progress
    seed: int
    group: int = 0
    member: int = 0
    visits: dict[int, Visit] = field(default_factory=dict)
    errands: Errands = field(default_factory=Errands)

    async def tie(self, database: Database) -> None:
        """Make the group, and tie it and its member. Nothing else may be under way."""
        room = await tie_staff_room(self.telegram, database)
        self.group, self.member = room.group, room.member
        self.progress.sent.extend(room.updates - set(self.progress.sent))
        self.chats.listeners.append(self._see)

    async def act(self) -> None:
        """Let customers come one after the other, as long as the door is open."""
        await self.errands.come(partial(visit_plan, self.seed), self._is_full, self._visit)

    def _is_full(self) -> bool:
        return self.progress.unsent > FULL or self.progress.backlog > FULL

    async def _visit(self, plan: VisitPlan) -> None:
        customer = await self.telegram.customer(f"V{plan.number}", plan.language)
        visit = self.visits[plan.number] = Visit(customer)
        for place, (pause, words) in enumerate(plan.texts):
            await asyncio.sleep(pause)
            mark = f"[{plan.number}-{place}]"
            visit.texts.append(mark)
            self._sent(await self.telegram.send_text(customer, f"{words} {mark}"))

    def _see(self, event: ChatEvent) -> None:
        """Answer the newest text in a message of a topic."""
        topic = event.body.get("message_thread_id")
        marks = [(int(number), int(place)) for number, place in MARK.findall(event.text)]
        if event.chat == self.group and topic is not None and marks:
            self.errands.begin(self._answer(event, topic, answer_plan(self.seed, *marks[-1])))

    async def _answer(self, event: ChatEvent, topic: int, plan: AnswerPlan) -> None:
        visit, mark = self.visits[plan.number], f"({plan.number}-{plan.place})"
        await asyncio.sleep(plan.pause)
        visit.answers[mark] = words = f"{plan.words} {mark}"
        reply_to = event.message_id if plan.is_reply else None
        written = self._sent(
            await self.telegram.send_text(self.member, words, self.group, topic=topic, reply_to=reply_to)
        )
        if plan.edited and await self._arrived(visit.customer, mark):
            await asyncio.sleep(RECORDING)
            visit.answers[mark] = words = f"{plan.edited} {mark}"
            place = {"chat": self.group, "topic": topic}
            edit = await self.telegram.move(
                self.member, "edit", message_id=written.message_id, text=words, **place
            )
            self._sent(SentMessage(**edit))

    async def _arrived(self, customer: int, mark: str) -> bool:
        """Wait until the customer has an answer; False where it is perhaps unknown."""
        for _ in range(int(ARRIVAL / PAUSE)):
            if self.chats.shows(customer, mark):
                return True
            await asyncio.sleep(PAUSE)
        return False

    def _sent(self, written: SentMessage) -> SentMessage:
        assert written.update_id is not None
        self.progress.sent.append(written.update_id)
        return written
