"""Entity tags let callers read what is new and write what is unchanged."""

import pytest
from starlette.requests import Request

from actions.answers.answer_refusals import ChangedMeanwhile
from bot.api.entity_tags import is_known, require_unchanged


def request(**headers: str) -> Request:
    """A request with headers."""
    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "headers": sent})


@pytest.mark.parametrize(
    ("given", "expected"), [('"e1"', True), ('"e0", W/"e1"', True), ('"e2"', False), ("", False)]
)
def test_caller_has_the_version_that_it_names(given: str, *, expected: bool) -> None:
    assert is_known(request(if_none_match=given), '"e1"') is expected


@pytest.mark.parametrize(
    ("given", "tag", "expected"),
    [
        ("", '"v1"', True),
        ("", None, True),
        ('"v1"', '"v1"', True),
        ("*", '"v1"', True),
        ("*", None, False),
        ('"v1"', None, False),
        ('"v1"', '"v2"', False),
    ],
)
def test_write_goes_on_from_the_version_that_it_names(given: str, tag: str | None, *, expected: bool) -> None:
    try:
        require_unchanged(request(if_match=given), tag)
        passed = True
    except ChangedMeanwhile:
        passed = False
    assert passed is expected
