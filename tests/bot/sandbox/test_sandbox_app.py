import httpx
import pytest


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/sandbox/status", "application/json"),
        ("/sandbox/static/main.js", "text/javascript; charset=utf-8"),
        ("/sandbox/static/chat.css", "text/css; charset=utf-8"),
        ("/bot1:a/getMe", "application/json"),
    ],
)
async def test_all_parts_answer(http: httpx.AsyncClient, path: str, kind: str) -> None:
    response = await http.get(path)
    assert (response.status_code, response.headers["content-type"]) == (200, kind)


@pytest.mark.parametrize("path", ["/nowhere", "/sandbox/nowhere", "/sandbox/static/../app.py"])
async def test_unknown_paths_are_answered_as_telegram_does(http: httpx.AsyncClient, path: str) -> None:
    response = await http.get(path)
    assert (response.status_code, response.json()["description"]) == (404, "Not Found")
