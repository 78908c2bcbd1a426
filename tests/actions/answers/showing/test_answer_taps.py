"""Pressed buttons of answers and choices; those of entries that changed lose nothing."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from actions.answers.finding.candidates import FindingOutcome
from actions.settings.replies import Reply
from nlu.contract.labels import Intent
from store.models.answers import ShowingKind, ShowingOutcome
from store.models.cases import CaseEvent, CaseKind, CaseStep, Priority
from tests.actions.answers.showing.conftest import Asker
from tests.actions.answers.showing.test_answer_reply import said
from tests.actions.conftest import Customer, Sent, sure, texts, unsure


async def press(asker: Asker, sent: Sent, label: str) -> list[Sent]:
    return await asker.customer.press(sent.buttons[label])


async def test_yes_is_kept_and_opens_nothing(asker: Asker) -> None:
    [answer] = await asker.ask("怎么退", "returns")
    notice, edited = await press(asker, answer, "👍 有帮助")
    assert (notice.text, edited.text) == (said(asker, Reply.ANSWER_GLAD), "七天内可以退货。\n\n👍 有帮助")
    assert edited.buttons == {"退货说明": "https://example.com/returns"}
    assert [each.outcome for each in await asker.showings()] == [ShowingOutcome.CONFIRMED]
    assert await asker.cases() == []


@pytest.mark.parametrize(
    ("label", "outcome", "kind", "priority"),
    [
        ("不是我问的", ShowingOutcome.NOT_MY_QUESTION, CaseKind.INQUIRY, Priority.NORMAL),
        ("还是不清楚", ShowingOutcome.UNCLEAR, CaseKind.INQUIRY, Priority.NORMAL),
        ("转人工", ShowingOutcome.PERSON, CaseKind.HUMAN, Priority.HIGH),
    ],
)
async def test_no_opens_a_case_with_the_question_and_the_answer(
    asker: Asker, label: str, outcome: ShowingOutcome, kind: CaseKind, priority: Priority
) -> None:
    [answer] = await asker.ask("怎么退", "returns")
    (told,) = texts(await press(asker, answer, label))
    [case], [showing] = await asker.cases(), await asker.showings()
    assert (case.kind, case.priority, case.message_id) == (kind, priority, 1)
    assert (showing.outcome, showing.case_id) == (outcome, case.id)
    assert "HF-000001" in told
    async with asker.customer.database.reading() as session:
        steps = await session.execute(select(CaseEvent.step, CaseEvent.message_id).order_by(CaseEvent.id))
    assert [*steps.tuples()] == [(CaseStep.OPENED, 1), (CaseStep.ANSWERED, showing.reply_id)]


async def test_button_pressed_twice_counts_once(asker: Asker) -> None:
    [answer] = await asker.ask("怎么退", "returns")
    await press(asker, answer, "不是我问的")
    [notice] = await press(asker, answer, "👍 有帮助")
    assert (notice.action, notice.text) == ("answer_tap", said(asker, Reply.ANSWER_NOTED))
    assert [each.outcome for each in await asker.showings()] == [ShowingOutcome.NOT_MY_QUESTION]
    assert len(await asker.cases()) == 1


async def test_button_of_an_older_answer_leaves_the_newest_waiting_for_words(asker: Asker) -> None:
    [older] = await asker.ask("怎么退", "returns")
    await asker.ask("停车", "parking")
    await press(asker, older, "👍 有帮助")
    await asker.write("明白了", sure(Intent.ACKNOWLEDGE))
    assert [each.outcome for each in await asker.showings()] == [ShowingOutcome.CONFIRMED] * 2


async def test_pressed_button_ends_the_waiting_for_words(asker: Asker) -> None:
    [answer] = await asker.ask("怎么退", "returns")
    await press(asker, answer, "👍 有帮助")
    await asker.write("没有", unsure(Intent.ACKNOWLEDGE))
    [offer] = await asker.ask("周末能去吗", "hours", "parking", outcome=FindingOutcome.CHOICE)
    await press(asker, offer, "能停车吗？")
    await asker.write("2", unsure(Intent.ACKNOWLEDGE))
    outcomes = [each.outcome for each in await asker.showings()]
    assert outcomes == [ShowingOutcome.CONFIRMED, None, ShowingOutcome.CONFIRMED, None]


async def test_chosen_question_is_answered(asker: Asker) -> None:
    [offer] = await asker.ask("周末能去吗", "hours", "parking", outcome=FindingOutcome.CHOICE)
    _, edited, answer = await press(asker, offer, "能停车吗？")
    assert edited.text == said(asker, Reply.OFFER_CHOSEN, question="能停车吗？")
    assert answer.text.startswith("门口有停车位。")
    kinds = [each.kind for each in await asker.showings()]
    assert kinds == [ShowingKind.OFFERED, ShowingKind.OFFERED, ShowingKind.CHOSEN]


async def test_none_of_these_opens_a_case_with_the_question(asker: Asker) -> None:
    [offer] = await asker.ask("周末能去吗", "hours", "parking", outcome=FindingOutcome.CHOICE)
    await press(asker, offer, "都不是")
    assert [(each.kind, each.message_id) for each in await asker.cases()] == [(CaseKind.INQUIRY, 1)]
    assert [each.outcome for each in await asker.showings()] == [ShowingOutcome.NOT_MY_QUESTION] * 2


async def test_button_of_an_entry_that_is_gone_leads_to_a_person(asker: Asker) -> None:
    [offer] = await asker.ask("周末能去吗", "hours", "parking", outcome=FindingOutcome.CHOICE)
    await asker.retire("parking")
    (told,) = texts(await press(asker, offer, "能停车吗？"))
    assert told.startswith(said(asker, Reply.ANSWER_GONE, reference="HF-000001", due="")[:8])
    assert [each.message_id for each in await asker.cases()] == [1]


async def test_button_of_an_older_version_gets_the_newest(asker: Asker) -> None:
    [offer] = await asker.ask("周末能去吗", "hours", "parking", outcome=FindingOutcome.CHOICE)
    await asker.publish("parking", {"zh": {"question": "能停车吗？", "answer": "停车场在装修。"}})
    (told,) = texts(await press(asker, offer, "能停车吗？"))
    assert told.startswith("停车场在装修。")
    assert (await asker.showings())[-1].version == 2


async def test_verdict_on_an_answer_that_is_gone_counts_all_the_same(asker: Asker) -> None:
    [answer] = await asker.ask("怎么退", "returns")
    await asker.retire("returns")
    await press(asker, answer, "还是不清楚")
    assert [each.outcome for each in await asker.showings()] == [ShowingOutcome.UNCLEAR]
    assert len(await asker.cases()) == 1


async def test_refusal_while_a_person_is_in_the_talk_opens_nothing(asker: Asker) -> None:
    [answer] = await asker.ask("怎么退", "returns")
    await asker.take_over()
    assert texts(await press(asker, answer, "转人工")) == [said(asker, Reply.WITH_STAFF)]
    assert await asker.cases() == []


@pytest.mark.parametrize("data", ["a:1:x", "a:1:c", "a:99:y", "a:x:y", "a:"])
async def test_button_that_was_not_shown_is_refused(asker: Asker, data: str) -> None:
    await asker.ask("怎么退", "returns")
    [notice] = await asker.customer.press(data)
    assert notice.text == said(asker, Reply.BUTTON_FOREIGN)


async def test_button_of_another_customer_is_refused(
    asker: Asker, customers: Callable[..., Customer]
) -> None:
    [answer] = await asker.ask("怎么退", "returns")
    await customers(8).press(answer.buttons["👍 有帮助"])
    assert [each.outcome for each in await asker.showings()] == [None]


async def test_refusal_adds_to_the_case_of_the_talk(asker: Asker) -> None:
    await asker.write("可以寄到月球吗", sure(Intent.INQUIRY))
    [answer] = await asker.ask("怎么退", "returns")
    await press(asker, answer, "不是我问的")
    assert len(await asker.cases()) == 1
