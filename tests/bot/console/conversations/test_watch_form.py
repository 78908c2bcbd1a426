"""Staff watch a conversation by a form."""

import re

from store.models.staff import Role
from tests.bot.console.browser import Browsers
from tests.bot.console.scene import Scene


async def test_conversation_is_watched_and_left(browsers: Browsers, staff: None, scene: Scene) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    talk = f"/conversations/{scene.complaint}"
    await agent.get(talk)
    answer = await agent.post(f"{talk}/watch", watch="true")
    assert answer.headers["location"] == f"/console{talk}?notice=watched"
    assert "You watch this conversation." in (await agent.get(talk)).text
    listed = '<input type="hidden" name="from_list" value="yes">'
    assert listed in (await agent.get("/notices")).text
    left = await agent.post(f"{talk}/watch", from_list="yes")
    assert left.headers["location"] == "/console/notices?notice=changed"
    assert "You watch this conversation." not in (await agent.get(talk)).text


async def test_case_is_watched_and_left(browsers: Browsers, staff: None, scene: Scene) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    talk = f"/conversations/{scene.complaint}"
    (number,) = set(re.findall(r'action="/console/cases/(\d+)/watch"', (await agent.get(talk)).text))
    case = f"/cases/{number}"
    answer = await agent.post(f"{case}/watch", watch="true")
    assert answer.headers["location"] == f"/console{case}?notice=watched"
    assert "You watch this case." in (await agent.get(talk)).text
    assert f'action="/console{case}/watch"' in (await agent.get("/notices")).text
    left = await agent.post(f"{case}/watch", from_list="yes")
    assert left.headers["location"] == "/console/notices?notice=changed"
    assert "You watch this case." not in (await agent.get(talk)).text
