"""Addresses that a button or an attachment of an answer may lead to."""

from typing import Annotated

from pydantic import AfterValidator, HttpUrl, TypeAdapter, ValidationError

LONGEST_ADDRESS = 500
EXPECTED = "expected an address that begins with https://, such as https://example.com/returns"
WEB: TypeAdapter[HttpUrl] = TypeAdapter(HttpUrl)


def _web_address(address: str) -> str:
    try:
        WEB.validate_python(address)
    except ValidationError:
        raise ValueError(EXPECTED) from None
    if any(character.isspace() for character in address) or len(address) > LONGEST_ADDRESS:
        raise ValueError(EXPECTED)
    return address


WebAddress = Annotated[str, AfterValidator(_web_address)]
