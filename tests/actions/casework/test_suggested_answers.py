"""Answers that are suggested to the person in a talk."""

from datetime import datetime

import pytest
from sqlalchemy import select, update

from actions.answers.entry import AnswerFile
from actions.answers.finding.candidates import FindingOutcome
from actions.casework.refusals import NotYours
from actions.casework.suggested_answers import SuggestedAnswer, send_suggested, suggested_answers
from nlu.contract.labels import Intent, Language
from store.models.conversations import Conversation, Message, MessageKind
from store.models.customers import Customer as StoredCustomer
from store.queries.conversations.transcript_lines import AttachedFile, read_attachment, read_kept_file
from store.queries.not_found import NotFound
from tests.actions.answers.sample_files import MENU, kept, named
from tests.actions.answers.showing.conftest import RETURNS, Asker, asker  # noqa: F401 - the fixture
from tests.actions.conftest import Customer, customer, sure  # noqa: F401 - the fixture
from tests.records import Records


async def taken_over(asker: Asker) -> int:  # noqa: F811
    """Let a person take the talk over; the person's id."""
    await asker.customer.write("你好", sure(Intent.GREET))
    await asker.take_over()
    async with asker.customer.database.transaction() as session:
        colleague = await Records(session, asker.customer.now).staff("Chen")
        talk = await session.get_one(Conversation, 1)
        talk.assignee_id = colleague.id
        return colleague.id


async def suggested(asker: Asker) -> tuple[SuggestedAnswer, ...]:  # noqa: F811
    database, house = asker.customer.database, asker.customer.house
    async with database.reading() as session:
        return await suggested_answers(session, 1, asker.customer.now, house)


async def test_answers_to_the_last_question_are_suggested_until_one_is_sent(asker: Asker) -> None:  # noqa: F811
    staff = await taken_over(asker)
    await asker.ask("怎么退货", "returns", "parking", outcome=FindingOutcome.CHOICE)
    first, second = await suggested(asker)
    assert (first.question, first.text, second.question) == ("怎么退货？", "七天内可以退货。", "能停车吗？")
    async with asker.customer.database.transaction() as session:
        await send_suggested(session, 1, first.showing_id, staff, asker.customer.now, asker.customer.house)
    assert await suggested(asker) == ()
    assert [each.outcome_at is None for each in await asker.showings()] == [False, True]


async def test_suggestion_is_sent_once(asker: Asker) -> None:  # noqa: F811
    staff = await taken_over(asker)
    await asker.ask("怎么退货", "returns")
    now, house = asker.customer.now, asker.customer.house
    async with asker.customer.database.transaction() as session:
        await send_suggested(session, 1, 1, staff, now, house)
    with pytest.raises(NotFound):
        async with asker.customer.database.transaction() as session:
            await send_suggested(session, 1, 1, staff, now, house)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"written_language": "zh-Hant"}, "七天內可以退貨。"),
        ({"language": Language.EN}, "You can return it within seven days."),
    ],
)
async def test_suggestion_is_shown_as_it_is_sent(
    asker: Asker,  # noqa: F811
    values: dict[str, object],
    text: str,
) -> None:
    staff = await taken_over(asker)
    await asker.ask("怎么退货", "returns")
    async with asker.customer.database.transaction() as session:
        await session.execute(update(StoredCustomer).values(**values))
    (shown,) = await suggested(asker)
    async with asker.customer.database.transaction() as session:
        await send_suggested(session, 1, 1, staff, asker.customer.now, asker.customer.house)
        sent = await session.scalar(select(Message.text).order_by(Message.id.desc()).limit(1))
    assert (shown.text, sent) == (text, text)


async def test_suggestions_are_of_the_last_message_only(asker: Asker) -> None:  # noqa: F811
    await taken_over(asker)
    await asker.ask("怎么退货", "returns")
    await asker.write("快一点", sure(Intent.COMPLAINT))
    assert await suggested(asker) == ()


async def test_entry_that_was_retired_is_not_suggested(asker: Asker) -> None:  # noqa: F811
    await taken_over(asker)
    await asker.ask("怎么退货", "returns")
    await asker.retire("returns")
    assert await suggested(asker) == ()


async def test_suggestion_is_sent_by_the_person_in_the_talk_alone(asker: Asker) -> None:  # noqa: F811
    staff = await taken_over(asker)
    await asker.ask("怎么退货", "returns")
    now, house = asker.customer.now, asker.customer.house
    async with asker.customer.database.transaction() as session:
        with pytest.raises(NotYours):
            await send_suggested(session, 1, 1, staff + 1, now, house)
        with pytest.raises(NotFound):
            await send_suggested(session, 1, 99, staff, now, house)


async def test_files_of_a_suggestion_are_sent_as_the_person(asker: Asker, now: datetime) -> None:  # noqa: F811
    database, house = asker.customer.database, asker.customer.house
    await kept(database, now, MENU)
    await asker.publish("returns", RETURNS, files=named(MENU))
    staff = await taken_over(asker)
    await asker.ask("怎么退货", "returns")
    [suggestion] = await suggested(asker)
    assert suggestion.files == (AnswerFile("menu.pdf", MENU.checksum),)
    async with database.transaction() as session:
        await send_suggested(session, 1, suggestion.showing_id, staff, asker.customer.now, house)
    async with database.reading() as session:
        text, file = await session.scalars(
            select(Message).where(Message.staff_id == staff).order_by(Message.id)
        )
        assert (text.text, file.kind, await read_kept_file(session, 1, file.id)) == (
            "七天内可以退货。",
            MessageKind.DOCUMENT,
            MENU.content,
        )
        assert await read_attachment(session, 1, file.id) == AttachedFile(
            MessageKind.DOCUMENT, None, "menu.pdf"
        )
        assert await read_kept_file(session, 1, text.id) is None
