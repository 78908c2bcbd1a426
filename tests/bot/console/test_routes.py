"""The table of addresses."""

from bot.console.routes import OPEN_PAGES, STAFF_PAGES


def test_open_addresses_are_exactly_these() -> None:
    assert {(page.method, page.path) for page in OPEN_PAGES} == {
        ("GET", "/"),
        ("GET", "/login"),
        ("POST", "/login"),
        ("GET", "/login/provider"),
        ("GET", "/login/provider/back"),
        ("POST", "/logout"),
        ("POST", "/language"),
    }


def test_no_address_is_listed_twice() -> None:
    pages = [(page.method, page.path) for page in (*OPEN_PAGES, *STAFF_PAGES)]
    assert len(pages) == len(set(pages))
