"""Words after an answer: assent confirms it, a refusal leads to a person, and silence says nothing."""

from sqlalchemy import select

from actions.settings.replies import Reply
from actions.turn.reaction import Reaction
from nlu.contract.labels import Intent
from store.models.answers import ShowingOutcome
from store.models.cases import CaseEvent, CaseKind, CaseStep
from tests.actions.answers.showing.conftest import Asker
from tests.actions.answers.showing.test_answer_reply import said
from tests.actions.conftest import sure, texts, unsure


async def outcomes(asker: Asker) -> list[ShowingOutcome | None]:
    return [each.outcome for each in await asker.showings()]


async def test_assent_confirms_with_a_reaction(asker: Asker) -> None:
    await asker.ask("怎么退", "returns")
    sent = await asker.write("明白了", sure(Intent.ACKNOWLEDGE))
    assert [(each.action, each.text) for each in sent] == [("react", Reaction.AGREED)]
    assert await outcomes(asker) == [ShowingOutcome.CONFIRMED]


async def test_thanks_with_assent_are_answered(asker: Asker) -> None:
    await asker.ask("怎么退", "returns")
    sent = await asker.write("明白了，谢谢", sure(Intent.THANKS))
    assert texts(sent) == [said(asker, Reply.THANKS)]
    assert await outcomes(asker) == [ShowingOutcome.CONFIRMED]


async def test_thanks_with_assent_end_the_waiting_for_words(asker: Asker) -> None:
    await asker.ask("怎么退", "returns")
    await asker.write("明白了，谢谢", sure(Intent.THANKS))
    await asker.write("没有", unsure(Intent.ACKNOWLEDGE))
    assert await outcomes(asker) == [ShowingOutcome.CONFIRMED]
    assert await asker.cases() == []


async def test_words_of_a_verdict_may_follow_thanks(asker: Asker) -> None:
    await asker.ask("怎么退", "returns")
    await asker.write("谢谢", sure(Intent.THANKS))
    await asker.write("明白了", sure(Intent.ACKNOWLEDGE))
    assert await outcomes(asker) == [ShowingOutcome.CONFIRMED]


async def test_thanks_alone_do_not_confirm(asker: Asker) -> None:
    await asker.ask("怎么退", "returns")
    assert texts(await asker.write("谢谢", sure(Intent.THANKS))) == [said(asker, Reply.THANKS)]
    assert await outcomes(asker) == [None]


async def test_refusal_in_words_opens_a_case_with_them(asker: Asker) -> None:
    await asker.ask("怎么退", "returns")
    await asker.write("不是我问的", unsure(Intent.COMPLAINT))
    assert await outcomes(asker) == [ShowingOutcome.NOT_MY_QUESTION]
    assert [(each.kind, each.message_id) for each in await asker.cases()] == [(CaseKind.INQUIRY, 1)]
    async with asker.customer.database.reading() as session:
        steps = list(await session.scalars(select(CaseEvent.step).order_by(CaseEvent.id)))
    assert steps == [CaseStep.OPENED, CaseStep.ANSWERED, CaseStep.MESSAGE]


async def test_wish_for_a_person_after_an_answer_is_its_outcome(asker: Asker) -> None:
    await asker.ask("怎么退", "returns")
    await asker.write("转人工", sure(Intent.HUMAN))
    assert await outcomes(asker) == [ShowingOutcome.PERSON]
    assert [each.kind for each in await asker.cases()] == [CaseKind.HUMAN]


async def test_words_after_something_else_are_not_about_the_answer(asker: Asker) -> None:
    await asker.ask("怎么退", "returns")
    await asker.write("你们店员态度太差了", sure(Intent.COMPLAINT))
    await asker.write("好的", sure(Intent.ACKNOWLEDGE))
    assert await outcomes(asker) == [None]


async def test_complaint_after_an_answer_still_asks_for_the_order_number(asker: Asker) -> None:
    await asker.ask("怎么退", "returns")
    (told,) = texts(await asker.write("你们发错货了", sure(Intent.COMPLAINT)))
    assert told.endswith(said(asker, Reply.COMPLAINT_ASK_ORDER))
