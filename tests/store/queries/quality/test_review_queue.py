"""What is put before reviewers."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from actions.quality.reviewing import Reviewer, review
from actions.staff.roster import add_member
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.conversations import MessageKind, Understood
from store.models.reviews import ReviewQueue
from store.models.staff import Role
from store.queries.quality.review_queue import ONE_OF, Progress, count_queues, next_message, progress
from store.reports.statistics.formulas import Share
from store.reports.statistics.intervals import wilson
from tests.plans import plans
from tests.records import Records

DAY = timedelta(days=1)


async def scene(database: Database, now: datetime) -> Mapping[str, int]:
    """Messages of each kind, by name; none of their ids is that of a random one."""
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        talk = await records.conversation(customer)
        ids = {
            "sure": await records.heard(talk, "Where is it?", Intent.INQUIRY, id=1),
            "unsure": await records.heard(talk, "Hm", Intent.INQUIRY, 0.2, id=2),
            "failed": await records.heard(talk, "?", None, understood=Understood.FAILED, id=3),
            "sticker": await records.heard(
                talk, None, None, understood=Understood.FAILED, kind=MessageKind.STICKER, id=4
            ),
            "agreed": await records.heard(
                talk, "Late", Intent.COMPLAINT, 0.3, chosen_intent=Intent.COMPLAINT, id=5
            ),
            "contested": await records.heard(
                talk, "Late", Intent.INQUIRY, 0.3, chosen_intent=Intent.COMPLAINT, id=6
            ),
            "settled": await records.heard(
                talk, "Hm", Intent.INQUIRY, 0.2, corrected_intent=Intent.BYE, id=7
            ),
        }
        for number, (intent, rating, days) in enumerate(
            [(Intent.COMPLAINT, 5, 0), (Intent.PRAISE, 1, 0), (Intent.PRAISE, 5, 0), (Intent.PRAISE, 1, 200)]
        ):
            comment = await records.heard(talk, "words", intent, id=8 + number)
            asked = await records.invitation(customer)
            at = now - days * DAY
            await records.answer(asked, "satisfaction", number=rating, answered_at=at)
            await records.answer(asked, "comment", text="words", message_id=comment.id, answered_at=at)
            ids[f"comment {number}"] = comment
    return {name: message.id for name, message in ids.items()}


async def queued(database: Database, queue: ReviewQueue, now: datetime) -> list[int]:
    found: list[int] = []
    before: int | None = None
    while True:
        async with database.reading() as session:
            before = await next_message(session, queue, before, now)
        if before is None:
            return found
        found.append(before)


@pytest.mark.parametrize(
    ("queue", "names"),
    [
        (ReviewQueue.UNCERTAIN, ["failed", "unsure"]),
        (ReviewQueue.CHOICE, ["contested"]),
        (ReviewQueue.RATING, ["comment 1", "comment 0"]),
        (ReviewQueue.RANDOM, []),
    ],
)
async def test_each_queue_has_its_messages_newest_first(
    database: Database, now: datetime, queue: ReviewQueue, names: list[str]
) -> None:
    ids = await scene(database, now)
    assert await queued(database, queue, now) == [ids[name] for name in names]
    async with database.reading() as session:
        assert (await count_queues(session, now))[queue] == len(names)


async def test_reviewed_message_leaves_every_queue(database: Database, now: datetime) -> None:
    ids = await scene(database, now)
    async with database.transaction() as session:
        member = await add_member(session, "Mei", Role.REVIEWER, "hash", now)
        for message in ids.values():
            await review(session, message, Intent.INQUIRY, Reviewer(member.id), now)
    async with database.reading() as session:
        assert set((await count_queues(session, now, staff_id=member.id)).values()) == {0}
        # Six of the messages were taken for something else: another reader has to agree.
        assert (await count_queues(session, now))[ReviewQueue.SECOND] == 6


async def test_random_queue_is_one_of_twenty(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        for number in range(1, 3 * ONE_OF + 1):
            await records.heard(talk, "words", id=number)
    assert await queued(database, ReviewQueue.RANDOM, now) == [60, 40, 20]


async def test_progress_counts_what_holds_and_judges_the_model_by_random_messages(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        messages = [(await records.heard(talk, "words", Intent.INQUIRY)).id for _ in range(5)]
        mei = await add_member(session, "Mei", Role.REVIEWER, "hash", now)
        osei = await add_member(session, "Osei", Role.REVIEWER, "hash", now)
        mine, random = Reviewer(mei.id), Reviewer(mei.id, ReviewQueue.RANDOM)
        await review(session, messages[0], Intent.INQUIRY, random, now)
        await review(session, messages[1], Intent.PRAISE, random, now)
        await review(session, messages[2], Intent.PRAISE, Reviewer(osei.id, ReviewQueue.UNCERTAIN), now)
        await review(session, messages[3], Intent.PRAISE, mine, now)
        await review(session, messages[3], None, mine, now)  # taken back
        await review(session, messages[4], Intent.INQUIRY, random, now - 2 * DAY)
    async with database.reading() as session:
        found = await progress(session, now - DAY, mei.id)
    assert found == Progress(reviewed=3, own=2, changed=2, right=Share(2, 3, wilson(2, 3)))


@pytest.mark.parametrize(
    ("queue", "index"),
    [(ReviewQueue.UNCERTAIN, "ix_messages_unknown"), (ReviewQueue.CHOICE, "ix_messages_contested")],
)
async def test_rare_messages_are_found_by_their_index(
    database: Database, now: datetime, queue: ReviewQueue, index: str
) -> None:
    async with plans(database) as found, database.reading() as session:
        await next_message(session, queue, None, now)
    assert [index in each for each in found] == [True], found
