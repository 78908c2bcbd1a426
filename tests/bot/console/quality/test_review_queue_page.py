"""The review queue."""

import re

import pytest

from nlu.contract.labels import Intent
from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.scene import Scene


async def test_queue_shows_the_message_and_how_the_model_read_it(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/review")).text
    assert "Booked the 14:20 and now the app shows 17:05" in page
    assert "Hello! What can I do for you?" in page
    assert 'Uncertain <b class="count">1</b>' in page
    assert f'action="/console/review/{scene.unsure_message}"' in page
    assert page.count('name="intent"') == len(Intent) + 1  # and to confirm
    keys = re.findall(r'name="intent"[^>]*data-key="([^"]*)"', page)
    assert sorted(keys) == sorted("123456789c")  # a key is one character


async def test_answer_leads_on_and_can_be_undone(reviewer: Browser, scene: Scene) -> None:
    await reviewer.get("/review")
    answered = await reviewer.post(f"/review/{scene.unsure_message}", intent="complaint", queue="uncertain")
    target = answered.headers["location"].removeprefix("/console")
    assert re.fullmatch(
        rf"/review\?queue=uncertain&before={scene.unsure_message}&done=\d+&said=complaint", target
    )
    page = (await reviewer.get(target)).text
    assert "Kept as" in page
    assert "That was the last one." in page
    assert "<dt>corrected</dt><dd>1</dd>" in page
    undone = await reviewer.post(
        re.findall(r'action="/console(/review/\d+/undo)"', page)[0], queue="uncertain"
    )
    back = (await reviewer.get(undone.headers["location"].removeprefix("/console"))).text
    assert "Booked the 14:20" in back
    assert "<dt>corrected</dt><dd>0</dd>" in back


async def test_history_names_who_and_what(reviewer: Browser, scene: Scene) -> None:
    assert "Nothing was reviewed yet." in (await reviewer.get("/review/history")).text
    await reviewer.post(f"/review/{scene.unsure_message}", intent="inquiry", queue="uncertain")
    await reviewer.post(f"/review/{scene.complaint_message}", intent="praise", queue="random")
    page = (await reviewer.get("/review/history")).text
    assert page.count("reviewer-one") == 3
    assert "model: Complaint" in page
    assert "confirmed" in page


async def test_empty_queue_tells_what_would_be_there(reviewer: Browser) -> None:
    page = (await reviewer.get("/review?queue=rating")).text
    assert "Nothing waits here." in page
    assert "Comments that sound like a complaint beside a good score" in page


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/review/999", {"intent": "praise", "queue": "random"}, 404),
        ("/review/{message}", {"intent": "rage", "queue": "random"}, 400),
        ("/review/{message}", {"intent": "praise", "queue": "mine"}, 400),
        ("/review/999/undo", {"queue": "random"}, 404),
    ],
)
async def test_odd_forms_are_refused(
    reviewer: Browser, scene: Scene, path: str, fields: dict[str, str], status: int
) -> None:
    target = path.format(message=scene.unsure_message)
    assert (await reviewer.post(target, **fields)).status_code == status


async def test_agents_do_not_review(browsers: Browsers, staff: None, scene: Scene) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    assert (await agent.get("/review")).status_code == 403
    refused = await agent.post(f"/review/{scene.unsure_message}", intent="praise", queue="random")
    assert refused.status_code == 403


async def test_nobody_undoes_the_review_of_another(
    browsers: Browsers, reviewer: Browser, scene: Scene
) -> None:
    await reviewer.post(f"/review/{scene.unsure_message}", intent="praise", queue="uncertain")
    manager = await browsers.logged_in(Role.MANAGER)
    assert (await manager.post("/review/1/undo", queue="uncertain")).status_code == 404
