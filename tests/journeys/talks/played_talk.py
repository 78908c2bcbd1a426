"""A talk that was played: what was said, what was wrong with it, and figures over many."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.sandbox.server.event_feed import ChatEvent
from tests.journeys.talks.customer_chat import asks_what_it_is
from tests.journeys.talks.talk_script import Move, TalkScript


@dataclass
class PlayedTalk:
    """`messages` of the customer, `replies` of the bot, and how often it was unsure what a message is."""

    script: TalkScript
    failures: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    messages: int = 0
    replies: int = 0
    unsure: int = 0

    def customer_does(self, move: Move, filled: Callable[[str], str]) -> None:
        """Note a move of the customer, with its words as they are sent."""
        self.lines.append(f"> {filled(_moved(move))}")
        if move.tap is None and move.service is None:
            self.messages += len(move.burst) or move.album or 1

    def bot_does(self, events: Sequence[ChatEvent]) -> None:
        """Note what the bot did because of it."""
        self.replies += sum(event.is_reply for event in events)
        self.unsure += sum(map(asks_what_it_is, events))
        for event in events:
            labels = f" [{' | '.join(event.buttons)}]" if event.buttons else ""
            self.lines.append(f"{event.kind.value}: {event.text!r}{labels}")

    def __str__(self) -> str:
        """The failures and the transcript in one line."""
        return f"{self.script.id}: {'; '.join(self.failures)} || {' // '.join(self.lines)}"


def by_kind(talks: Iterable[PlayedTalk]) -> dict[str, list[PlayedTalk]]:
    """Return the talks of each kind."""
    kinds: dict[str, list[PlayedTalk]] = {}
    for talk in talks:
        kinds.setdefault(talk.script.kind, []).append(talk)
    return dict(sorted(kinds.items()))


def figures(talks: Sequence[PlayedTalk]) -> str:
    """Return how many passed, and unsure questions and replies by message."""
    passed = sum(not talk.failures for talk in talks)
    messages = sum(talk.messages for talk in talks) or 1
    unsure, replies = sum(talk.unsure for talk in talks), sum(talk.replies for talk in talks)
    return (
        f"{len(talks)} talks, {passed} passed; {messages} messages, "
        f"unsure {unsure / messages:.3f} and replies {replies / messages:.2f} a message"
    )


def _moved(move: Move) -> str:
    for name in ("say", "forward", "edit", "tap", "service", "sticker"):
        if (value := getattr(move, name)) is not None:
            return value if name == "say" else f"({name}) {value}"
    if move.burst:
        return " ⏎ ".join(move.burst)
    kind = "photo" if move.photo else f"album of {move.album}" if move.album else "voice"
    return f"({kind}) {move.caption or ''}".rstrip()
