"""Where requests come from, and where they are sent next."""

import pytest
from starlette.requests import Request

from bot.console.web.addresses import is_loopback, network_address, own_target


def request(
    client: tuple[str, int] | None = ("10.0.0.1", 1), host: str = "127.0.0.1:8080", root: str = "/console"
) -> Request:
    return Request(
        {
            "type": "http",
            "client": client,
            "scheme": "http",
            "path": f"{root}/login",
            "root_path": root,
            "query_string": b"",
            "headers": [(b"host", host.encode())],
        }
    )


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_visitor_counts_by_address_or_by_network(host: str, counted: str) -> None:
    assert network_address(request((host, 1))) == counted


def test_visitors_without_address_count_together() -> None:
    assert network_address(request(None)) == ""


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1:8080", True),
        ("127.8.8.8", True),
        ("[::1]:8080", True),
        ("localhost:8080", True),
        ("console.localhost", True),
        ("192.168.1.2:8080", False),
        ("127.0.0.1.example.com", False),
        ("localhost.example.com", False),
    ],
)
def test_own_machine_is_known_by_its_names(host: str, expected: bool) -> None:
    assert is_loopback(request(host=host)) is expected


@pytest.mark.parametrize("target", ["/console/cases", "/console/conversations?intent=praise", "/console/"])
def test_target_within_the_console_is_followed(target: str) -> None:
    assert own_target(request(), target) == target


@pytest.mark.parametrize(
    "target",
    [
        "",
        "cases",
        "/",
        "/elsewhere",
        "/consolexyz",
        "//evil.example/console/",
        "https://evil.example/console/",
        "javascript:alert(1)",
        "/console/\\evil.example",
        "/console/\r\nSet-Cookie: a=b",
        "/console/" + "x" * 1000,
    ],
)
def test_any_other_target_leads_to_the_first_page(target: str) -> None:
    assert own_target(request(), target) == "/console/"


def test_console_at_the_root_follows_no_other_host() -> None:
    assert own_target(request(root=""), "//evil.example") == "/"
    assert own_target(request(root=""), "/cases") == "/cases"
