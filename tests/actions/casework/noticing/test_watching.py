"""Conversations that are watched."""

import pytest

from actions.casework.case_steps import note_on_case
from actions.casework.filing.merging import merge_cases
from actions.casework.note_writing import write_note
from actions.casework.noticing.watching import note_seen, unwatch, unwatch_case, watch, watch_case
from nlu.contract.labels import Intent
from store.models.cases import Case
from store.models.customers import Customer
from store.queries.not_found import NotFound
from store.queries.staff_notices import (
    NewestRows,
    Unseen,
    count_notices,
    newest_in,
    standing_in,
    watched_by,
    watched_cases,
)
from tests.actions.casework.conftest import Desk
from tests.actions.conftest import sure
from tests.records import Records


async def standing(desk: Desk) -> tuple[Unseen, int]:
    talk = (await desk.conversation()).id
    async with desk.database.reading() as session:
        return await standing_in(session, talk, desk.lee), await count_notices(session, desk.lee)


async def watching(desk: Desk, *, by: int | None = None) -> int:
    talk = (await desk.conversation()).id
    async with desk.database.transaction() as session:
        await watch(session, talk, by or desk.lee, desk.customer.now)
    return talk


async def seen(desk: Desk, shown: NewestRows | None = None) -> None:
    talk = (await desk.conversation()).id
    async with desk.database.transaction() as session:
        await note_seen(session, talk, desk.lee, shown or await newest_in(session, talk), desk.customer.now)


async def test_news_that_came_after_the_page_was_read_are_not_seen(desk: Desk, case: Case) -> None:
    talk = await watching(desk)
    async with desk.database.reading() as session:
        shown = await newest_in(session, talk)
    await desk.customer.write("还没好吗", sure(Intent.FOLLOW_UP))
    await seen(desk, shown)
    assert await standing(desk) == (Unseen(is_watched=True, is_behind=True), 1)


async def test_watching_begins_without_news(desk: Desk, case: Case) -> None:
    assert await standing(desk) == (Unseen(is_watched=False, is_behind=False), 0)
    await watching(desk)
    assert await standing(desk) == (Unseen(is_watched=True, is_behind=False), 0)


async def test_words_notes_and_steps_of_others_are_news_until_they_are_seen(desk: Desk, case: Case) -> None:
    talk = await watching(desk)
    await desk.customer.write("还没好吗", sure(Intent.FOLLOW_UP))
    assert await standing(desk) == (Unseen(is_watched=True, is_behind=True), 1)
    await seen(desk)
    assert await standing(desk) == (Unseen(is_watched=True, is_behind=False), 0)
    async with desk.database.transaction() as session:
        await write_note(session, talk, "Called", desk.kim, desk.customer.now)
    assert (await standing(desk))[1] == 1
    await seen(desk)
    async with desk.database.transaction() as session:
        await note_on_case(session, case.id, "Called", desk.kim, desk.customer.now)
    assert (await standing(desk))[1] == 1


async def test_own_steps_are_no_news(desk: Desk, case: Case) -> None:
    talk = await watching(desk)
    async with desk.database.transaction() as session:
        await write_note(session, talk, "Called", desk.lee, desk.customer.now)
        await note_on_case(session, case.id, "Called", desk.lee, desk.customer.now)
    assert (await standing(desk))[1] == 0


async def test_mention_is_unseen_until_the_conversation_is_opened(desk: Desk, case: Case) -> None:
    talk = (await desk.conversation()).id
    async with desk.database.transaction() as session:
        await write_note(session, talk, "@lee", desk.kim, desk.customer.now)
    assert await standing(desk) == (Unseen(is_watched=False, is_behind=True), 1)
    await seen(desk)
    assert await standing(desk) == (Unseen(is_watched=False, is_behind=False), 0)


async def test_watching_ends(desk: Desk, case: Case) -> None:
    talk = await watching(desk)
    await watching(desk)
    await desk.customer.write("还没好吗", sure(Intent.FOLLOW_UP))
    async with desk.database.reading() as session:
        assert [(each.conversation_id, each.has_news) for each in await watched_by(session, desk.lee)] == [
            (talk, True)
        ]
    async with desk.database.transaction() as session:
        await unwatch(session, talk, desk.lee)
    assert await standing(desk) == (Unseen(is_watched=False, is_behind=False), 0)


