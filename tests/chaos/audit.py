"""Compares what customers did and saw with what the database holds: what was lost, what took effect twice."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nlu.contract.labels import Intent
from store.models.cases import CaseKind, CaseStep
from store.models.queues import InboxStatus
from tests.chaos.arrivals import Pair, compare_arrivals
from tests.chaos.books import Books
from tests.chaos.customers import Deed
from tests.chaos.topic_audit import RoomTalk, compare_topics

CASES = {Intent.COMPLAINT: CaseKind.COMPLAINT, Intent.INQUIRY: CaseKind.INQUIRY}
ALERT = 2  # a rating so low opens a recovery case


@dataclass(frozen=True, slots=True)
class Findings:
    """A line for all that is not as it should be, and the ids of the sends that staff must look at."""

    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    unknown: tuple[int, ...]


def audit(
    deeds: Iterable[Deed],
    delivered: Mapping[int, Sequence[int]],
    updates: Sequence[int],
    books: Books,
    acknowledgements: frozenset[str],
    talk: RoomTalk | None = None,
) -> Findings:
    """Compare. `acknowledgements` are the texts that say only that a message was kept for the time being."""
    pairs = [*_inbox(updates, books), *_unlisted(books)]
    if talk is not None:
        pairs += compare_topics(talk, delivered, books)
    for deed in deeds:
        pairs += _effects(deed, books)
        pairs += _replies(deed, delivered.get(deed.customer, ()), books, acknowledgements)
        pairs += _survey(deed, books)
    return Findings(
        lost=tuple(line for line, difference in pairs if difference < 0),
        doubled=tuple(line for line, difference in pairs if difference > 0),
        unknown=tuple(sorted(books.unknown)),
    )


def _inbox(updates: Sequence[int], books: Books) -> Iterator[Pair]:
    done = Counter(
        {number: times for (number, status), times in books.inbox.items() if status is InboxStatus.DONE}
    )
    for number in updates:
        yield f"update {number}: {done[number]} rows done", done[number] - 1
    for number in {number for number, _ in books.inbox} - set(updates):
        yield f"update {number} was never sent", 1


def _unlisted(books: Books) -> Iterator[Pair]:
    for row in books.unknown:
        if f"outbox:{row}" not in books.alarms:
            yield f"unknown send {row} is not shown to staff", -1


def _effects(deed: Deed, books: Books) -> Iterator[Pair]:
    kept = books.messages.get(deed.customer, 0)
    yield f"chat {deed.customer}: {kept} messages of {deed.texts}", kept - deed.texts
    if deed.edited is not None:
        is_kept = deed.edited in books.words.get(deed.customer, ())
        yield f"chat {deed.customer}: the edit is not kept", 0 if is_kept else -1
    expected = Counter[tuple[CaseKind, CaseStep]]()
    if (kind := CASES.get(deed.stroke.intent) if deed.stroke.intent else None) is not None:
        expected[kind, CaseStep.OPENED] = 1
        expected[kind, CaseStep.MESSAGE] = deed.texts - 1
    if deed.rated is not None and deed.rated <= ALERT:
        expected[CaseKind.RECOVERY, CaseStep.OPENED] = 1
    for kind in CaseKind:
        for step in (CaseStep.OPENED, CaseStep.MESSAGE):
            found = books.steps.get((deed.customer, kind, step), 0)
            yield f"chat {deed.customer}: case {kind} {step} {found} times", found - expected[kind, step]


def _replies(
    deed: Deed, delivered: Sequence[int], books: Books, acknowledgements: frozenset[str]
) -> Iterator[Pair]:
    """Each message is answered, or reacted to where the burst that it is in was answered.

    An album is one message, of which a photo may be acknowledged before the words; an edit may be confirmed.
    """
    sends = books.sends.get(deed.customer, [])
    messages = min(deed.texts, 1) if deed.stroke.album else deed.texts
    due = messages + (1 if deed.survey else 0)
    most = due + (1 if deed.stroke.album or deed.edited else 0)
    written = sum(send.text not in acknowledgements for send in sends)
    signs = written + books.reactions.get(deed.customer, 0)
    yield f"chat {deed.customer}: {signs} replies and reactions, {due} are due", min(0, signs - due)
    yield f"chat {deed.customer}: no reply was written", -1 if 0 < due <= signs and not written else 0
    if deed.survey is None:
        yield f"chat {deed.customer}: {signs} signs of {due} messages", max(0, signs - most)
    yield from compare_arrivals(deed.customer, delivered, sends)


def _survey(deed: Deed, books: Books) -> Iterator[Pair]:
    asked = books.invitations.get(deed.customer, 0)
    yield f"chat {deed.customer}: {asked} invitations", asked - (1 if deed.survey else 0)
    ratings = books.ratings.get(deed.customer, [])
    wanted = [] if deed.rated is None else [deed.rated]
    yield (
        f"chat {deed.customer}: rated {wanted}, kept {ratings}",
        ((len(ratings) - len(wanted)) or (0 if ratings == wanted else -1)),
    )
