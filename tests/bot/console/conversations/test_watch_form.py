"""Staff watch a conversation by a form."""

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