async def test_unknown_conversation_is_not_watched(desk: Desk) -> None:
    with pytest.raises(NotFound):
        async with desk.database.transaction() as session:
            await watch(session, 10**6, desk.lee, desk.customer.now)


async def watching_case(desk: Desk, case_id: int) -> None:
    async with desk.database.transaction() as session:
        await watch_case(session, case_id, desk.lee, desk.customer.now)


async def news_of_cases(desk: Desk) -> tuple[list[tuple[str, bool]], int]:
    async with desk.database.reading() as session:
        cards = await watched_cases(session, desk.lee)
        return [(each.reference, each.has_news) for each in cards], await count_notices(session, desk.lee)


async def test_step_of_a_watched_case_is_news_until_its_page_is_opened(desk: Desk, case: Case) -> None:
    await watching_case(desk, case.id)
    await watching_case(desk, case.id)
    assert await news_of_cases(desk) == ([(case.reference, False)], 0)
    async with desk.database.transaction() as session:
        await note_on_case(session, case.id, "Called", desk.lee, desk.customer.now)
        await note_on_case(session, case.id, "Called too", desk.kim, desk.customer.now)
    assert await news_of_cases(desk) == ([(case.reference, True)], 1)
    talk = (await desk.conversation()).id
    async with desk.database.transaction() as session:
        unseen = await standing_in(session, talk, desk.lee, case.id)
        shown = await newest_in(session, talk, case.id)
        await note_seen(session, talk, desk.lee, shown, desk.customer.now, case.id)
    assert unseen == Unseen(is_watched=False, is_behind=True, is_case_watched=True)
    assert await news_of_cases(desk) == ([(case.reference, False)], 0)


async def test_words_of_the_customer_about_a_watched_case_are_news(desk: Desk, case: Case) -> None:
    await watching_case(desk, case.id)
    await desk.customer.write("还没好吗", sure(Intent.FOLLOW_UP))
    assert await news_of_cases(desk) == ([(case.reference, True)], 1)


async def test_page_of_the_conversation_with_another_case_shows_no_news_of_this_one(
    desk: Desk, case: Case
) -> None:
    await watching_case(desk, case.id)
    async with desk.database.transaction() as session:
        await note_on_case(session, case.id, "Called", desk.kim, desk.customer.now)
    await seen(desk)
    assert (await news_of_cases(desk))[1] == 1


async def test_watched_case_that_goes_into_another_leads_there(desk: Desk, case: Case) -> None:
    await watching_case(desk, case.id)
    async with desk.database.transaction() as session:
        customer = await session.get_one(Customer, case.customer_id)
        kept = await Records(session, desk.customer.now).case(customer)
        await merge_cases(session, case.id, kept.id, desk.kim, desk.customer.now, desk.house)
    assert await news_of_cases(desk) == ([(kept.reference, True)], 1)


async def test_watching_a_case_that_went_into_another_watches_that_one(desk: Desk, case: Case) -> None:
    async with desk.database.transaction() as session:
        customer = await session.get_one(Customer, case.customer_id)
        kept = await Records(session, desk.customer.now).case(customer)
        await merge_cases(session, case.id, kept.id, desk.kim, desk.customer.now, desk.house)
    await watching_case(desk, case.id)
    assert await news_of_cases(desk) == ([(kept.reference, False)], 0)
    async with desk.database.transaction() as session:
        await note_on_case(session, kept.id, "Called", desk.kim, desk.customer.now)
    assert await news_of_cases(desk) == ([(kept.reference, True)], 1)


async def test_watching_a_case_ends(desk: Desk, case: Case) -> None:
    await watching_case(desk, case.id)
    async with desk.database.transaction() as session:
        await unwatch_case(session, case.id, desk.lee)
    assert await news_of_cases(desk) == ([], 0)


async def test_unknown_case_is_not_watched(desk: Desk) -> None:
    with pytest.raises(NotFound):
        await watching_case(desk, 10**6)
