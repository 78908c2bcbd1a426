"""A crawl of a site that a proxy shows under a prefix: every address that an answer names is collected."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import httpx

ATTRIBUTES = {"href", "src", "action", "formaction", "poster", "data", "cite"}
STREAMS = "data-"  # addresses that the scripts read, such as `data-live`
KEYS = "data-key"  # of the keyboard
IN_STYLE = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
IN_SCRIPT = re.compile(r"""['"`](/[A-Za-z][^'"`\s]{0,100}|https?://[^'"`\s]{1,100})""")
REFRESH = re.compile(r"url=(\S+)", re.IGNORECASE)
NUMBER = re.compile(r"\d+|HF-\w+")
SAME_SHAPE = 2  # so many addresses are visited that differ in numbers and values alone
OWN = "/console/static/"


class LinkReader(HTMLParser):
    """Collects what the attributes of a page lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.pages: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See `HTMLParser`."""
        for name, value in attrs:
            if not value:
                continue
            if name in ATTRIBUTES or _is_stream(name, value):
                self.links.append(value)
            elif name == "srcset":
                self.links += [each.split()[0] for each in value.split(",")]
            elif name == "content" and (found := REFRESH.search(value)):
                self.links.append(found[1])
        if tag == "a" and (href := dict(attrs).get("href")):
            self.pages.append(href)


@dataclass
class Crawl:
    """Visits what is linked from a page below `prefix`, and keeps what leads out of it."""

    http: httpx.AsyncClient
    site: str  # scheme, host and port
    prefix: str
    visited: dict[str, int] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    outside: set[tuple[str, str]] = field(default_factory=set)
    _shapes: dict[str, int] = field(default_factory=dict)
    _waiting: deque[str] = field(default_factory=deque)

    async def run(self, *starts: str) -> None:
        """Visit these pages and all that they name, as long as there are new ones."""
        for start in starts:
            self._await(self.site + start)
        while self._waiting:
            await self._visit(self._waiting.popleft())

    def read(self, response: httpx.Response) -> list[str]:
        """Collect what an answer names; the addresses of this site that are worth a visit."""
        page = str(response.url)
        links, pages = _named(response)
        self._keep_outside(page, links)
        for cookie in response.headers.get_list("set-cookie"):
            self._keep_cookie(page, cookie)
        return [urldefrag(urljoin(page, each)).url for each in pages]

    async def _visit(self, target: str) -> None:
        async with self.http.stream("GET", target) as response:
            kind = response.headers.get("content-type", "").partition(";")[0]
            if kind != "text/event-stream":  # it has no end
                await response.aread()
            self.visited[target] = response.status_code
            self.kinds.add(kind)
            found = self.read(response) if kind != "text/event-stream" else []
        for each in found:
            self._await(each)

    def _await(self, target: str) -> None:
        is_here = target.startswith(f"{self.site}{self.prefix}/")
        shape = _shape(target)
        if not is_here or target in self.visited or self._shapes.get(shape, 0) >= SAME_SHAPE:
            return
        self._shapes[shape] = self._shapes.get(shape, 0) + 1
        self.visited[target] = 0
        self._waiting.append(target)

    def _keep_outside(self, page: str, links: list[str]) -> None:
        for link in links:
            whole = urlsplit(urljoin(page, link))
            is_here = f"{whole.scheme}://{whole.netloc}" == self.site
            is_local = whole.hostname in ("localhost", "127.0.0.1")
            if not whole.path.startswith(f"{self.prefix}/") if is_here else is_local:
                self.outside.add((page, link))

    def _keep_cookie(self, page: str, cookie: str) -> None:
        path = re.search(r"path=([^;]*)", cookie, re.IGNORECASE)
        # Browsers take a `__Host-` cookie with the path `/` alone.
        wanted = "/" if cookie.startswith("__Host-") else f"{self.prefix}/"
        if path is None or not path[1].startswith(wanted):
            self.outside.add((page, cookie.partition("=")[0]))


def _shape(target: str) -> str:
    parts = urlsplit(target)
    return NUMBER.sub("0", parts.path) + "?" + "&".join(sorted({name for name, _ in parse_qsl(parts.query)}))


def _is_stream(name: str, value: str) -> bool:
    return name.startswith(STREAMS) and name != KEYS and value.startswith(("/", "http"))


def _named(response: httpx.Response) -> tuple[list[str], list[str]]:
    """All addresses that an answer names, and those among them that a visitor or a browser opens."""
    if location := response.headers.get("location"):
        return [location], [location]
    kind = response.headers.get("content-type", "").partition(";")[0]
    if kind == "text/html":
        reader = LinkReader()
        reader.feed(response.text)
        forms = [each for each in reader.links if each not in reader.pages and "/logout" not in each]
        return reader.links, [*reader.pages, *(each for each in forms if _is_read(each, response.text))]
    is_ours = OWN in str(response.url)
    return list(_in_text(kind, response.text)) if is_ours else [], []


def _is_read(link: str, page: str) -> bool:
    """Whether a browser reads this address by itself: it is no form's."""
    return f'action="{link}"' not in page


def _in_text(kind: str, text: str) -> Iterator[str]:
    if kind == "text/css":
        yield from (first or second for first, second in IN_STYLE.findall(text))
    elif kind == "text/javascript":
        yield from IN_SCRIPT.findall(text)
