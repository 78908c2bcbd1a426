"""Published entries are prepared once for each edition."""

from actions.answers.showing.searched_entries import SearchedEntries
from tests.actions.answers.showing.conftest import Asker

CHARGING = {"zh": {"question": "有充电桩吗？", "answer": "后院有两个。"}}


async def test_entries_are_prepared_again_when_something_is_published(asker: Asker) -> None:
    held = SearchedEntries()
    async with asker.customer.database.reading() as session:
        first = await held.read(session)
        assert (await held.read(session)) is first
    await asker.publish("charging", CHARGING)
    async with asker.customer.database.reading() as session:
        again = await held.read(session)
    assert [each.entry.key for each in again] == [*(each.entry.key for each in first), "charging"]


async def test_words_in_a_question_rank_before_those_of_the_answer(asker: Asker) -> None:
    await asker.publish("charging", CHARGING)
    async with asker.customer.database.reading() as session:
        *_, newest = await SearchedEntries().read(session)
    assert [newest.rank(terms) for terms in (["充电桩"], ["充电桩", "后院"], ["天气"])] == [0, 1, None]
