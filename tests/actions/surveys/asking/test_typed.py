"""A typed answer counts where a question waits for it, and nothing else is taken for one."""

import pytest

from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from store.models.cases import Case, CaseKind
from store.models.conversations import Conversation, Message, Mode, Understood
from store.models.surveys import Answer, InvitationStatus
from tests.actions.conftest import AWAY, sure, texts, unsure
from tests.actions.surveys.conftest import DAY, HOUR, Talk
from tests.conftest import NOON

OTHER = unsure(Intent.INQUIRY)


def comment_question(talk: Talk, language: Language = Language.ZH) -> str:
    found = talk.shop.house.surveys["post_service"].question("comment")
    assert found is not None
    replies = talk.shop.house.replies
    return replies.text(language, Reply.SURVEY_STEP, step=2, total=2, question=found.text[language])


@pytest.mark.parametrize("text", ["5", "五星", "非常满意", "very satisfied", "5/5"])
async def test_typed_answer_is_taken_and_the_survey_goes_on(talk: Talk, text: str) -> None:
    await talk.begin()
    spoken = Language.EN if text == "very satisfied" else Language.ZH
    assert texts(await talk.customer.write(text, OTHER)) == [comment_question(talk, spoken)]
    assert await talk.shop.answers() == {"satisfaction": 5}


async def test_typed_answer_takes_the_buttons_off_the_question(talk: Talk) -> None:
    (asked,) = await talk.begin()
    await talk.shop.deliver(501)
    edit = (await talk.customer.write("4", OTHER))[0]
    answered = talk.shop.house.replies.text(Language.ZH, Reply.SURVEY_ANSWERED, answer="4 🙂")
    assert (edit.action, edit.text, edit.buttons) == ("edit", f"{asked.text}\n\n{answered}", {})


async def test_typed_answer_needs_no_model(talk: Talk) -> None:
    await talk.begin()
    assert texts(await talk.customer.write("2", AWAY)) == [
        f"2/3　{talk.shop.house.surveys['post_service'].questions[1].text[Language.ZH]}"
    ]
    messages: list[Message] = await talk.shop.rows(Message)
    assert [each.understood for each in messages if each.text == "2"] == [Understood.NOT_NEEDED]
    assert [case.kind for case in await talk.shop.rows(Case)] == [CaseKind.RECOVERY]


async def test_typed_answer_counts_days_later(talk: Talk) -> None:
    await talk.begin()
    talk.later(5 * DAY)
    await talk.customer.write("4", OTHER)
    assert await talk.shop.answers() == {"satisfaction": 4}


