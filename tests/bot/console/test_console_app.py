"""The console as one application."""

import httpx
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.console.console_app import build_console
from bot.console.web.console_parts import ConsoleDeps


async def test_console_works_wherever_it_is_mounted(deps: ConsoleDeps) -> None:
    site = Starlette(routes=[Mount("/team/desk", build_console(deps))])
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(site), base_url="http://127.0.0.1", follow_redirects=True
    ) as client:
        page = await client.get("/team/desk/")
    assert page.url.path == "/team/desk/login"
    assert 'action="/team/desk/login"' in page.text
    assert "/console/" not in page.text
