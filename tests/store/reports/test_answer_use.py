"""What became of answers: silence is never a success, and who comes back is counted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.answers import AnswerEntry, AnswerShowing, ShowingKind, ShowingOutcome
from store.models.conversations import Conversation
from store.reports.answer_use import AnswerUse, UseBy, answer_use
from store.reports.report import ReportRequest, report
from store.reports.statistics.intervals import wilson
from store.reports.sums.scope import Scope
from tests.records import Records

ZONE = ZoneInfo("Asia/Shanghai")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Shown:
    """Shows answers of two entries to customers."""

    def __init__(self, records: Records, now: datetime) -> None:
        self.records = records
        self.now = now
        self.entries: dict[str, AnswerEntry] = {}

    async def entry(self, key: str) -> AnswerEntry:
        if key not in self.entries:
            self.entries[key] = AnswerEntry(key=key, created_at=self.now)
            self.records.session.add(self.entries[key])
            await self.records.session.flush()
        return self.entries[key]

    async def talk(self) -> Conversation:
        return await self.records.conversation(await self.records.customer())

    async def show(
        self,
        key: str,
        talk: Conversation | None = None,
        kind: ShowingKind = ShowingKind.DIRECT,
        outcome: ShowingOutcome | None = None,
        at: datetime | None = None,
        outlet: str | None = None,
        *,
        case: bool = False,
    ) -> AnswerShowing:
        talk = talk or await self.talk()
        entry = await self.entry(key)
        shown_at = at or self.now
        asked = await self.records.heard(talk, "?", created_at=shown_at - timedelta(seconds=1))
        customer = await self.records.customer()
        row = AnswerShowing(
            conversation_id=talk.id,
            message_id=asked.id,
            answer_id=entry.id,
            version=1,
            outlet=outlet,
            language=Language.ZH,
            kind=kind,
            shown_at=shown_at,
            outcome=outcome,
            outcome_at=shown_at if outcome else None,
            case_id=(await self.records.case(customer, talk)).id if case else None,
        )
        self.records.session.add(row)
        await self.records.session.flush()
        return row


async def used(database: Database, scope: Scope = Scope()) -> Mapping[tuple[UseBy, str], AnswerUse]:  # noqa: B008
    async with database.reading() as session:
        return {(use.by, use.group): use for use in await answer_use(session, scope, ZONE)}


async def test_each_answer_has_one_end(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        shown = Shown(Records(session, now), now)
        for outcome in (None, None, ShowingOutcome.CONFIRMED, ShowingOutcome.UNCLEAR):
            await shown.show("hours", outcome=outcome)
        await shown.show("returns", outcome=ShowingOutcome.NOT_MY_QUESTION, case=True)
        await shown.show("returns", kind=ShowingKind.CHOSEN, outcome=ShowingOutcome.PERSON, case=True)
    everything = (await used(database))[UseBy.ALL, ""]
    assert {name: count for name, count in everything.counts().items() if count} == {
        "given": 6,
        "confirmed": 1,
        "not_my_question": 1,
        "unclear": 1,
        "person": 1,
        "silent": 2,
        "handed_over": 2,
    }
    share = everything.confirmed_share
    assert share is not None
    assert (share.count, share.n, share.interval) == (1, 6, wilson(1, 6))


async def test_groups_are_entries_outlets_languages_and_weeks(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        shown = Shown(Records(session, now), now)
        await shown.show("hours", outlet="Station")
        await shown.show("returns", at=now - 7 * DAY)
    week, before = (f"{at.isocalendar()[0]}-W{at.isocalendar()[1]:02d}" for at in (now, now - 7 * DAY))
    assert [*await used(database)] == [
        (UseBy.ALL, ""),
        (UseBy.ENTRY, "hours"),
        (UseBy.ENTRY, "returns"),
        (UseBy.OUTLET, "Station"),
        (UseBy.OUTLET, "–"),
        (UseBy.LANGUAGE, "zh"),
        (UseBy.WEEK, before),
        (UseBy.WEEK, week),
    ]


async def test_choice_is_counted_once_and_suggestions_are_not(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        shown = Shown(Records(session, now), now)
        refused = ShowingOutcome.NOT_MY_QUESTION
        first = await shown.show("hours", kind=ShowingKind.OFFERED, outcome=refused)
        second = await shown.show("returns", kind=ShowingKind.OFFERED, outcome=refused)
        second.message_id = first.message_id
        await shown.show("hours", kind=ShowingKind.SUGGESTED)
    everything = (await used(database))[UseBy.ALL, ""]
    assert (everything.given, everything.offered, everything.refused_offers) == (0, 1, 1)
    assert everything.confirmed_share is None


@pytest.mark.parametrize(
    ("after", "intent", "back"),
    [
        (HOUR, Intent.INQUIRY, (1, 1)),
        (2 * DAY, Intent.COMPLAINT, (0, 1)),
        (8 * DAY, Intent.HUMAN, (0, 0)),
        (HOUR, Intent.THANKS, (0, 0)),
    ],
)
async def test_customer_who_asks_again_has_come_back(
    database: Database, now: datetime, after: timedelta, intent: Intent, back: tuple[int, int]
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        shown = Shown(records, now)
        talk = await shown.talk()
        await shown.show("hours", talk)
        later = await records.conversation(
            await session.get_one(type(await records.customer()), talk.customer_id), now + after
        )
        await records.heard(later, "?", intent, created_at=now + after)
    everything = (await used(database))[UseBy.ALL, ""]
    assert (everything.back_within_day, everything.back_within_week) == back


async def test_forwarded_words_are_no_return(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        shown = Shown(records, now)
        forwarded, corrected = await shown.talk(), await shown.talk()
        for talk, correction in ((forwarded, None), (corrected, Intent.COMPLAINT)):
            await shown.show("hours", talk)
            later = await records.heard(talk, "?", Intent.COMPLAINT, created_at=now + HOUR)
            later.forwarded_from, later.corrected_intent = "Li", correction
    assert (await used(database))[UseBy.ALL, ""].back_within_day == 1


async def test_return_after_the_period_counts_for_a_week(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        shown = Shown(records, now)
        for later in (timedelta(), DAY, 7 * DAY, 7 * DAY + HOUR):
            talk = await shown.talk()
            await shown.show("hours", talk)
            await records.heard(talk, "?", created_at=now + later)
    everything = (await used(database, Scope(until=now + HOUR / 2)))[UseBy.ALL, ""]
    assert (everything.back_within_day, everything.back_within_week) == (1, 2)
    assert (await used(database))[UseBy.ALL, ""].counts() == everything.counts()


async def test_question_that_another_entry_answers_is_no_return(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        shown = Shown(Records(session, now), now)
        talk = await shown.talk()
        await shown.show("hours", talk)
        await shown.show("returns", talk, at=now + HOUR)
        await shown.show("hours", await shown.talk())
    assert (await used(database))[UseBy.ALL, ""].back_within_week == 0


async def test_scope_is_the_time_of_showing_and_the_outlet(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        shown = Shown(Records(session, now), now)
        for days, outlet in ((0, "Station"), (0, "Harbour"), (3, "Station")):
            await shown.show("hours", at=now - days * DAY, outlet=outlet)
    scope = Scope(since=now - DAY, until=now + DAY, outlet="Station")
    assert (await used(database, scope))[UseBy.ALL, ""].given == 1
    assert await used(database, Scope(until=now - 4 * DAY)) == {}


async def test_report_has_the_use_of_answers_where_it_is_asked_for(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await Shown(Records(session, now), now).show("hours")
    asked = ReportRequest(Scope(), ZONE, with_answers=True)
    async with database.reading() as session:
        with_answers = await report(session, asked)
        without = await report(session, replace(asked, with_answers=False))
        assert with_answers.answers == await answer_use(session, asked.scope, ZONE)
    assert ([use.given for use in with_answers.answers], without.answers) == ([1] * 5, ())


async def test_answers_to_test_customers_are_not_counted(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        shown = Shown(records, now)
        await shown.show("hours")
        tester = await records.customer(is_test=True)
        await shown.show("hours", await records.conversation(tester))
    assert (await used(database))[UseBy.ALL, ""].given == 1
