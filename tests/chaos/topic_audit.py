"""Compares what was written through a staff room with what arrived: texts in topics, answers at customers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from store.models.cases import CaseKind, CaseStep
from tests.chaos.arrivals import Pair, compare_arrivals
from tests.chaos.books import Books
from tests.chaos.chats import ShownLine
from tests.chaos.staff_group import Visit


@dataclass(frozen=True, slots=True)
class RoomTalk:
    """The group, who came there, and what the bot's messages in all chats show now."""

    group: int
    visits: Sequence[Visit]
    lines: Sequence[ShownLine]


def compare_topics(talk: RoomTalk, delivered: Mapping[int, Sequence[int]], books: Books) -> Iterator[Pair]:
    """Compare. A message whose send is unknown may be missing, since staff are shown that it is unknown."""
    for visit in talk.visits:
        chat = visit.customer
        threads = books.topics.get(chat, [])
        kept = books.messages.get(chat, 0)
        # Texts read together with the request may make it a complaint.
        opened = sum(books.steps.get((chat, kind, CaseStep.OPENED), 0) for kind in CaseKind)
        yield f"chat {chat}: {kept} messages of {len(visit.texts)}", kept - len(visit.texts)
        yield f"chat {chat}: {opened} cases", opened - 1
        yield f"chat {chat}: {len(threads)} topics", len(threads) - 1
        for mark in visit.texts:
            yield _text(mark, threads, talk, books)
            yield _misplaced(mark, threads, talk)
        for mark, words in visit.answers.items():
            yield _answer(chat, mark, talk, books)
            yield _wording(chat, mark, words, talk, books)
        yield from compare_arrivals(chat, delivered.get(chat, ()), books.sends.get(chat, []))
    yield from compare_arrivals(talk.group, delivered.get(talk.group, ()), books.sends.get(talk.group, []))


def _text(mark: str, threads: Sequence[int], talk: RoomTalk, books: Books) -> Pair:
    times = sum(mark in line.text for line in talk.lines if line.topic in threads and line.chat == talk.group)
    return f"text {mark} is in its topic {times} times", _surplus(times, mark, talk.group, books)


def _misplaced(mark: str, threads: Sequence[int], talk: RoomTalk) -> Pair:
    elsewhere = [line for line in talk.lines if line.chat != talk.group or line.topic not in threads]
    times = sum(mark in line.text for line in elsewhere)
    return f"text {mark} is elsewhere {times} times", times


def _answer(chat: int, mark: str, talk: RoomTalk, books: Books) -> Pair:
    times = sum(mark in line.text for line in talk.lines if line.chat == chat)
    return f"answer {mark} is with the customer {times} times", _surplus(times, mark, chat, books)


def _wording(chat: int, mark: str, words: str, talk: RoomTalk, books: Books) -> Pair:
    """Compare the wording of what was edited. What is not known to have arrived cannot be edited."""
    shown = [line.text for line in talk.lines if line.chat == chat and mark in line.text]
    is_unknown = any(_is_unknown(each, chat, books) for each in (mark, words))
    is_missing = bool(shown) and words not in shown and not is_unknown
    return f"answer {mark}: its edit has not arrived", -1 if is_missing else 0


def _surplus(times: int, mark: str, chat: int, books: Books) -> int:
    return 0 if times == 0 and _is_unknown(mark, chat, books) else times - 1


def _is_unknown(words: str, chat: int, books: Books) -> bool:
    return any(words in text for text in books.unknown_words.get(chat, ()))
