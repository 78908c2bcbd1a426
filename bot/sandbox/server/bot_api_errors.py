"""What the stand-in refuses, in Telegram's own words.

Refusal
├── BadRequest        change the request
│   └── ChatMigrated  send again, to the id given
├── Unauthorized      use another token
├── Forbidden         give this chat up
├── NotFound          call a method that exists
├── Conflict          stop the other receiver of updates
├── TooManyRequests   wait `retry_after` seconds
└── ServerTrouble     wait and try again, if nothing can have arrived
"""

from typing import Any


class Refusal(Exception):
    """An answer with `ok: false`. `code` is also the HTTP status."""

    code = 400
    words = "Bad Request"

    def __init__(self, detail: str = "", parameters: dict[str, int] | None = None) -> None:
        self.description = f"{self.words}: {detail}" if detail else self.words
        self.parameters = parameters
        super().__init__(self.description)

    def as_json(self) -> dict[str, Any]:
        """Return the body that Telegram sends."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class BadRequest(Refusal):
    """The request can never succeed as it is."""


class ChatMigrated(BadRequest):
    """The group has become a supergroup with another id."""

    def __init__(self, new_chat_id: int) -> None:
        super().__init__(
            "group chat was upgraded to a supergroup chat", parameters={"migrate_to_chat_id": new_chat_id}
        )


class Unauthorized(Refusal):
    """The token is not known."""

    code = 401
    words = "Unauthorized"


class Forbidden(Refusal):
    """The customer does not want, or can no longer get, messages of this bot."""

    code = 403
    words = "Forbidden"


class NotFound(Refusal):
    """No such method or file."""

    code = 404
    words = "Not Found"


class Conflict(Refusal):
    """Two receivers want the same updates."""

    code = 409
    words = "Conflict"


class TooManyRequests(Refusal):
    """The bot, or the chat, has had its share."""

    code = 429
    words = "Too Many Requests"

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"retry after {retry_after}", parameters={"retry_after": retry_after})


class ServerTrouble(Refusal):
    """Telegram itself is unwell."""

    code = 500
    words = "Internal Server Error"

    def __init__(self, code: int = 500) -> None:
        self.code = code
        self.words = {502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}.get(
            code, ServerTrouble.words
        )
        super().__init__()


NO_SUCH_METHOD = "method not found"
POLLED_ELSEWHERE = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_IS_SET = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
WEBHOOK_WAS_SET = "terminated by setWebhook request"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
BLOCKED = "bot was blocked by the user"
DEACTIVATED = "user is deactivated"
CANNOT_WRITE_FIRST = "bot can't initiate conversation with a user"
CHAT_NOT_FOUND = "chat not found"
