"""The page of what the viewer is to look at."""

from store.models.staff import Role
from tests.bot.console.browser import NAMES, Browsers
from tests.bot.console.scene import Scene


async def test_mention_is_listed_and_seen_after_its_page(
    browsers: Browsers, staff: None, scene: Scene
) -> None:
    agent, manager = await browsers.logged_in(Role.AGENT), await browsers.logged_in(Role.MANAGER)
    talk = f"/conversations/{scene.complaint}"
    await manager.get(talk)
    await manager.post(f"{talk}/notes", text="<b>Please</b> call", tell=NAMES[Role.AGENT])
    page = (await agent.get("/notices")).text
    assert (f"@{NAMES[Role.AGENT]}: &lt;b&gt;Please&lt;/b&gt; call" in page, ">New<" in page) == (True, True)
    assert "For you (1)" in page
    await agent.get(talk)
    page = (await agent.get("/notices")).text
    assert (">New<" in page, "For you (1)" in page) == (False, False)


async def test_watched_conversation_is_listed(browsers: Browsers, staff: None, scene: Scene) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    assert "You watch no conversation." in (await agent.get("/notices")).text
    await agent.get(f"/conversations/{scene.complaint}")
    await agent.post(f"/conversations/{scene.complaint}/watch", watch="true")
    page = (await agent.get("/notices")).text
    assert f'action="/console/conversations/{scene.complaint}/watch"' in page
