"""One customer's chat with the bot: moves in it, and waiting until the bot has done what it does."""

import asyncio
import re
from dataclasses import dataclass, field

from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.server.event_feed import ChatEvent
from bot.sandbox.server.payloads import Json
from nlu.contract.labels import MAIN_INTENTS
from tests.journeys.talks import message_content
from tests.journeys.talks.busy_chats import BusyChats
from tests.journeys.talks.event_log import EventLog
from tests.journeys.talks.talk_script import Move

AFTER_ONE, AFTER_MANY = 1.7, 3.0
"""How many seconds without a sign of the bot end a turn; several messages may be answered together, later.

A customer who reads the answer needs longer than one breath (`matters.breath_seconds` in data/rules.yml).
"""
SILENT = 2.5  # where nothing at all was heard
LONGEST = 25.0
BETWEEN = {"burst": 0.5, "album": 0.05}


class NothingToTap(Exception):
    """The button that the talk taps was not shown."""


class NothingToAnswer(Exception):
    """The message that the talk replies to, or edits, is not there."""


@dataclass
class CustomerChat:
    """`reference` is the number of the case of the setup; it stands for `{ref}` in what is written."""

    sandbox: SandboxClient
    log: EventLog
    busy: BusyChats
    id: int
    thread: int | None = None
    reference: str = ""
    written: list[int] = field(default_factory=list)

    async def make(self, move: Move) -> list[ChatEvent]:
        """Make a move and return what the bot did because of it.

        Raises:
            NothingToTap, NothingToAnswer: the move cannot be made.
        """
        await asyncio.sleep(move.after)
        self.thread = move.thread or self.thread
        since = self.log.mark(self.id)
        if move.tap is not None:
            await self._tap(move.tap)
        elif move.edit is not None:
            await self._edit(self.filled(move.edit))
        else:
            await self._write_all(move)
        many = bool(move.burst) or move.album > 1
        return await self.quiet(since, AFTER_MANY if many else AFTER_ONE)

    async def quiet(self, since: int, silence: float = AFTER_ONE) -> list[ChatEvent]:
        """Wait until the bot has no work for the chat and is silent; return what it did after the mark."""
        loop = asyncio.get_running_loop()
        begun, looks = loop.time(), self.busy.looks
        last = begun
        while loop.time() - begun < LONGEST:
            if self.id in self.busy or self.busy.looks < looks + 2:
                last = loop.time()
            heard = self.log.heard(self.id, since)
            last = max(last, self.log.newest.get(self.id, 0.0))
            if loop.time() - last >= (silence if heard else max(SILENT, silence)):
                return heard
            await asyncio.sleep(0.05)
        return self.log.heard(self.id, since)

    def filled(self, words: str) -> str:
        """The words with the case's number."""
        return words.replace("{ref}", self.reference)

    async def tap(self, event: ChatEvent, data: str) -> None:
        """Tap a button of a message."""
        await self.sandbox.tap(self.id, event.message_id, data)

    async def _tap(self, label: str) -> None:
        newest = {event.message_id: event for event in self.log.heard(self.id)}
        for event in reversed(newest.values()):
            for shown, data in event.buttons.items():
                if re.search(label, shown):
                    await self.tap(event, data)
                    return
        raise NothingToTap(f"no button {label!r}")

    async def _edit(self, words: str) -> None:
        if not self.written:
            raise NothingToAnswer("nothing to edit")
        await self.sandbox.edit(self.id, self.written[-1], words)

    async def _write_all(self, move: Move) -> None:
        pause = move.gap if move.gap is not None else BETWEEN["burst" if move.burst else "album"]
        for number, content in enumerate(self._contents(move)):
            await asyncio.sleep(pause if number else 0)
            topic = {"message_thread_id": self.thread, "is_topic_message": True} if self.thread else {}
            sent = await self.sandbox.send_content(self.id, {**content, **topic})
            if "text" in content and "forward_origin" not in content:
                self.written.append(sent.message_id)

    def _contents(self, move: Move) -> list[Json]:
        if move.say is not None:
            replied = message_content.reply(move, self._replied(move.reply)) if move.reply else {}
            return [{**message_content.text(self.filled(move.say)), **replied}]
        if move.burst:
            return [message_content.text(self.filled(line)) for line in move.burst]
        if move.forward is not None:
            return [message_content.forwarded(self.filled(move.forward), move)]
        if move.service is not None:
            return [{move.service: move.content}]
        return message_content.media(move)

    def _replied(self, part: str | bool | None) -> ChatEvent:
        for event in reversed(self.log.heard(self.id)):
            if event.is_reply and (part is True or self.filled(str(part)) in event.text):
                return event
        raise NothingToAnswer(f"no message of the bot has {part!r}")


def asks_what_it_is(event: ChatEvent) -> bool:
    """Whether a message has the buttons of the unsure: inquiry, complaint, praise."""
    parts = {part for data in event.buttons.values() for part in re.split(r"[^a-z]+", data)}
    return len(parts & {intent.value for intent in MAIN_INTENTS}) > 1
