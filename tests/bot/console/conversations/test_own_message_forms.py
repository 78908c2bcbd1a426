"""Changing and taking back an own message on the page."""

import pytest
from sqlalchemy import select, update

from store.engine.database import Database
from store.models.conversations import Message
from store.models.customers import Customer
from store.models.staff import Role
from store.queues.message_split import LONGEST
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.scene import Scene


@pytest.fixture
async def agent(browsers: Browsers, staff: None, database: Database, scene: Scene) -> Browser:
    """An agent, and customers who can be written to."""
    async with database.transaction() as session:
        await session.execute(update(Customer).values(address=Customer.id + 1000, account=Customer.id + 1000))
    return await browsers.logged_in(Role.AGENT)


async def test_own_message_is_changed_and_taken_back(
    agent: Browser, browsers: Browsers, scene: Scene, database: Database
) -> None:
    here = f"/conversations/{scene.complaint}"
    await agent.post(f"{here}/reply", text="Tomorow.", take="true")
    async with database.reading() as session:
        message = (await session.scalars(select(Message.id).where(Message.staff_id.is_not(None)))).one()
    changed = await agent.post(f"{here}/messages/{message}/edit", text="Tomorrow.")
    assert changed.headers["location"] == f"/console{here}?notice=changed#m{message}"
    page = (await agent.get(here)).text
    assert ("Tomorow." in page, ">Tomorrow.</p>" in page, "earlier wording" in page) == (True, True, True)
    assert f'href="/console{here}?change={message}&case=3#m{message}"' in page.replace("&amp;", "&")
    page = (await agent.get(f"{here}?change={message}")).text
    assert f'action="/console{here}/messages/{message}/edit"' in page
    longer = await agent.post(f"{here}/messages/{message}/edit", text="👍" * (LONGEST // 2 + 1))
    assert longer.status_code == 400
    colleague = await browsers.logged_in(Role.MANAGER)
    earlier = (await agent.get(f"{here}?before={message + 1}")).text.replace("&amp;", "&")
    kept = f"before={message + 1}&case=3"
    assert f'href="/console{here}?change={message}&{kept}#m{message}"' in earlier
    assert f'href="?quote={scene.complaint_message}&{kept}#reply"' in earlier
    assert f"/messages/{message}/edit" not in (await colleague.get(f"{here}?change={message}")).text
    refused = await colleague.post(f"{here}/messages/{message}/delete")
    assert "notice=not_your_message" in refused.headers["location"]
    await agent.post(f"{here}/messages/{message}/delete")
    page = (await agent.get(f"{here}?change={message}")).text
    assert ("Taken back" in page, f"/messages/{message}/edit" in page) == (True, False)


async def test_change_on_an_earlier_page_leads_back_to_it(
    agent: Browser, scene: Scene, database: Database
) -> None:
    here = f"/conversations/{scene.complaint}"
    await agent.post(f"{here}/reply", text="Tomorow.", take="true")
    async with database.reading() as session:
        message = (await session.scalars(select(Message.id).where(Message.staff_id.is_not(None)))).one()
    place = {"before": str(message + 1), "case": "3"}
    page = (await agent.get(f"{here}?change={message}&before={message + 1}&case=3")).text
    forms = page.partition('<div class="own">')[2].partition("</div>")[0]
    for name, value in place.items():  # with the new text and with taking back
        assert forms.count(f'<input type="hidden" name="{name}" value="{value}">') == 2
    for step in ("edit", "delete"):
        answer = await agent.post(f"{here}/messages/{message}/{step}", text="Tomorrow.", **place)
        back = f"/console{here}?case=3&before={message + 1}&notice=changed#m{message}"
        assert answer.headers["location"] == back
    page = (await agent.get(f"{here}?quote={scene.complaint_message}&before={message + 1}&case=3")).text
    assert f'<a href="/console{here}?before={message + 1}&amp;case=3#reply">' in page
