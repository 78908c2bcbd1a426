"""Visiting the console without a real browser: cookies are kept, forms carry the secret of their page."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from starlette.applications import Starlette
from starlette.types import Message

from store.models.staff import Role

PASSWORD = "correct horse battery"
NAMES = {role: f"{role.value}-one" for role in Role}
SECRET = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Clock:
    """A clock that stands still until it is told to go on."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by


class Heard:
    """What a browser has heard of an answer before it hangs up; `begun` is set at the first part."""

    def __init__(self, many: int, begun: asyncio.Event) -> None:
        self.status = 0
        self.body = b""
        self.begun = begun
        self._many = many
        self._enough = asyncio.Event()

    async def receive(self) -> Message:
        """Hang up when enough was heard."""
        await self._enough.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Hear a part."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            return
        self.body += message["body"]
        self.begun.set()
        self._many -= 1
        if self._many <= 0 or not message.get("more_body"):
            self._enough.set()


def _scope(request: httpx.Request) -> dict[str, object]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": request.url.raw_path,
        "query_string": request.url.query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "server": (request.url.host, 80),
        "client": ("127.0.0.1", 50_000),
    }


class Browser:
    """One browser, at one network address."""

    def __init__(self, client: httpx.AsyncClient, site: Starlette) -> None:
        self.client = client
        self.site = site
        self.secret = ""

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """A page; redirects are not followed."""
        return self._read(await self.client.get(f"/console{path}", headers=headers))

    async def post(self, path: str, **fields: str | list[str]) -> httpx.Response:
        """Post a form of the page that was read last."""
        return self._read(await self.client.post(f"/console{path}", data={"csrf": self.secret, **fields}))

    async def post_file(
        self, path: str, content: bytes, name: str = "a.png", **fields: str
    ) -> httpx.Response:
        """Post a form with a file."""
        values = {"csrf": self.secret, **fields}
        file = {"file": (name, content, "image/png")}
        return self._read(await self.client.post(f"/console{path}", data=values, files=file))

    async def stream(
        self,
        path: str,
        many: int = 1,
        begun: asyncio.Event | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, str]:
        """Status and beginning of an answer that has no end: the browser hangs up after so many parts."""
        request = self.client.build_request("GET", f"/console{path}", headers=headers)
        heard = Heard(many, begun or asyncio.Event())
        async with asyncio.timeout(30):
            await self.site(_scope(request), heard.receive, heard.send)
        return heard.status, heard.body.decode()

    async def log_in(self, name: str, password: str = PASSWORD, **fields: str) -> httpx.Response:
        """Fill in the login form."""
        await self.get("/login")
        return await self.post("/login", name=name, password=password, **fields)

    @property
    def session(self) -> str | None:
        """The session's cookie."""
        return self.client.cookies.get("huifang")

    def _read(self, response: httpx.Response) -> httpx.Response:
        found = SECRET.search(response.text)
        if found:
            self.secret = found.group(1)
        return response


class Browsers:
    """Opens browsers that visit a site in this process."""

    def __init__(self, site: Starlette, base: str = "http://127.0.0.1") -> None:
        self._site = site
        self._base = base
        self._clients: list[httpx.AsyncClient] = []

    def open(self, address: str = "127.0.0.1", base: str = "", **headers: str) -> Browser:
        """A new browser at a network address."""
        client = httpx.AsyncClient(
            transport=self._way(address),
            base_url=base or self._base,
            headers={"accept-language": "en", **headers},
            timeout=30,
        )
        self._clients.append(client)
        return Browser(client, self._site)

    def _way(self, address: str) -> httpx.AsyncBaseTransport:
        return httpx.ASGITransport(self._site, client=(address, 50_000))

    async def logged_in(self, role: Role) -> Browser:
        """A new browser with a member of this role logged in."""
        browser = self.open()
        response = await browser.log_in(NAMES[role])
        assert response.status_code == 303, response.text
        await browser.get("/conversations")
        return browser

    async def close(self) -> None:
        """Close all of them."""
        for client in self._clients:
            await client.aclose()
