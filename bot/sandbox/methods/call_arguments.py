"""The arguments of a Bot API call, from the query, a form, multipart or JSON."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.server.attachments import Upload
from bot.sandbox.server.bot_api_errors import BadRequest, Refusal
from bot.sandbox.server.payloads import Json, whole_number

MAX_BODY = 50 * 1024 * 1024
TRUE = frozenset({"true", "1", "yes"})


class TooLarge(Refusal):
    """The request is too large."""

    code = 413
    phrase = "Request Entity Too Large"


@dataclass(frozen=True, slots=True)
class Arguments:
    """Values by name, and uploaded files by name. The readers are as lenient as Telegram's."""

    values: Json = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a text, or "" where it is missing."""
        value = self.values.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def number(self, name: str, default: int = 0) -> int:
        """Return a whole number, or the default where there is none."""
        number = whole_number(self.values.get(name))
        return default if number is None else number

    def flag(self, name: str) -> bool:
        """Return a yes or no; a missing one is no."""
        value = self.values.get(name)
        return value if isinstance(value, bool) else str(value).lower() in TRUE

    def decoded(self, name: str, label: str = "") -> Any:
        """Return a value that is JSON, or None where it is missing.

        Raises:
            BadRequest: it is not JSON; the text calls it by the label, or by its name.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except (ValueError, RecursionError) as exc:
            raise BadRequest(f"can't parse {label or name} JSON object") from exc

    @property
    def chat(self) -> int | None:
        """Return `chat_id`, or None where it is not a number."""
        return whole_number(self.values.get("chat_id"))


async def read_arguments(request: Request) -> Arguments:
    """Read a call.

    Raises:
        BadRequest: the body does not fit its type.
        TooLarge: the body is larger than 50 MB.
    """
    values: Json = dict(request.query_params) if request.scope["query_string"] else {}
    if request.method != "POST":
        return Arguments(values)
    if int(request.headers.get("content-length") or 0) > MAX_BODY:
        raise TooLarge
    kind = request.headers.get("content-type", "")
    if kind.startswith("multipart/form-data"):
        return await _multipart(request, values)
    body = await request.body()
    if kind.startswith("application/json"):
        return Arguments(values | _json_object(body))
    if body:
        values |= parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return Arguments(values)


def _json_object(body: bytes) -> Json:
    try:
        decoded = json.loads(body or b"{}")
    except (ValueError, RecursionError) as exc:
        raise BadRequest("can't parse JSON object") from exc
    if not isinstance(decoded, dict):
        raise BadRequest("can't parse JSON object")
    return decoded


async def _multipart(request: Request, values: Json) -> Arguments:
    uploads: dict[str, Upload] = {}
    async with request.form(max_part_size=MAX_BODY) as form:
        for name, part in form.multi_items():
            if isinstance(part, UploadFile):
                mime = part.content_type or "application/octet-stream"
                uploads[name] = Upload(part.filename or "file", mime, await part.read())
            else:
                values[name] = part
    return Arguments(values, uploads)
