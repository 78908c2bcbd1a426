from pathlib import Path

import pytest

import bot.sandbox.control.control_api as documented
from bot.sandbox.control.control_api import control_api
from bot.sandbox.control.control_edge import ControlEdge
from bot.sandbox.server.sandbox_world import World


def endpoints(world: World) -> set[tuple[str, str]]:
    """Method and path of everything under /sandbox."""
    return {
        (method, getattr(route, "path", ""))
        for route in control_api(ControlEdge(world)).routes
        for method in (getattr(route, "methods", None) or set()) - {"HEAD"}
    }


def test_all_is_under_sandbox(world: World) -> None:
    assert control_api(ControlEdge(world)).path == "/sandbox"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/status"),
        ("POST", "/customers"),
        ("POST", "/customers/{id}/tap"),
        ("GET", "/chats/{id}/events"),
        ("GET", "/stream"),
        ("DELETE", "/faults/{id}"),
        ("PUT", "/rates"),
        ("POST", "/updates/renumber"),
    ],
)
def test_an_endpoint_exists(world: World, method: str, path: str) -> None:
    assert endpoints(world) & {(method, path)} == {(method, path)}


def test_every_endpoint_is_documented(world: World) -> None:
    text = Path(documented.__file__).read_text(encoding="utf-8")
    ends = {
        path.rpartition("/")[2] if not path.endswith("{id}") else path.split("/")[1]
        for _, path in endpoints(world)
    }
    assert [end for end in sorted(ends) if end not in text] == []
