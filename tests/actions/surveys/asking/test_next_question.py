"""At the end a survey's message shows what was answered."""

from actions.settings.replies import Reply
from nlu.contract.labels import Language
from tests.actions.conftest import Sent
from tests.actions.surveys.conftest import Talk


def ended(talk: Talk, title: str) -> str:
    return talk.shop.house.replies.text(Language.ZH, Reply.SURVEY_ENDED, title=title)


async def finish(talk: Talk, survey: str, *answers: tuple[str, str]) -> Sent:
    """Answer all of it; what the survey's message became."""
    await talk.begin(survey=survey)
    sent: list[Sent] = []
    for value, question in answers:
        sent = await talk.tap(value, question)
    return next(each for each in reversed(sent) if each.action == "edit")


async def test_few_answers_are_listed_and_can_be_changed(talk: Talk) -> None:
    shown = await finish(talk, "case_settled", ("1", "resolved"), ("4", "satisfaction"))
    answered = talk.shop.house.replies.text(Language.ZH, Reply.SURVEY_ANSWERED, answer="是 · 4 🙂")
    assert shown.text == f"{ended(talk, '办结回访')}\n\n{answered}"
    assert shown.buttons == {"修改回答": "s:1:resolved:!change"}


async def test_many_answers_are_not_listed(talk: Talk) -> None:
    questions = [each.id for each in talk.shop.house.surveys["servqual"].asked[1:]]
    answers = [("1", "consent"), *(("4", name) for name in questions)]
    shown = await finish(talk, "servqual", *answers)
    assert shown.text == ended(talk, "服务质量（期望与感受）")
    assert shown.buttons == {"修改回答": "s:1:on_time_expected:!change"}
