"""The staff room: customers who want a person, and a member of staff who answers them in their topics."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from bot.sandbox.control.customer_moves import SentMessage
from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.server.event_feed import ChatEvent
from bot.sandbox.server.payloads import Json
from store.engine.database import Database
from tests.chaos.books import Place
from tests.chaos.chats import Chats
from tests.chaos.errands import Errands
from tests.chaos.progress import Progress
from tests.chaos.room_script import AnswerPlan, Trouble, VisitPlan, answer_plan, visit_plan
from tests.chaos.room_troubles import TOPIC_DEEDS, RoomTroubles
from tests.journeys.talks.message_content import media, text
from tests.journeys.talks.talk_script import Move
from tests.journeys.tied_room import tie_staff_room

MARK = re.compile(r"\[(\d+)-(\d+)\]")
PAUSE = 0.3
FULL = 10  # no customer comes while so much waits for the pace of the group
ARRIVAL = 30.0  # seconds in which what is waited for has to arrive
# The first text of a customer needs the language model, which may be dead, and a topic made step by step.
ARRIVAL_IN_TOPIC = 120.0
ON_PHOTO = "This one"


@dataclass
class Visit:
    """What a customer wrote, by the mark in each text, and what staff answered: the wording by its mark.

    `edits` are the wordings of texts that the customer changed.
    """

    customer: int
    texts: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    edits: dict[str, str] = field(default_factory=dict)


@dataclass
class StaffGroup:
    """The group, its one member of staff, and the customers who come. `errands` is the door for them."""

    telegram: SandboxClient
    chats: Chats
    progress: Progress
    seed: int
    member: int = 0
    visits: dict[int, Visit] = field(default_factory=dict)
    errands: Errands = field(default_factory=Errands)
    troubles: RoomTroubles = field(init=False)

    def __post_init__(self) -> None:
        self.troubles = RoomTroubles(self.telegram, self.progress)

    @property
    def group(self) -> int:
        """The id of the group by now, or 0 before it is tied."""
        return self.troubles.group

    async def tie(self, database: Database) -> None:
        """Make the group, and tie it and its member. Nothing else may be under way."""
        room = await tie_staff_room(self.telegram, database)
        self.troubles.groups.append(room.group)
        self.member = room.member
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
            for trouble in plan.troubles_before(place):
                await self._trouble(trouble, visit.texts[-1])
            await asyncio.sleep(pause)
            written = await self._write(visit, text(f"{words} {_mark(plan, visit)}"), _mark(plan, visit))
        if plan.edited is not None:
            mark = visit.texts[-1]
            visit.edits[mark] = words = f"{plan.edited} {mark}"
            self._sent(await self.telegram.edit(customer, written.message_id, words))
        for photo in media(Move(album=plan.album)) if plan.album else ():
            mark = _mark(plan, visit)
            await self._write(visit, {**photo, "caption": f"{ON_PHOTO} {mark}"}, mark)

    async def _write(self, visit: Visit, content: Json, mark: str) -> SentMessage:
        visit.texts.append(mark)
        return self._sent(await self.telegram.send_content(visit.customer, content))

    async def _trouble(self, trouble: Trouble, mark: str) -> None:
        """Let it happen once the topic shows the text; what is not shown in time has no topic to lose."""
        if trouble in TOPIC_DEEDS:
            await _until(lambda: self.chats.topic_of(mark), ARRIVAL_IN_TOPIC)
        await self.troubles.befall(trouble, self.chats.topic_of(mark))

    def _see(self, event: ChatEvent) -> None:
        """Answer the newest text in a message of a topic."""
        topic = event.body.get("message_thread_id")
        marks = [(int(number), int(place)) for number, place in MARK.findall(event.text)]
        if event.chat in self.troubles.groups and topic is not None and marks:
            self.errands.begin(self._answer(event, topic, answer_plan(self.seed, *marks[-1])))

    async def _answer(self, event: ChatEvent, topic: int, plan: AnswerPlan) -> None:
        visit, mark = self.visits[plan.number], f"({plan.number}-{plan.place})"
        await asyncio.sleep(plan.pause)
        words = f"{plan.words} {mark}"
        reply_to = event.message_id if plan.is_reply else None
        async with self.troubles.writing:
            if topic in self.troubles.deleted:
                return
            visit.answers[mark] = words
            group = self.group
            written = self._sent(
                await self.telegram.send_text(self.member, words, group, topic=topic, reply_to=reply_to)
            )
        # Perhaps it is unknown whether it has arrived.
        if plan.edited and await _until(lambda: self.chats.shows(visit.customer, mark)):
            await self._correct(visit, written, (group, topic), mark, f"{plan.edited} {mark}")

    async def _correct(self, visit: Visit, written: SentMessage, at: Place, mark: str, words: str) -> None:
        """Edit an answer, unless the group has got another id: its messages can no longer be edited then."""
        group, topic = at
        async with self.troubles.writing:
            if topic in self.troubles.deleted or group != self.group:
                return
            visit.answers[mark] = words
            place = {"chat": group, "topic": topic}
            edit = await self.telegram.move(
                self.member, "edit", message_id=written.message_id, text=words, **place
            )
            self._sent(SentMessage(**edit))

    def _sent(self, written: SentMessage) -> SentMessage:
        assert written.update_id is not None
        self.progress.sent.append(written.update_id)
        return written


def _mark(plan: VisitPlan, visit: Visit) -> str:
    """Return the mark of the customer's next text."""
    return f"[{plan.number}-{len(visit.texts)}]"


async def _until(happens: Callable[[], object], within: float = ARRIVAL) -> bool:
    """Wait until something has happened; False where it does not happen in so many seconds."""
    for _ in range(int(within / PAUSE)):
        if happens():
            return True
        await asyncio.sleep(PAUSE)
    return False
