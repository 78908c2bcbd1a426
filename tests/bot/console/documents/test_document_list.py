"""The list says where each setting comes from."""

from store.models.staff import Role
from tests.bot.console.browser import Browsers


async def test_every_setting_is_listed_with_its_source(browsers: Browsers, staff: None) -> None:
    manager = await browsers.logged_in(Role.MANAGER)
    page = (await manager.get("/settings")).text
    for name in ("Rules", "Business hours and holidays", "Prepared replies", "The bot’s words (Chinese)"):
        assert name in page
    assert "HUIFANG_LANGUAGE" in page
    assert 'href="/console/settings/surveys.post_service"' in page
