"""How questions were answered."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.reports.question_figures import Answers, Comment, count_answers, latest_comments, outlets
from store.reports.sums.scope import Scope
from tests.records import Records

SCOPE = Scope("post_service")


async def test_numbers_options_and_words_are_counted(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        for rating, reasons, comment in (
            (5, None, None),
            (2, ["staff", "price"], "Rude."),
            (2, ["price"], None),
        ):
            invitation = await records.invitation(customer)
            await records.answer(invitation, "satisfaction", number=rating)
            if reasons:
                await records.answer(invitation, "reasons", choices=reasons)
            if comment:
                await records.answer(invitation, "comment", text=comment)
    async with database.reading() as session:
        found = await count_answers(session, SCOPE)
    assert found == {
        "satisfaction": Answers(3, {5: 1, 2: 2}, {}, 0),
        "reasons": Answers(2, {}, {"staff": 1, "price": 2}, 0),
        "comment": Answers(1, {}, {}, 1),
    }


async def test_skipped_questions_are_no_answers(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        invitation = await records.invitation(await records.customer())
        await records.answer(invitation, "satisfaction", number=2)
        await records.answer(invitation, "reasons", choices=[])
        await records.answer(invitation, "comment")
    async with database.reading() as session:
        assert await count_answers(session, SCOPE) == {"satisfaction": Answers(1, {2: 1}, {}, 0)}


async def test_answers_out_of_scope_are_left_out(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        for outlet in ("north", "south"):
            invitation = await records.invitation(customer, outlet=outlet)
            await records.answer(invitation, "satisfaction", number=4)
            await records.answer(invitation, "comment", text=outlet)
    async with database.reading() as session:
        found = await count_answers(session, Scope("post_service", outlet="north"))
        comments = await latest_comments(session, Scope("post_service", outlet="north"))
        nothing = await count_answers(session, Scope("effort"))
    assert found["satisfaction"].n == 1
    assert [comment.text for comment in comments] == ["north"]
    assert nothing == {}


async def test_comments_are_newest_first_with_rating_and_message(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        talk = await records.conversation(customer)
        older = await records.invitation(customer, outlet="north")
        await records.answer(older, "satisfaction", number=1)
        await records.answer(older, "effort", number=7)
        message = await records.heard(talk, "Nobody called.")
        await records.answer(
            older,
            "comment",
            text="Nobody called.",
            message_id=message.id,
            answered_at=now - timedelta(days=1),
        )
        newer = await records.invitation(customer)
        await records.answer(newer, "comment", text="Fine.", answered_at=now)
    async with database.reading() as session:
        comments = await latest_comments(session, SCOPE)
        newest = await latest_comments(session, SCOPE, limit=1)
    assert comments == (
        Comment("Fine.", None, None, None, now, None, None),
        Comment("Nobody called.", 1, "satisfaction", "north", now - timedelta(days=1), talk.id, message.id),
    )
    assert newest == comments[:1]


async def test_outlets_are_named_once_in_order(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        for outlet in ("south", None, "north", "south"):
            await records.invitation(customer, outlet=outlet)
    async with database.reading() as session:
        assert await outlets(session) == ("north", "south")
