"""What the bot has written, as the chats show it now."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.server.event_feed import ChatEvent, EventKind, Side
from tests.room_stand import SERVICES

LOOK = 5.0
WRITTEN = (EventKind.MESSAGE, EventKind.EDITED)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A message of the bot as it stands now; `topic` is None outside topics."""

    chat: int
    topic: int | None
    text: str


@dataclass
class Chats:
    """The feed of the sandbox. `listeners` are called with each new message of the bot.

    `delivered` are the ids of the bot's texts in each chat, in their order; copies of files are none. A
    message has one number in all chats, so that one which is changed in a moved group is still one.
    """

    telegram: SandboxClient
    listeners: list[Callable[[ChatEvent], None]] = field(default_factory=list)
    delivered: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _lines: dict[int, ShownLine] = field(default_factory=dict)

    async def watch(self) -> None:
        """Keep looking."""
        since = int((await self.telegram.status())["seq"])
        while True:
            for event in await self.telegram.events(since, LOOK):
                since = event.seq
                if event.by is Side.BOT and event.kind in WRITTEN and not SERVICES & event.body.keys():
                    self._note(event)

    def lines(self) -> Iterator[ShownLine]:
        """Return all messages of the bot."""
        yield from self._lines.values()

    def shows(self, chat: int, words: str) -> bool:
        """Return whether a chat shows these words of the bot."""
        return any(line.chat == chat and words in line.text for line in self._lines.values())

    def topic_of(self, words: str) -> int | None:
        """Return the topic in which the bot shows these words, or None while none does."""
        return next((line.topic for line in self._lines.values() if line.topic and words in line.text), None)

    def _note(self, event: ChatEvent) -> None:
        topic = event.body.get("message_thread_id")
        self._lines[event.message_id] = ShownLine(event.chat, topic, event.text)
        if event.is_reply:
            if "text" in event.body:
                self.delivered[event.chat].append(event.message_id)
            for listener in self.listeners:
                listener(event)
