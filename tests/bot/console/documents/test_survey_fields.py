"""A survey is made and changed in a form, seen as customers see it, and asked once it is published."""

import re

import pytest
import yaml

from bot.console.documents.form_values import texts_of
from bot.console.documents.survey_fields import SURVEY
from bot.console.web.console_parts import ConsoleDeps
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.staff import Role
from store.queries.documents.document_states import document_states
from tests.actions.documents.published import files
from tests.bot.console.browser import Browser, Browsers

PAGE = "/settings/surveys.post_service"


@pytest.fixture
async def manager(browsers: Browsers, staff: None) -> Browser:
    """A manager who is logged in."""
    manager = await browsers.logged_in(Role.MANAGER)
    await manager.get("/settings")
    return manager


async def drafted(database: Database, key: str) -> dict[str, object]:
    """Return what the draft of a survey says."""
    async with database.reading() as session:
        draft = (await document_states(session))[key].draft
    assert draft is not None
    content: dict[str, object] = yaml.safe_load(draft.text)
    return content


def posted(**changes: str) -> dict[str, str]:
    """Return the fields of the form of the survey after a service with changes; `__` stands for a dot."""
    content = yaml.safe_load(files()["surveys.post_service"].text)
    changed = {name.replace("__", "."): text for name, text in changes.items()}
    return texts_of(content, SURVEY) | changed | {"seen": "0"}


def test_form_has_every_setting_of_a_survey() -> None:
    names = {part.name.partition(".")[0] for section in SURVEY for part in section.parts}
    assert names == {
        "title",
        "introduction",
        "follow_up",
        "questions",
        "dimensions",
        "weights",
        "items_asked",
        "apart",
    }


@pytest.mark.parametrize("key", [key for key in files() if key.startswith("surveys.")])
async def test_every_survey_has_a_form(manager: Browser, key: str) -> None:
    page = (await manager.get(f"/settings/{key}")).text
    content = yaml.safe_load(files()[key].text)
    shown = re.findall(r'name="questions\.\d+\.key" value="([^"]*)"', page)
    assert shown == [*(question["id"] for question in content["questions"]), ""]


async def test_changed_question_is_previewed_in_the_chat_of_both_languages(manager: Browser) -> None:
    await manager.post(PAGE, **posted(questions__0__text__zh="满意吗？", questions__0__text__en="Happy?"))
    page = (await manager.get(PAGE)).text
    assert "<blockquote>满意吗？</blockquote>" in page
    assert "<blockquote>Happy?</blockquote>" in page
    assert '<p class="buttons"><span>1 😞</span>' in page


async def test_kind_of_a_question_decides_which_fields_it_has(manager: Browser) -> None:
    page = (await manager.get(PAGE)).text
    has_options = [f'name="questions.{number}.options.0.key"' in page for number in range(3)]
    assert has_options == [False, True, False]


async def test_mistake_is_named_as_the_checker_of_files_does(manager: Browser) -> None:
    await manager.post(PAGE, **posted(questions__1__when__question="comment"))
    page = (await manager.get(PAGE)).text
    assert "<code>questions.1.when.question: expected an earlier question: satisfaction</code>" in page
    assert "disabled>Publish" in page


async def test_new_survey_begins_as_a_copy(manager: Browser, database: Database) -> None:
    made = await manager.post("/settings/surveys", name="delivery", like="surveys.effort")
    assert made.headers["location"].endswith("/settings/surveys.delivery?notice=drafted")
    assert await drafted(database, "surveys.delivery") == yaml.safe_load(files()["surveys.effort"].text)


@pytest.mark.parametrize(
    ("name", "like", "notice"),
    [("effort", "surveys.effort", "name_taken"), ("mine", "rules", "no_such_version")],
)
async def test_survey_that_cannot_be_begun_is_refused(
    manager: Browser, name: str, like: str, notice: str
) -> None:
    refused = await manager.post("/settings/surveys", name=name, like=like)
    assert refused.headers["location"].endswith(f"/settings?notice={notice}")


async def test_survey_name_that_fits_no_button_is_refused(manager: Browser) -> None:
    refused = await manager.post("/settings/surveys", name="Über uns", like="surveys.effort")
    assert refused.status_code == 400


async def test_second_survey_of_a_name_changes_nothing(manager: Browser, database: Database) -> None:
    await manager.post("/settings/surveys", name="mine", like="surveys.effort")
    again = await manager.post("/settings/surveys", name="mine", like="surveys.recommendation")
    assert again.headers["location"].endswith("notice=name_taken")
    assert await drafted(database, "surveys.mine") == yaml.safe_load(files()["surveys.effort"].text)


async def test_published_survey_is_in_force(manager: Browser, deps: ConsoleDeps) -> None:
    await manager.post("/settings/surveys", name="mine", like="surveys.effort")
    await manager.post("/settings/surveys.mine", **{"title.en": "Mine", "seen": "1"})
    published = await manager.post("/settings/surveys.mine/publish", number="2")
    assert published.headers["location"].endswith("/settings/surveys.mine?notice=published")
    assert deps.at_present().house.surveys["mine"].title[Language.EN] == "Mine"
