"""Compares what was written through a staff room with what arrived: texts in topics, answers at customers."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from store.models.cases import CaseKind, CaseStep
from store.models.queues import OutboxStatus
from tests.chaos.arrivals import Pair, compare_arrivals
from tests.chaos.books import Books, Place, Send
from tests.chaos.chats import ShownLine
from tests.chaos.staff_group import Visit


@dataclass(frozen=True, slots=True)
class RoomTalk:
    """The ids of the group, who came there, and what the bot's messages in all chats show now."""

    groups: Sequence[int]
    visits: Sequence[Visit]
    lines: Sequence[ShownLine]


def compare_topics(talk: RoomTalk, delivered: Mapping[int, Sequence[int]], books: Books) -> Iterator[Pair]:
    """Compare. A message whose send is unknown may be missing, since staff are shown that it is unknown.

    What was in a topic that is deleted has been shown: it counts in this topic or in the new one.
    """
    for visit in talk.visits:
        chat = visit.customer
        topics = books.topics.get(chat, [])
        kept = books.messages.get(chat, 0)
        # Texts read together with the request may make it a complaint.
        opened = sum(books.steps.get((chat, kind, CaseStep.OPENED), 0) for kind in CaseKind)
        yield f"chat {chat}: {kept} messages of {len(visit.texts)}", kept - len(visit.texts)
        yield f"chat {chat}: {opened} cases", opened - 1
        yield f"chat {chat}: {len(topics)} topics", len(topics) - 1
        places = {*topics, *books.former.get(chat, ())}
        for mark in visit.texts:
            yield _text(mark, places, talk, books)
            yield _misplaced(mark, places, talk)
        for mark, words in visit.edits.items():
            yield _wording("text", mark, words, talk.groups, talk, books)
        for mark, words in visit.answers.items():
            yield _answer(chat, mark, talk, books)
            yield _wording("answer", mark, words, [chat], talk, books)
        yield from compare_arrivals(chat, delivered.get(chat, ()), books.sends.get(chat, []))
    arrived = [number for group in talk.groups for number in delivered.get(group, ())]
    yield from compare_arrivals(talk.groups[0], arrived, _group_sends(talk, books))


def _group_sends(talk: RoomTalk, books: Books) -> list[Send]:
    """Return the sends to the group, without those that a topic refused: they come again as other rows."""
    sends = [send for group in talk.groups for send in books.sends.get(group, [])]
    return [send for send in sends if send.status is not OutboxStatus.FAILED]


def _text(mark: str, places: Collection[Place], talk: RoomTalk, books: Books) -> Pair:
    times = sum(mark in line.text for line in talk.lines if (line.chat, line.topic) in places)
    return f"text {mark} is in its topic {times} times", _surplus(times, mark, talk.groups, books)


def _misplaced(mark: str, places: Collection[Place], talk: RoomTalk) -> Pair:
    times = sum(mark in line.text for line in talk.lines if (line.chat, line.topic) not in places)
    return f"text {mark} is elsewhere {times} times", times


def _answer(chat: int, mark: str, talk: RoomTalk, books: Books) -> Pair:
    times = sum(mark in line.text for line in talk.lines if line.chat == chat)
    return f"answer {mark} is with the customer {times} times", _surplus(times, mark, [chat], books)


def _wording(what: str, mark: str, words: str, chats: Collection[int], talk: RoomTalk, books: Books) -> Pair:
    """Compare the wording of what was edited. What is not known to have arrived cannot be edited."""
    shown = [line.text for line in talk.lines if line.chat in chats and mark in line.text]
    is_unknown = any(_is_unknown(each, chats, books) for each in (mark, words))
    is_missing = bool(shown) and not any(words in text for text in shown) and not is_unknown
    return f"{what} {mark}: its edit has not arrived", -1 if is_missing else 0


def _surplus(times: int, mark: str, chats: Collection[int], books: Books) -> int:
    return 0 if times == 0 and _is_unknown(mark, chats, books) else times - 1


def _is_unknown(words: str, chats: Collection[int], books: Books) -> bool:
    return any(words in text for chat in chats for text in books.unknown_words.get(chat, ()))
