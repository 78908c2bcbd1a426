"""What is wrong with a turn or an end: pure comparisons of what was expected with what was seen."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.sandbox.server.event_feed import ChatEvent
from store.models.cases import CaseStatus, Priority
from tests.journeys.talks.customer_chat import asks_what_it_is
from tests.journeys.talks.customer_records import CaseRecord, CustomerRecords, Given
from tests.journeys.talks.spoken_languages import languages_of
from tests.journeys.talks.talk_script import UNSAID, Expected, ExpectedCases, ExpectedSurvey


@dataclass(frozen=True, slots=True)
class Seen:
    """What the bot did, what is on record, and the number of the case of the setup.

    `before`: ids of cases that are older than the talk. `staff_chat`: what staff were told.
    """

    events: Sequence[ChatEvent]
    records: CustomerRecords
    reference: str = ""
    before: frozenset[int] = frozenset()
    staff_chat: str = ""

    @property
    def replies(self) -> list[ChatEvent]:
        """The new messages of the bot."""
        return [event for event in self.events if event.is_reply]

    @property
    def said(self) -> str:
        """All words of the bot, in edits and notices too."""
        return "\n".join(event.text for event in self.events)

    @property
    def short(self) -> str:
        """The words, for a line of a report."""
        return self.said.replace("\n", " / ")[:160]


def mismatches(expected: Expected, seen: Seen) -> list[str]:
    """Return a line for each expectation that is not met."""
    return [
        *_of_replies(expected, seen),
        *_of_words(expected, seen),
        *_of_language(expected, seen),
        *(_of_cases(expected.cases, seen) if expected.cases else ()),
        *_of_records(expected, seen),
        *(_of_survey(expected.survey, seen.records) if expected.survey else ()),
    ]


def _of_replies(expected: Expected, seen: Seen) -> Iterator[str]:
    number, asked = len(seen.replies), sum(map(asks_what_it_is, seen.events))
    if (span := expected.replies) and not span[0] <= number <= span[1]:
        yield f"replies: {number} messages, expected {span[0]} to {span[1]}: {seen.short}"
    most = 0 if expected.no_buttons else expected.unsure_at_most
    if most is not None and asked > most:
        yield f"unsure: asked what it is {asked} times, at most {most} is right: {seen.short}"
    shown = [label for event in seen.events for label in event.buttons]
    if expected.buttons_any and not any(_in(label, "\n".join(shown), seen) for label in expected.buttons_any):
        yield f"buttons: none of {expected.buttons_any} among {shown}"
    if topic := expected.thread_kept:
        outside = [event for event in seen.replies if event.body.get("message_thread_id") != topic]
        if outside:
            yield f"topic: {len(outside)} of {number} messages are outside of {topic}"


def _of_words(expected: Expected, seen: Seen) -> Iterator[str]:
    if expected.says_any and not any(_in(each, seen.said, seen) for each in expected.says_any):
        yield f"says_any: none of {expected.says_any} in: {seen.short}"
    for pattern in expected.says_all:
        if not _in(pattern, seen.said, seen):
            yield f"says_all: {pattern!r} is not in: {seen.short}"
    for pattern in expected.says_none:
        if _in(pattern, seen.said, seen):
            yield f"says_none: {pattern!r} is in: {seen.short}"


def _in(pattern: str, words: str, seen: Seen) -> bool:
    return re.search(pattern.replace("{ref}", seen.reference or "HF-"), words, re.IGNORECASE) is not None


def _of_language(expected: Expected, seen: Seen) -> Iterator[str]:
    if expected.language:
        found = languages_of("\n".join(event.text for event in seen.replies))
        if not found & set(expected.language):
            yield f"language: {sorted(found)}, expected {'/'.join(expected.language)}: {seen.short}"


def _of_cases(expected: ExpectedCases, seen: Seen) -> Iterator[str]:
    cases = seen.records.cases
    new = [case for case in cases if case.id not in seen.before]
    shown = ", ".join(map(str, cases)) or "none"
    if (span := expected.count) and not span[0] <= len(cases) <= span[1]:
        yield f"cases: {len(cases)} ({shown}), expected {span[0]} to {span[1]}"
    if expected.kinds and (odd := [case.kind for case in new if case.kind not in expected.kinds]):
        yield f"kinds: {odd}, expected only {expected.kinds}"
    high = any(case.priority is not Priority.NORMAL for case in cases)
    if expected.priority and high is not (expected.priority == "high"):
        yield f"priority: expected {expected.priority}: {shown}"
    if expected.status and not (cases and all(_stands(case, expected.status) for case in cases)):
        yield f"status: expected {expected.status}: {shown}"
    most = max((case.media for case in cases), default=0)
    if expected.holds_media is not None and most < expected.holds_media:
        yield f"media: a case holds {most}, expected {expected.holds_media}"


def _stands(case: CaseRecord, status: str) -> bool:
    if status == "settled":
        return case.status is CaseStatus.SETTLED
    return case.is_open is (status == "open")


def _of_records(expected: Expected, seen: Seen) -> Iterator[str]:
    records = seen.records
    if expected.opted_out is not None and records.opted_out is not expected.opted_out:
        yield f"opted_out: {records.opted_out}"
    if expected.order_number != UNSAID:
        numbers = {case.order_number for case in records.cases if case.order_number}
        wanted = {expected.order_number} - {None}
        if not wanted <= numbers or (numbers and not wanted):
            yield f"order_number: {sorted(numbers)}, expected {expected.order_number}"
    if expected.praise_credited is not None and bool(records.praise) is not expected.praise_credited:
        yield f"praise: counted {list(records.praise)}"
    if expected.alerted is not None:
        told = any(case.reference in seen.staff_chat for case in records.cases if case.reference)
        if told is not expected.alerted:
            yield f"alerted: {told}"


def _of_survey(expected: ExpectedSurvey, records: CustomerRecords) -> Iterator[str]:
    for question, wanted in expected.answers.items():
        if not _fits(wanted, given := records.answers.get(question)):
            yield f"survey: {question} is {given!r}, expected {wanted!r}"
    if expected.status and not set(expected.status) & set(records.surveys):
        yield f"survey: {list(records.surveys)}, expected {expected.status}"


def _fits(wanted: Given, given: Given) -> bool:
    if isinstance(wanted, tuple):
        return isinstance(given, tuple) and set(wanted) <= set(given)
    if isinstance(wanted, str):
        return given is not None and re.search(wanted, str(given)) is not None
    return given == wanted
