"""What `bot.website.patient_protocol` relies on when it overrides uvicorn's protocol class."""

import inspect

import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

METHODS = {
    "connection_made": ["self", "transport"],
    "connection_lost": ["self", "exc"],
    "data_received": ["self", "data"],
    "on_headers_complete": ["self"],
    "on_body": ["self", "body"],
    "on_message_complete": ["self"],
    "on_response_complete": ["self"],
}


@pytest.mark.parametrize("name", METHODS)
def test_uvicorn_has_the_method_that_is_overridden(name: str) -> None:
    assert list(inspect.signature(getattr(HttpToolsProtocol, name)).parameters) == METHODS[name]


@pytest.mark.parametrize("name", ["transport", "client", "cycle", "loop"])
def test_uvicorn_sets_the_attribute_that_is_read(name: str) -> None:
    assert f"self.{name}" in inspect.getsource(HttpToolsProtocol.__init__)


def test_uvicorn_s_cycle_tells_whether_it_is_complete() -> None:
    assert "self.response_complete = False" in inspect.getsource(RequestResponseCycle.__init__)
