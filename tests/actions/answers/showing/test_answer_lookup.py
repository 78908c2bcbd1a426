"""Staff look answers up by words."""

from datetime import datetime

from actions.answers.showing.answer_lookup import FoundAnswer, look_up_answers
from actions.answers.showing.reply_files import files_of
from actions.answers.showing.searched_entries import SearchedEntries
from actions.casework.staff_turn import turn_of
from store.models.conversations import Conversation
from tests.actions.answers.sample_files import MAP, kept, named
from tests.actions.answers.showing.conftest import HOURS, PARKING, RETURNS, Asker
from tests.records import Records

RETURN = FoundAnswer("怎么退货？", "七天内可以退货。", None)


async def found(asker: Asker, words: str, outlet: str | None = None) -> list[str]:
    return [each.question for each in await answers(asker, words, outlet)]


async def answers(asker: Asker, words: str, outlet: str | None = None) -> tuple[FoundAnswer, ...]:
    customer = asker.customer
    async with customer.database.transaction() as session:
        records = Records(session, customer.now)
        talk = await records.conversation(await records.customer(written_language="zh"))
        turn = await turn_of(
            session, await session.get_one(Conversation, talk.id), customer.now, customer.house
        )
        return await look_up_answers(turn, words, outlet, SearchedEntries())


async def test_questions_come_before_answers_and_all_words_must_be_there(asker: Asker) -> None:
    await asker.publish("parking", {"zh": {"question": "能停车吗？", "answer": "退货时门口可停车。"}})
    await asker.publish("returns", RETURNS)
    assert await answers(asker, "退货") == (RETURN, FoundAnswer("能停车吗？", "退货时门口可停车。", None))
    assert await found(asker, "停车 退货") == ["能停车吗？"]
    assert await found(asker, "within SEVEN") == ["怎么退货？"]
    assert await found(asker, "天气") == await found(asker, " ？ ") == []


async def test_facts_are_filled_in(asker: Asker) -> None:
    await asker.publish("hours", HOURS)
    (text,) = [each.text for each in await answers(asker, "开门")]
    assert ("{" in text, "09:00" in text) == (False, True)


async def test_other_outlets_and_other_days_are_left_out(asker: Asker) -> None:
    await asker.publish("parking", PARKING, outlet="north")
    assert (await found(asker, "停车", "south"), await found(asker, "停车", "north")) == ([], ["能停车吗？"])
    assert await found(asker, "停车") == ["能停车吗？"]
    await asker.publish("parking", PARKING, ends="2020-01-01")
    assert await found(asker, "停车") == []


async def test_files_come_with_the_answer(asker: Asker, now: datetime) -> None:
    await kept(asker.customer.database, now, MAP)
    entry = await asker.publish("parking", PARKING, files=named(MAP))
    (answer,) = await answers(asker, "停车")
    assert [each.file.name for each in answer.files] == ["map.png"]
    assert answer.files == files_of(entry)
