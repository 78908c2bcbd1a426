"""Fault 57: behind a proxy that ends TLS, cookies are secure and each visitor has an address."""

import asyncio
import re
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import pytest_asyncio
from starlette.applications import Starlette

from bot.console.routes import OPEN_PAGES, STAFF_PAGES
from store.models.staff import Role
from tests.bot.console.browser import NAMES, PASSWORD, Browser
from tests.bot.console.scene import set_scene
from tests.faults.link_crawl import Crawl
from tests.faults.stage import Stage, staged
from tests.faults.visits import address, ask, employ
from tests.ports import free_port

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module")]
STRANGER = "127.0.0.9"  # no proxy
PROXIES = ("nginx", "caddy")
FORM = re.compile(r'name="csrf" value="([^"]+)"')
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log stderr warn;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem;
    location /desk/ {{
      proxy_pass {site}/;
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Prefix /desk;
      proxy_buffering off;
    }}
  }}
}}
"""
CADDY = """
{{
  admin off
  auto_https off
}}
https://localhost:{port} {{
  tls {folder}/cert.pem {folder}/key.pem
  handle_path /desk/* {{
    reverse_proxy {upstream} {{
      header_up X-Forwarded-Prefix /desk
    }}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Behind:
    """An application, the address at which a proxy shows it, and the folder of the proxy's certificate."""

    stage: Stage
    address: str
    certificate: Path


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate for this machine."""
    folder = tmp_path_factory.mktemp("proxy")
    subprocess.run(
        [
            *(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
            ),
            *("-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")),
        ],
        check=True,
        capture_output=True,
    )
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=PROXIES)
async def behind(
    request: pytest.FixtureRequest,
    folder: Path,
    certificate: Path,
    nlu_url: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Behind]:
    """An application behind a proxy, and the address at which the proxy shows it."""
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    database = f"sqlite:///{tmp_path_factory.mktemp('faults') / 'huifang.db'}"
    async with staged(folder, database, nlu_url, HUIFANG_TRUSTED_PROXIES="127.0.0.0/29") as stage:
        await stage.start()
        await employ(stage)
        async with proxied(request.param, stage.installation.site, certificate) as address:
            yield Behind(stage, address, certificate)


def trusting(folder: Path) -> ssl.SSLContext:
    """What trusts the certificate of this folder alone."""
    return ssl.create_default_context(cafile=folder / "cert.pem")


@asynccontextmanager
async def proxied(kind: str, site: str, folder: Path) -> AsyncIterator[str]:
    """Start a proxy; the address of the site behind it."""
    port = free_port()
    values = {"port": port, "site": site, "folder": folder, "upstream": urlsplit(site).netloc}
    file = folder / f"{kind}.conf"
    file.write_text((NGINX if kind == "nginx" else CADDY).format(**values), encoding="utf-8")
    options = (
        ["-p", folder, "-c", file] if kind == "nginx" else ["run", "--config", file, "--adapter", "caddyfile"]
    )
    process = await asyncio.create_subprocess_exec(kind, *map(str, options), stderr=subprocess.DEVNULL)
    address = f"https://localhost:{port}/desk"
    async with asyncio.timeout(30), httpx.AsyncClient(verify=trusting(folder), trust_env=False) as http:
        while True:
            try:
                await http.get(f"{address}/healthz")
                break
            except httpx.TransportError:
                await asyncio.sleep(0.1)
    yield address
    process.terminate()
    await process.wait()


def visitor(
    behind: Behind, site: str | None = None, *, at: str | None = None, **headers: str
) -> httpx.AsyncClient:
    """A new browser, at the proxy's address or at that of the application itself; `at` is its own address."""
    return httpx.AsyncClient(
        base_url=site or behind.address,
        transport=httpx.AsyncHTTPTransport(verify=trusting(behind.certificate), local_address=at),
        trust_env=False,
        timeout=30,
        headers={**headers, "Accept-Language": "en"},
    )


async def log_in(http: httpx.AsyncClient, name: str, password: str) -> httpx.Response:
    """Fill in the login form."""
    page = await http.get("/console/login")
    found = FORM.search(page.text)
    assert found is not None
    return await http.post("/console/login", data={"csrf": found[1], "name": name, "password": password})


async def test_57_login_behind_a_proxy_is_secure(behind: Behind) -> None:
    async with visitor(behind) as http:
        answer = await log_in(http, NAMES[Role.ADMINISTRATOR], PASSWORD)
        first = urlsplit(answer.headers["location"]).path.removeprefix("/desk")
        page = await http.get(first, follow_redirects=True)
    kept = answer.headers.get_list("set-cookie")
    assert (answer.status_code, page.status_code) == (303, 200)
    assert kept
    assert [each for each in kept if not each.startswith("__Host-") or "Secure" not in each] == []
    assert "max-age=" in page.headers["strict-transport-security"]
    links = set(re.findall(r'(?:href|src|action)="(/[^"]*)"', page.text))
    assert {link for link in links if not link.startswith("/desk/")} == set()


async def test_57_wrong_passwords_of_others_lock_nobody_out(behind: Behind) -> None:
    # A visitor can invent a chain; only what the proxy adds counts. The other tests come from elsewhere.
    async with visitor(behind, at=STRANGER, **{"X-Forwarded-For": "203.0.113.5"}) as http:
        wrong = [(await log_in(http, f"user{number}", "wrong password")).status_code for number in range(21)]
    assert wrong == [*[401] * 20, 429]
    # Another address: as the proxy would send it, from an address that is trusted.
    async with visitor(
        behind,
        behind.stage.installation.site,
        **{"X-Forwarded-For": "198.51.100.9", "X-Forwarded-Proto": "https"},
    ) as http:
        page = await http.get("/console/login")
        found = FORM.search(page.text)
        assert found is not None
        cookies = "; ".join(each.partition(";")[0] for each in page.headers.get_list("set-cookie"))
        answer = await http.post(
            "/console/login",
            data={"csrf": found[1], "name": NAMES[Role.MANAGER], "password": PASSWORD},
            headers={"Cookie": cookies},
        )
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/")


@pytest.mark.timeout(900)  # some hundred pages, each over TLS
async def test_57_every_page_stays_under_the_prefix(behind: Behind) -> None:
    await set_scene(behind.stage.database, datetime.now(UTC))
    site = behind.address.removesuffix("/desk")
    async with visitor(behind) as http:
        crawl = Crawl(http, site, "/desk")
        browser = Browser(http, Starlette())
        for open_page in OPEN_PAGES:
            if open_page.method == "GET":
                crawl.read(await browser.get(address(open_page.path)))
        entered = await browser.log_in(NAMES[Role.ADMINISTRATOR])
        assert entered.status_code == 303  # else every page would be that of the login
        crawl.read(entered)
        starts = [address(page.path) for page in STAFF_PAGES if page.method == "GET"]
        await crawl.run(*(f"/desk/console{each}" for each in starts), "/desk/console", "/desk/api/v1/docs")
        http.event_hooks = {"response": [crawled(crawl)]}
        for page in STAFF_PAGES:
            if page.method == "POST":
                await ask(browser, page, address(page.path))
    assert crawl.outside == set()
    assert {"text/html", "text/css", "text/javascript", "text/event-stream", "image/svg+xml"} <= crawl.kinds
    assert {target: status for target, status in crawl.visited.items() if status >= 500} == {}


def crawled(crawl: Crawl) -> Callable[[httpx.Response], Awaitable[None]]:
    """Read each answer for a crawl as it arrives."""

    async def read(response: httpx.Response) -> None:
        await response.aread()
        crawl.read(response)

    return read
