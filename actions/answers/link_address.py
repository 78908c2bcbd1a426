"""Addresses that a button or an attachment of an answer may lead to."""

from typing import Annotated

from pydantic import AfterValidator, HttpUrl, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

LONGEST_ADDRESS = 500
EXPECTED = "expected an address that begins with https://, such as https://example.com/returns"
KIND = "answer_address"
WEB: TypeAdapter[HttpUrl] = TypeAdapter(HttpUrl)


def _web_address(address: str) -> str:
    try:
        web = WEB.validate_python(address)
    except ValidationError:
        raise PydanticCustomError(KIND, EXPECTED) from None
    if web.scheme != "https" or "." not in (web.host or "").strip("."):
        raise PydanticCustomError(KIND, EXPECTED)
    if any(each.isspace() or not each.isprintable() for each in address) or len(address) > LONGEST_ADDRESS:
        raise PydanticCustomError(KIND, EXPECTED)
    return address


WebAddress = Annotated[str, AfterValidator(_web_address)]
