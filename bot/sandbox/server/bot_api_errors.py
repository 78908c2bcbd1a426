"""The refusals of the Bot API, in Telegram's words.

Refusal
├── BadRequest        change the request
│   └── ChatMigrated  send again, to the id given
├── Unauthorized      use another token
├── Forbidden         stop writing to this chat
├── NoSuchResource    call a method that exists
├── ReceiverConflict  stop the other receiver of updates
├── TooManyRequests   wait `retry_after` seconds
└── ServerTrouble     wait and try again, if nothing can have arrived
"""

from http.client import responses
from typing import Any


class Refusal(Exception):
    """An answer with `ok: false`. `code` is also the HTTP status."""

    code = 400
    phrase = ""

    def __init__(self, detail: str = "", parameters: dict[str, int] | None = None) -> None:
        phrase = self.phrase or responses.get(self.code, responses[500])
        self.description = f"{phrase}: {detail}" if detail else phrase
        self.parameters = parameters
        super().__init__(self.description)

    def as_json(self) -> dict[str, Any]:
        """Return the body that Telegram sends."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


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


class Forbidden(Refusal):
    """The customer does not accept messages of this bot."""

    code = 403


class NoSuchResource(Refusal):
    """There is no such method or file."""

    code = 404


class ReceiverConflict(Refusal):
    """Two receivers want the same updates."""

    code = 409


class TooManyRequests(Refusal):
    """The limit of the bot or of the chat is reached."""

    code = 429

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"retry after {retry_after}", parameters={"retry_after": retry_after})


class ServerTrouble(Refusal):
    """Telegram has an internal error."""

    def __init__(self, code: int = 500) -> None:
        self.code = code
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
KICKED = "bot was kicked from the supergroup chat"
CHAT_NOT_FOUND = "chat not found"
