"""Buttons lead to addresses of the web only."""

import pytest
from pydantic import TypeAdapter, ValidationError

from actions.answers.link_address import WebAddress

ADDRESS: TypeAdapter[str] = TypeAdapter(WebAddress)


@pytest.mark.parametrize(
    "address", ["https://example.com", "https://例子.测试/退货", "https://example.com/a?b=c#d"]
)
def test_addresses_of_the_web_are_taken(address: str) -> None:
    assert ADDRESS.validate_python(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/a\0b",
        "example.com",
        "javascript:alert(1)",
        "https://",
        "https://a b",
        "https://[",
        "https://example.com/" + "b" * 500,
        "http://example.com/a?b=c#d",
        "https://localhost/returns",
        "https://./returns",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="begins with https://"):
        ADDRESS.validate_python(address)
