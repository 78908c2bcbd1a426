"""The editor saves drafts, and says what is wrong."""

import html
import re
from urllib.parse import urlsplit

import pytest

from bot.console.answers.answer_fields import field_name, fields_of
from store.engine.database import Database
from store.models.staff import Role
from store.queries.answers.entry_states import entry_state, entry_states
from tests.actions.answers.documents import document
from tests.bot.console.browser import Browser, Browsers

FORM = {
    field_name(*key): text
    for key, text in fields_of(document("怎么退货？", "七天内可以退。", "能退吗")).items()
}


async def test_new_answer_is_saved_as_a_draft(manager: Browser, database: Database) -> None:
    await manager.get("/answers/new")
    saved = await manager.post("/answers/new", **FORM, why="asked often", seen="0")
    assert (saved.status_code, urlsplit(saved.headers["location"]).path) == (303, "/console/answers/4")
    async with database.reading() as session:
        state = await entry_state(session, 4)
    assert (state.draft, state.published) == (
        document("怎么退货？", "七天内可以退。", "能退吗").content(),
        None,
    )
    page = (await manager.get("/answers/4?notice=drafted")).text
    assert "Saved as a draft" in page
    assert "asked often" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"zh_question": "？"}, "Question (Chinese): A question with words is expected."),
        ({"zh_answer": ""}, "Answer (Chinese): This is missing."),
        (
            {"zh_answer": "{opening}"},
            "Answer (Chinese): {opening} is not filled in; see the list below the form.",
        ),
        (
            {"zh_answer": "a{"},
            "Answer (Chinese): Write braces in pairs, with a name alone inside. Write a literal one twice.",
        ),
        ({"zh_variants": "怎么退貨"}, "“怎么退貨” is the same as another question here. Remove one of them."),
        ({"zh_buttons": "Map"}, "Links (Chinese): Words and an address are expected, with a | between them."),
        (
            {"zh_buttons": "Map | ftp://a"},
            "Links (Chinese): An address that begins with https:// is expected.",
        ),
        ({"starts": "soon"}, "First day: A day such as 2026-12-31 is expected."),
        ({"starts": "2026-12-02", "ends": "2026-12-01"}, "The last day is before the first one."),
        ({"zh_answer": "长" * 3501}, "Answer (Chinese): At most 3500 characters."),
        ({"zh_question": "", "zh_answer": "", "zh_variants": ""}, "This is missing."),
    ],
)
async def test_mistakes_are_named_and_the_text_is_kept(
    manager: Browser, changes: dict[str, str], said: str
) -> None:
    await manager.get("/answers/new")
    answer = await manager.post("/answers/new", **{**FORM, "outlet": "kept here", **changes})
    problems = re.findall(r"<li>(.*?)</li>", answer.text.partition('role="alert"')[2].partition("</ul>")[0])
    assert (answer.status_code, [html.unescape(each) for each in problems]) == (422, [said])
    assert 'value="kept here"' in answer.text


async def test_draft_is_not_written_over_that_of_another(manager: Browser, database: Database) -> None:
    await manager.get("/answers/1")
    stale = await manager.post("/answers/1", **FORM, seen="1")
    assert (stale.status_code, "Another person has changed" in stale.text) == (422, True)
    assert 'name="seen" value="1"' in stale.text
    assert (await manager.post("/answers/1", **FORM, seen="2")).status_code == 303
    async with database.reading() as session:
        assert (await entry_states(session))["hours"].draft_number == 3


async def test_agents_read_and_do_not_write(manager: Browser, browsers: Browsers) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    page = await agent.get("/answers/1")
    assert (page.status_code, "Save as draft" in page.text) == (200, False)
    assert (await agent.get("/answers/new")).status_code == 403
    assert (await agent.post("/answers/1", **FORM)).status_code == 403


async def test_missing_answer_is_not_found(manager: Browser) -> None:
    assert (await manager.get("/answers/99")).status_code == 404


async def test_answer_is_headed_by_its_question_in_the_language_of_the_page(manager: Browser) -> None:
    headings = [re.findall(r"<h1>(.*?)</h1>", (await manager.get(f"/answers/{n}")).text) for n in (1, 3)]
    assert headings == [["When do you open?"], ["能停车吗"]]


RIVAL = re.compile(r"<li>(.*?)</li>")


def rivals(page: str) -> list[str]:
    """What a page says of answers that are near, without its markup."""
    shown = page.partition('id="rivals"')[2].partition("</div>")[0]
    return [html.unescape(re.sub(r"<[^>]*>", "", each)) for each in RIVAL.findall(shown)]


async def test_answers_near_a_new_one_are_named_before_it_is_saved(
    manager: Browser, database: Database
) -> None:
    await manager.get("/answers/new")
    form = {"en_question": "When do you OPEN", "en_answer": "kept here"}
    page = await manager.post("/answers/new/check", **form)
    assert (page.status_code, rivals(page.text)) == (
        200,
        ["The same question. “When do you OPEN” is near “When do you open?”: hours 1.00"],
    )
    assert "kept here" in page.text
    async with database.reading() as session:
        assert set(await entry_states(session)) == {"hours", "sale", "parking"}


async def test_answer_is_not_near_itself(manager: Browser) -> None:
    await manager.get("/answers/1")
    page = await manager.post("/answers/1/check", en_question="When do you open?", en_answer="Nine.")
    assert (rivals(page.text), "No published answer is near these questions." in page.text) == ([], True)


async def test_mistake_does_not_hide_that_another_has_changed_the_answer(manager: Browser) -> None:
    await manager.get("/answers/1")
    refused = await manager.post("/answers/1", **{**FORM, "starts": "soon"}, seen="1")
    assert (refused.status_code, 'name="seen" value="1"' in refused.text) == (422, True)


async def test_largest_answer_fits_into_the_form(manager: Browser, database: Database) -> None:
    await manager.get("/answers/new")
    variants = "\n".join(f"{number:03}" + "长" * 197 for number in range(100))
    longest = {**FORM, "zh_variants": variants, "zh_answer": "长" * 3500, "en_question": "", "en_answer": ""}
    assert (await manager.post("/answers/new", **longest)).status_code == 303


@pytest.mark.parametrize("field", ["why", "messages"])
async def test_nul_is_refused(manager: Browser, field: str) -> None:
    await manager.get("/answers/new")
    assert (await manager.post("/answers/new", **{**FORM, field: "a\0b"})).status_code == 400
