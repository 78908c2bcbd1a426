"""Correcting an intent on the page."""

import pytest
from sqlalchemy import select

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.conversations import Message
from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.scene import Scene


def address(scene: Scene) -> str:
    return f"/conversations/{scene.unsure}/messages/{scene.unsure_message}/intent"


async def corrected(database: Database, scene: Scene) -> Intent | None:
    async with database.reading() as session:
        return await session.scalar(
            select(Message.corrected_intent).where(Message.id == scene.unsure_message)
        )


async def test_correction_is_kept_and_shown_with_its_author(
    reviewer: Browser, database: Database, scene: Scene
) -> None:
    page = await reviewer.get(f"/conversations/{scene.unsure}")
    assert f'action="/console{address(scene)}"' in page.text
    response = await reviewer.post(address(scene), intent="complaint")
    assert (response.status_code, response.headers["location"]) == (
        303,
        f"/console/conversations/{scene.unsure}#m{scene.unsure_message}",
    )
    assert await corrected(database, scene) is Intent.COMPLAINT
    page = await reviewer.get(f"/conversations/{scene.unsure}")
    assert "by reviewer-one, 12:00 · model: Inquiry 41%" in page.text
    assert '<span class="chip warn">Uncertain</span>' not in page.text


async def test_correction_can_be_taken_back(reviewer: Browser, database: Database, scene: Scene) -> None:
    await reviewer.post(address(scene), intent="complaint")
    assert "Withdraw the correction" in (await reviewer.get(f"/conversations/{scene.unsure}")).text
    await reviewer.post(address(scene), intent="")
    assert await corrected(database, scene) is None


async def test_earlier_part_of_the_talk_is_shown_again(reviewer: Browser, scene: Scene) -> None:
    response = await reviewer.post(address(scene), intent="praise", before="77")
    assert response.headers["location"].endswith(f"/{scene.unsure}?before=77#m{scene.unsure_message}")


@pytest.mark.parametrize("fields", [{}, {"intent": "rage"}, {"intent": "praise", "before": "x"}])
async def test_odd_form_is_refused(
    reviewer: Browser, database: Database, scene: Scene, fields: dict[str, str]
) -> None:
    assert (await reviewer.post(address(scene), **fields)).status_code == 400
    assert await corrected(database, scene) is None


async def test_agent_sees_no_form_and_may_not_post_one(
    browsers: Browsers, staff: None, database: Database, scene: Scene
) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    page = await agent.get(f"/conversations/{scene.unsure}")
    assert (page.status_code, "/intent" in page.text) == (200, False)
    assert (await agent.post(address(scene), intent="praise")).status_code == 403
    assert await corrected(database, scene) is None


async def test_message_of_another_conversation_is_not_found(
    reviewer: Browser, database: Database, scene: Scene
) -> None:
    path = f"/conversations/{scene.complaint}/messages/{scene.unsure_message}/intent"
    assert (await reviewer.post(path, intent="praise")).status_code == 404
    assert await corrected(database, scene) is None
