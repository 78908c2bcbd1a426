"""Answers in the talk: said, offered, and asked about."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.answers.finding.candidates import FindingOutcome
from actions.answers.showing.question_search import SearchedQuestion
from actions.settings.replies import Reply
from actions.turn.reading import Reading
from nlu.contract.labels import Intent, Language
from store.models.answers import ShowingKind, ShowingOutcome
from store.models.cases import CaseKind
from store.models.conversations import Message
from tests.actions.answers.showing.conftest import PARKING, RETURNS, Asker
from tests.actions.conftest import sure, texts, unsure

WEEK = "周一至周五 09:00–18:00，周六 10:00–17:00，周日休息"


def said(
    asker: Asker, reply: Reply, number: int = 0, language: Language = Language.ZH, **values: object
) -> str:
    return asker.customer.house.replies.worded(language, reply, number, **values)


async def test_question_is_answered_and_asked_about_in_one_message(asker: Asker) -> None:
    [sent] = await asker.ask("你们几点开门", "hours")
    assert sent.text == f"我们的营业时间是 {WEEK}。\n\n{said(asker, Reply.ANSWER_ASK)}"
    assert [*sent.buttons] == ["👍 有帮助", "不是我问的", "还是不清楚", "转人工"]
    [showing] = await asker.showings()
    assert (showing.kind, showing.outcome, showing.version) == (ShowingKind.DIRECT, None, 1)
    assert await asker.cases() == []


async def test_links_of_the_answer_stand_above_the_question(asker: Asker) -> None:
    [sent] = await asker.ask("怎么退", "returns")
    assert next(iter(sent.buttons.items())) == ("退货说明", "https://example.com/returns")


async def test_answer_is_in_the_characters_of_the_customer(asker: Asker) -> None:
    asker.customer.language_code = "zh-hk"
    [sent] = await asker.ask("點樣退貨", "returns")
    assert sent.text.startswith("七天內可以退貨。")


async def test_answer_is_found_by_its_words_and_by_none_of_the_set_phrase(asker: Asker) -> None:
    await asker.ask("怎么退", "returns")
    found = {query: await asker.search(query) for query in ("七天内", "七天內", "有帮助", "怎么退")}
    answer = f"七天内可以退货。\n\n{said(asker, Reply.ANSWER_ASK)}"
    assert found == {"七天内": [answer], "七天內": [answer], "有帮助": [], "怎么退": ["怎么退"]}


async def test_answer_is_still_found_where_a_receipt_is_added_to_it(asker: Asker) -> None:
    await asker.ask("怎么退", "returns")
    async with asker.customer.database.transaction() as session:
        answer = (await session.scalars(select(Message).where(Message.text.startswith("七天")))).one()
        answer.text = f"{answer.text}\n\n已收到。"
    assert len(await asker.search("七天内")) == 1


async def test_answer_in_another_language_says_so(asker: Asker) -> None:
    asker.customer.language_code = "en"
    [sent] = await asker.ask("Where can I park my car?", "parking")
    assert sent.text == (
        f"{said(asker, Reply.ANSWER_OTHER_LANGUAGE, language=Language.EN)}\n\n门口有停车位。"
        f"\n\n{said(asker, Reply.ANSWER_ASK, language=Language.EN)}"
    )
    assert [each.language for each in await asker.showings()] == [Language.ZH]


async def test_answer_without_its_fact_opens_a_case_as_before(asker: Asker) -> None:
    await asker.publish("address", {"zh": {"question": "你们在哪？", "answer": "在{address}。"}})
    sent = await asker.ask("你们在哪", "address", is_exact=True)
    assert [each.text[:8] for each in sent] == [said(asker, Reply.INQUIRY, reference="", due="")[:8]]
    assert await asker.showings() == []


async def test_choice_is_offered_by_entry(asker: Asker) -> None:
    [sent] = await asker.ask("周末能去吗", "hours", "parking", outcome=FindingOutcome.CHOICE)
    assert (sent.text, [*sent.buttons]) == (said(asker, Reply.OFFER), ["几点开门？", "能停车吗？", "都不是"])
    assert [each.kind for each in await asker.showings()] == [ShowingKind.OFFERED] * 2


async def test_pending_choice_does_not_swallow_a_new_question(asker: Asker) -> None:
    await asker.ask("周末能去吗", "hours", "parking", outcome=FindingOutcome.CHOICE)
    [sent] = await asker.ask("怎么退货", "returns", is_exact=True)
    assert sent.text.startswith("七天内可以退货。")


async def test_line_of_the_burst_nearest_to_what_is_offered_gets_no_second_offer(asker: Asker) -> None:
    asker.customer.pace = timedelta(seconds=1)
    await asker.ask("能停在", "parking", outcome=FindingOutcome.CHOICE)
    assert await asker.ask("停在酒店里", "parking", "hours", outcome=FindingOutcome.CHOICE) == []
    assert await asker.ask("酒店吗", "hours", outcome=FindingOutcome.CHOICE) == []
    [sent] = await asker.ask("还能退吗", "returns", outcome=FindingOutcome.CHOICE)
    assert [*sent.buttons] == ["怎么退货？", "都不是"]


async def test_choice_can_be_named_in_words(asker: Asker) -> None:
    await asker.ask("周末能去吗", "hours", "parking", outcome=FindingOutcome.CHOICE)
    [sent] = texts(await asker.write("第二个", unsure(Intent.INQUIRY)))
    assert sent.startswith("门口有停车位。")


async def test_none_of_the_choice_in_words_opens_a_case(asker: Asker) -> None:
    await asker.ask("周末能去吗", "hours", "parking", outcome=FindingOutcome.CHOICE)
    await asker.write("都不是", unsure(Intent.INQUIRY))
    assert [(each.kind, each.message_id) for each in await asker.cases()] == [(CaseKind.INQUIRY, 1)]
    assert [each.outcome for each in await asker.showings()] == [ShowingOutcome.NOT_MY_QUESTION] * 2


async def test_unsure_message_that_entries_answer_is_offered_them(asker: Asker) -> None:
    [sent] = await asker.ask("退货", "returns", reading=unsure(Intent.COMPLAINT))
    assert (sent.text, [*sent.buttons]) == (said(asker, Reply.OFFER_ONE), ["怎么退货？", "都不是"])


async def test_complaint_with_the_words_of_an_entry_gets_both_in_one_reply(asker: Asker) -> None:
    complaint = sure(Intent.COMPLAINT)
    [sent] = await asker.ask("等了半天没人！能停车吗？", "parking", reading=complaint, is_exact=True)
    parts = sent.text.split("\n\n")
    assert parts[1:] == [
        said(asker, Reply.ANSWER_IN_COMPLAINT, answer="门口有停车位。"),
        said(asker, Reply.COMPLAINT_ASK_ORDER),
    ]
    assert [each.kind for each in await asker.cases()] == [CaseKind.COMPLAINT]
    assert await asker.search("门口") == [sent.text]


async def test_complaint_that_is_only_like_an_entry_is_a_complaint(asker: Asker) -> None:
    [sent] = await asker.ask("停车场太差了", "parking", reading=sure(Intent.COMPLAINT))
    assert "门口有停车位" not in sent.text
    assert await asker.showings() == []


async def test_same_answer_is_not_said_twice_in_a_burst(asker: Asker) -> None:
    asker.customer.pace = timedelta(seconds=1)
    await asker.ask("你们几点开门", "hours")
    sent = await asker.ask("周末几点", "hours")
    assert [each.action for each in sent] == ["react"]


async def test_question_that_leaves_out_its_thing_gets_an_answer_in_a_burst_too(asker: Asker) -> None:
    asker.customer.pace = timedelta(seconds=1)
    await asker.ask("能停车吗", "parking")
    [sent] = texts(await asker.ask("那周日呢", "parking"))
    assert sent.startswith(str(PARKING["zh"]["answer"]))


async def test_question_that_goes_on_gets_the_hours_of_that_day(asker: Asker) -> None:
    await asker.ask("你们几点开门", "hours")
    [sent] = texts(await asker.write("那周六呢", sure(Intent.FOLLOW_UP)))
    assert sent == f"周六的营业时间是 10:00–17:00。\n\n{said(asker, Reply.ANSWER_ASK, 1)}"
    assert [each.kind for each in await asker.showings()] == [ShowingKind.DIRECT, ShowingKind.FOLLOW_UP]


@pytest.mark.parametrize("text", ["周六开门吗", "周六放假吗", "星期六放不放假"])
async def test_question_that_names_a_day_gets_the_hours_of_that_day(asker: Asker, text: str) -> None:
    [sent] = texts(await asker.ask(text, "hours"))
    assert sent == f"周六的营业时间是 10:00–17:00。\n\n{said(asker, Reply.ANSWER_ASK)}"
    assert [each.kind for each in await asker.showings()] == [ShowingKind.DIRECT]


async def test_question_that_names_a_day_needs_no_choice_of_one(asker: Asker) -> None:
    [sent] = texts(await asker.ask("周六有人吗", "hours", outcome=FindingOutcome.CHOICE, is_near=True))
    assert sent.startswith("周六的营业时间是 10:00–17:00。")


async def test_question_that_names_a_day_needs_no_choice_beside_an_entry_without_its_fact(
    asker: Asker,
) -> None:
    await asker.publish("address", {"zh": {"question": "你们在哪？", "answer": "在{address}。"}})
    [sent] = texts(
        await asker.ask("周六有人吗", "hours", "address", outcome=FindingOutcome.CHOICE, is_near=True)
    )
    assert sent.startswith("周六的营业时间是 10:00–17:00。")


async def test_day_is_not_enough_where_the_entry_of_hours_is_far(asker: Asker) -> None:
    [sent] = await asker.ask("周六发货吗", "hours", outcome=FindingOutcome.CHOICE)
    assert [*sent.buttons] == ["几点开门？", "都不是"]


async def test_day_is_not_enough_where_the_model_is_not_sure_of_a_question(asker: Asker) -> None:
    unclear = unsure(Intent.INQUIRY)
    choice = FindingOutcome.CHOICE
    [sent] = await asker.ask("周六我来过的", "hours", outcome=choice, is_near=True, reading=unclear)
    assert [*sent.buttons] == ["几点开门？", "都不是"]


async def test_day_of_the_month_gets_the_hours_of_that_day(asker: Asker) -> None:
    day = (asker.customer.now + timedelta(days=1)).astimezone(asker.customer.house.calendar.zone)
    [sent] = texts(await asker.ask(f"{day.day}号开吗", "hours"))
    assert WEEK not in sent
    assert [each.kind for each in await asker.showings()] == [ShowingKind.DIRECT]


async def test_answer_that_says_more_than_hours_has_those_of_the_day_below_it(asker: Asker) -> None:
    where = "取件短信里有驿站的地址，凭取件码领取。网点本周营业时间：{hours_week}。"
    await asker.publish("pick-up", {"zh": {"question": "驿站在哪里？", "answer": where}})
    [sent] = texts(await asker.ask("周六去哪里取件", "pick-up"))
    told = f"{where.format(hours_week=WEEK)}\n\n周六的营业时间是 10:00–17:00。"
    assert sent == f"{told}\n\n{said(asker, Reply.ANSWER_ASK)}"
    [after] = texts(await asker.write("那周五呢", sure(Intent.FOLLOW_UP)))
    assert where[:5] not in after


async def test_question_about_a_holiday_that_the_calendar_does_not_know_opens_a_case(asker: Asker) -> None:
    [sent] = texts(await asker.ask("你们春节营业吗", "hours"))
    assert WEEK not in sent
    assert [each.kind for each in await asker.cases()] == [CaseKind.INQUIRY]


@pytest.mark.parametrize(
    "reading", [unsure(Intent.INQUIRY), sure(Intent.FOLLOW_UP), sure(Intent.OUT_OF_SCOPE)]
)
async def test_question_about_an_unknown_holiday_opens_a_case_whatever_the_model_reads(
    asker: Asker, reading: Reading
) -> None:
    [sent] = texts(await asker.ask("你们春节营业吗", "hours", reading=reading))
    assert WEEK not in sent
    assert [each.kind for each in await asker.cases()] == [CaseKind.INQUIRY]


async def test_words_that_go_on_to_an_unknown_holiday_open_a_case(asker: Asker) -> None:
    await asker.ask("你们几点开门", "hours")
    await asker.write("那春节呢", sure(Intent.FOLLOW_UP))
    assert [each.kind for each in await asker.cases()] == [CaseKind.INQUIRY]


async def test_question_about_a_holiday_needs_no_choice(asker: Asker) -> None:
    await asker.ask("春节能去吗", "hours", "parking", outcome=FindingOutcome.CHOICE, is_near=True)
    assert [each.kind for each in await asker.showings()] == [ShowingKind.SUGGESTED] * 2
    assert [each.kind for each in await asker.cases()] == [CaseKind.INQUIRY]


async def test_question_that_goes_on_from_an_answer_without_the_fact_opens_a_case(asker: Asker) -> None:
    await asker.ask("能停车吗", "parking")
    await asker.write("那周六呢", sure(Intent.FOLLOW_UP))
    assert [each.kind for each in await asker.cases()] == [CaseKind.INQUIRY]


async def test_suggestions_are_kept_for_the_person_in_the_talk(asker: Asker) -> None:
    await asker.customer.write("你好", sure(Intent.GREET))
    await asker.take_over()
    assert await asker.ask("怎么退货", "returns", "hours", outcome=FindingOutcome.CHOICE) == []
    assert [each.kind for each in await asker.showings()] == [ShowingKind.SUGGESTED] * 2


async def test_answer_is_that_of_the_outlet_of_the_customer(asker: Asker) -> None:
    asker.customer.searched = replace(asker.found("parking"), outlet="Station")
    await asker.customer.write("能停车吗", sure(Intent.INQUIRY))
    assert [each.outlet for each in await asker.showings()] == ["Station"]


async def test_nothing_found_is_as_before(asker: Asker) -> None:
    asker.customer.searched = SearchedQuestion()
    await asker.customer.write("可以寄到月球吗", sure(Intent.INQUIRY))
    assert [each.kind for each in await asker.cases()] == [CaseKind.INQUIRY]


async def test_edited_question_is_answered(asker: Asker) -> None:
    await asker.write("那个", unsure(Intent.PRAISE))
    asker.customer.searched = asker.found("returns")
    [sent] = texts(await asker.customer.edit(1, "怎么退货", sure(Intent.INQUIRY)))
    assert sent.startswith(str(RETURNS["zh"]["answer"]))


async def test_question_without_an_answer_leaves_suggestions_for_the_person_who_takes_it(
    asker: Asker,
) -> None:
    await asker.ask("周末能去吗", "hours", "parking", outcome=FindingOutcome.NONE)
    assert [each.kind for each in await asker.cases()] == [CaseKind.INQUIRY]
    assert [(each.kind, each.message_id) for each in await asker.showings()] == [
        (ShowingKind.SUGGESTED, 1)
    ] * 2


async def test_answer_that_promises_a_time_opens_the_case_that_keeps_it(asker: Asker) -> None:
    advice = {"zh": {"question": "能推荐一款吗", "answer": "请说预算，{promised} 前推荐。"}}
    await asker.publish("advice", advice)
    [sent] = await asker.ask("推荐一个", "advice")
    [case] = await asker.cases()
    [showing] = await asker.showings()
    assert (case.kind, case.message_id, showing.case_id) == (CaseKind.INQUIRY, 1, case.id)
    assert sent.text.startswith("请说预算，")
    assert case.due_at is not None
    assert f"{case.due_at.astimezone(asker.customer.house.calendar.zone):%H:%M} 前推荐。" in sent.text
    await asker.write("三百以内", unsure(Intent.INQUIRY))
    assert [each.id for each in await asker.cases()] == [case.id]


async def test_promise_of_a_time_belongs_to_the_case_that_is_open(asker: Asker) -> None:
    await asker.publish("advice", {"zh": {"question": "能推荐一款吗", "answer": "{promised} 前推荐。"}})
    await asker.write("你们有会员吗", sure(Intent.INQUIRY))
    await asker.ask("推荐一个", "advice")
    [case] = await asker.cases()
    assert [each.case_id for each in await asker.showings()] == [case.id]


async def test_order_number_after_an_answer_goes_to_a_person_with_the_question(asker: Asker) -> None:
    await asker.ask("怎么退", "returns")
    [sent] = await asker.write("20261103-4417", unsure(Intent.INQUIRY))
    [case] = await asker.cases()
    assert (case.kind, case.message_id, case.order_number) == (CaseKind.INQUIRY, 1, "20261103-4417")
    assert case.reference is not None
    assert case.reference in sent.text
