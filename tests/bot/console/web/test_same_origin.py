"""Forms of other sites are refused by what the browser says of them."""

import pytest
from starlette.requests import Request

from actions.staff.failures import NotAllowed
from bot.console.web.same_origin import require_same_origin


def posted(headers: dict[str, str]) -> Request:
    """A form with these headers."""
    given = [(name.encode(), value.encode()) for name, value in {"host": "desk.test:8080", **headers}.items()]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": given})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "same-origin", "origin": "https://seen-by-a-proxy.test"},
        {"origin": "http://desk.test:8080"},
    ],
)
def test_own_form_passes(headers: dict[str, str]) -> None:
    require_same_origin(posted(headers))
    assert "host" in posted(headers).headers


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "https://desk.test:8080"},
        {"origin": "http://evil.test"},
        {"origin": "http://desk.test"},
        {"origin": "null"},
    ],
)
def test_foreign_form_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(NotAllowed):
        require_same_origin(posted(headers))
