import re

import httpx
import pytest

from bot.sandbox.page.chat_page import STATIC, preferred_language
from nlu.contract.labels import Language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr-FR,fr;q=0.9,zh-TW;q=0.5", "zh"),
        ("en;q=0.3, zh;q=0.7", "zh"),
        ("de", "en"),
        ("zh;q=odd, en", "en"),
    ],
)
def test_the_browser_chooses_the_language(header: str, language: str) -> None:
    assert preferred_language(header) == Language(language)


@pytest.mark.parametrize(
    ("header", "lang", "title"),
    [("zh-CN", 'lang="zh-Hans"', "回访沙盒"), ("en-US", 'lang="en"', "Huifang sandbox")],
)
async def test_the_page_is_in_the_visitors_language(
    http: httpx.AsyncClient, header: str, lang: str, title: str
) -> None:
    page = (await http.get("/", headers={"Accept-Language": header})).text
    assert (lang in page, f"<title>{title}</title>" in page) == (True, True)


async def test_a_choice_of_language_is_remembered(http: httpx.AsyncClient) -> None:
    await http.get("/?lang=zh", headers={"Accept-Language": "en"})
    assert "回访沙盒" in (await http.get("/", headers={"Accept-Language": "en"})).text


async def test_an_unknown_choice_of_language_is_ignored(http: httpx.AsyncClient) -> None:
    response = await http.get("/?lang=%22%3E%3Cscript%3E", headers={"Accept-Language": "en"})
    assert ("Huifang sandbox" in response.text, "<script>" in response.text) == (True, False)


async def test_nothing_inline_is_allowed_and_nothing_inline_is_there(http: httpx.AsyncClient) -> None:
    response = await http.get("/")
    policy = response.headers["content-security-policy"]
    assert ("unsafe" in policy, policy.startswith("default-src 'none'; script-src 'self'")) == (False, True)
    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)|javascript:", response.text) == []


async def test_the_page_has_security_headers(http: httpx.AsyncClient) -> None:
    headers = (await http.get("/")).headers
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


async def test_every_file_of_the_page_exists(http: httpx.AsyncClient) -> None:
    names = set(re.findall(r'(?:href|src)="(/sandbox/static/[^"]+)"', (await http.get("/")).text))
    assert [name for name in names if (await http.get(name)).status_code != 200] == []
    assert len(names) == 4


def test_the_scripts_build_no_markup_from_strings() -> None:
    scripts = "\n".join(file.read_text(encoding="utf-8") for file in STATIC.glob("*.js"))
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", scripts) == []
