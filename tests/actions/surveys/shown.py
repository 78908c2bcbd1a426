"""What a survey says and shows, as the tests expect it."""

from actions.settings.replies import Reply
from nlu.contract.labels import Language
from tests.actions.conftest import Sent
from tests.actions.surveys.conftest import Talk


def said(talk: Talk, reply: Reply, **values: object) -> str:
    return talk.shop.house.replies.text(Language.ZH, reply, **values)


def asked(talk: Talk, name: str, step: str = "") -> str:
    """A question as it is shown; `step` is such as "2/3"."""
    found = talk.shop.house.surveys["post_service"].question(name)
    assert found is not None
    return "　".join(part for part in (step, found.text[Language.ZH]) if part)


def ended(talk: Talk, answer: str) -> str:
    """What the survey's message shows at the end."""
    title = said(talk, Reply.SURVEY_ENDED, title="服务回访")
    return f"{title}\n\n{said(talk, Reply.SURVEY_ANSWERED, answer=answer)}"


def summary(sent: list[Sent]) -> list[tuple[str, str]]:
    return [(each.action, each.text) for each in sent]