async def test_number_counts_after_something_else_was_talked_of(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.write("到现在还漏水", sure(Intent.COMPLAINT))
    await talk.customer.write("2", OTHER)
    assert await talk.shop.answers() == {"satisfaction": 2}
    assert len(await talk.shop.rows(Case)) == 2


async def test_words_do_not_count_after_something_else_was_asked(talk: Talk) -> None:
    await talk.begin(survey="case_settled")
    await talk.customer.write("到现在还漏水", sure(Intent.COMPLAINT))  # asks for the order number
    await talk.customer.write("没有", OTHER)
    assert await talk.shop.answers() == {}


async def test_question_typed_in_the_middle_is_a_question(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.write("5号店几点开门", sure(Intent.INQUIRY))
    assert [case.kind for case in await talk.shop.rows(Case)] == [CaseKind.INQUIRY]
    await talk.tap("5")
    assert await talk.shop.answers() == {"satisfaction": 5}


async def test_number_without_a_question_is_a_message(talk: Talk) -> None:
    await talk.customer.write("5", sure(Intent.INQUIRY))
    assert [case.kind for case in await talk.shop.rows(Case)] == [CaseKind.INQUIRY]


async def test_number_for_a_person_is_not_taken(talk: Talk) -> None:
    await talk.begin()
    await talk.shop.change(Conversation, mode=Mode.STAFF)
    await talk.customer.write("5", OTHER)
    assert await talk.shop.answers() == {}


async def test_several_reasons_can_be_typed(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.write("3", OTHER)
    await talk.customer.write("价格、等候时间", OTHER)
    assert await talk.shop.answers() == {"satisfaction": 3, "reasons": ["waiting", "price"]}


async def test_comment_can_be_skipped_in_words(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    await talk.customer.write("跳过", OTHER)
    assert await talk.shop.answers() == {"satisfaction": 5, "comment": None}


async def test_number_that_is_no_step_is_told_the_scale_with_the_buttons(talk: Talk) -> None:
    (asked,) = await talk.begin()
    (again,) = await talk.customer.write("8", AWAY)
    hint = talk.shop.house.replies.text(Language.ZH, Reply.SURVEY_CHOOSE, lowest=1, highest=5)
    question = asked.text.split("\n\n")[-1]
    assert (again.text, again.buttons) == (f"{hint}\n\n{question}", asked.buttons)
    await talk.customer.write("四星", AWAY)
    assert await talk.shop.answers() == {"satisfaction": 4}


async def test_number_that_is_no_step_is_a_message_after_something_else(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.write("到现在还漏水", sure(Intent.COMPLAINT))
    await talk.customer.write("308", sure(Intent.INQUIRY))
    assert [case.kind for case in await talk.shop.rows(Case)] == [CaseKind.COMPLAINT, CaseKind.INQUIRY]


async def test_typed_reasons_join_those_that_are_ticked(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.write("3", OTHER)
    await talk.tap("+price", "reasons")
    await talk.customer.write("等候时间", OTHER)
    assert await talk.shop.answers() == {"satisfaction": 3, "reasons": ["waiting", "price"]}


async def test_end_of_choosing_can_be_typed(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.write("3", OTHER)
    await talk.tap("+price", "reasons")
    await talk.customer.write("选好了", AWAY)
    await talk.customer.write("没有了", AWAY)
    assert await talk.shop.answers() == {"satisfaction": 3, "reasons": ["price"], "comment": None}


async def test_way_back_can_be_typed(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.write("4", OTHER)
    await talk.customer.write("上一题", AWAY)
    await talk.customer.write("2", OTHER)
    assert await talk.shop.answers() == {"satisfaction": 2}


async def test_first_question_has_no_way_back(talk: Talk) -> None:
    (asked,) = await talk.begin()
    (again,) = await talk.customer.write("back", AWAY)
    fixed = talk.shop.house.replies.text(Language.ZH, Reply.SURVEY_FIXED)
    assert again.text == fixed + "\n\n" + asked.text.split("\n\n")[-1]


async def test_edited_comment_changes_the_answer(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    await talk.customer.write("师傅很专业", sure(Intent.PRAISE))
    number = talk.customer.updates
    talk.later(HOUR)
    await talk.customer.edit(number, "师傅非常专业", sure(Intent.PRAISE))
    assert await talk.shop.answers() == {"satisfaction": 5, "comment": "师傅非常专业"}
    answers: list[Answer] = await talk.shop.rows(Answer)
    assert (answers[1].answered_at, answers[1].changed_at) == (NOON + HOUR, NOON + 2 * HOUR)


async def test_edited_score_changes_the_answer(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.write("4", OTHER)
    await talk.customer.edit(talk.customer.updates, "1", OTHER)
    assert await talk.shop.answers() == {"satisfaction": 1}
    assert [case.kind for case in await talk.shop.rows(Case)] == [CaseKind.RECOVERY]


async def test_score_edited_into_a_sentence_stays(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.write("4", OTHER)
    await talk.customer.edit(talk.customer.updates, "4个人都不错", sure(Intent.PRAISE))
    assert await talk.shop.answers() == {"satisfaction": 4}


async def test_score_edited_after_a_day_stays(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.write("4", OTHER)
    talk.later(DAY)
    await talk.customer.edit(2, "1", OTHER)
    assert await talk.shop.answers() == {"satisfaction": 4}


async def test_known_words_in_a_survey_take_its_buttons_off(talk: Talk) -> None:
    (asked,) = await talk.begin()
    await talk.shop.deliver(501)
    edit, said = await talk.customer.write("退订", AWAY)
    assert (edit.action, edit.text, edit.buttons) == ("edit", asked.text, {})
    assert said.text == talk.shop.house.replies.text(Language.ZH, Reply.STOPPED)
    assert (await talk.shop.invitation()).status is InvitationStatus.DISMISSED


@pytest.mark.parametrize("text", ["4/5, a bit hurried", "4分，就是停车难", "4 stars. Parking is hard"])
async def test_score_with_words_is_score_and_comment(talk: Talk, text: str) -> None:
    await talk.begin()
    await talk.customer.write(text, unsure(Intent.PRAISE))
    assert await talk.shop.answers() == {"satisfaction": 4, "comment": text}
    assert await talk.shop.rows(Case) == []


async def test_complaint_behind_a_score_is_one_as_well(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.write("3分，师傅在屋里抽烟", sure(Intent.COMPLAINT))
    assert (await talk.shop.answers())["satisfaction"] == 3
    assert [case.kind for case in await talk.shop.rows(Case)] == [CaseKind.RECOVERY]


@pytest.mark.parametrize("text", ["4分钟就好了", "10 people waited", "4号那天来的"])
async def test_other_numbers_with_words_are_no_score(talk: Talk, text: str) -> None:
    await talk.begin()
    await talk.customer.write(text, sure(Intent.COMPLAINT))
    assert await talk.shop.answers() == {}
