"""Words that answer a question without being an answer stay with the question."""

from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from store.models.cases import Case, CaseKind
from tests.actions.conftest import sure, texts, unsure
from tests.actions.surveys.conftest import DAY, Talk

UNSURE = unsure(Intent.INQUIRY)


def said(talk: Talk, reply: Reply, **values: object) -> str:
    return talk.shop.house.replies.text(Language.ZH, reply, **values)


async def test_unsure_words_are_told_the_scale(talk: Talk) -> None:
    (asked,) = await talk.begin()
    (again,) = await talk.customer.write("还行吧", UNSURE)
    hint = said(talk, Reply.SURVEY_CHOOSE, lowest=1, highest=5)
    assert again.text == hint + "\n\n" + asked.text.split("\n\n")[-1]
    assert again.buttons == asked.buttons


async def test_hint_is_given_once(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.write("还行吧", UNSURE)
    assert texts(await talk.customer.write("就那样", UNSURE)) == [said(talk, Reply.ASK_FRAGMENT)]


async def test_words_after_a_day_are_a_message(talk: Talk) -> None:
    await talk.begin()
    talk.later(2 * DAY)
    assert texts(await talk.customer.write("还行吧", UNSURE)) == [said(talk, Reply.ASK_FRAGMENT)]


async def test_clear_complaint_leaves_the_question_and_the_survey_goes_on(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.write("沙发被划了还不认账", sure(Intent.COMPLAINT))
    await talk.customer.write("1", UNSURE)
    assert await talk.shop.answers() == {"satisfaction": 1}
    assert [case.kind for case in await talk.shop.rows(Case)] == [CaseKind.COMPLAINT, CaseKind.RECOVERY]


async def test_praise_is_the_comment_of_the_rating_that_follows(talk: Talk) -> None:
    (asked,) = await talk.begin()
    (again,) = await talk.customer.write("师傅特别细心", sure(Intent.PRAISE))
    assert again.text == said(talk, Reply.SURVEY_COMMENT_KEPT) + "\n\n" + asked.text.split("\n\n")[-1]
    assert texts(await talk.customer.write("5", UNSURE)) == [said(talk, Reply.SURVEY_THANKS)]
    assert await talk.shop.answers() == {"satisfaction": 5, "comment": "师傅特别细心"}


async def test_words_without_a_survey_are_a_message(talk: Talk) -> None:
    assert texts(await talk.customer.write("还行吧", UNSURE)) == [said(talk, Reply.ASK_FRAGMENT)]
