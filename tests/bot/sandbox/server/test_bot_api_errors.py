import pytest

from bot.sandbox.server.bot_api_errors import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NoSuchResource,
    ReceiverConflict,
    Refusal,
    ServerTrouble,
    TooManyRequests,
    Unauthorized,
)


@pytest.mark.parametrize(
    ("refusal", "body"),
    [
        (Unauthorized(), {"ok": False, "error_code": 401, "description": "Unauthorized"}),
        (
            BadRequest("chat not found"),
            {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"},
        ),
        (
            Forbidden("user is deactivated"),
            {"ok": False, "error_code": 403, "description": "Forbidden: user is deactivated"},
        ),
        (NoSuchResource(), {"ok": False, "error_code": 404, "description": "Not Found"}),
        (ReceiverConflict("two"), {"ok": False, "error_code": 409, "description": "Conflict: two"}),
        (
            TooManyRequests(7),
            {
                "ok": False,
                "error_code": 429,
                "description": "Too Many Requests: retry after 7",
                "parameters": {"retry_after": 7},
            },
        ),
        (
            ChatMigrated(-1005),
            {
                "ok": False,
                "error_code": 400,
                "description": "Bad Request: group chat was upgraded to a supergroup chat",
                "parameters": {"migrate_to_chat_id": -1005},
            },
        ),
    ],
)
def test_refusal_reads_as_telegram_writes_it(refusal: Refusal, body: object) -> None:
    assert refusal.as_json() == body


@pytest.mark.parametrize(
    ("code", "description"),
    [
        (500, "Internal Server Error"),
        (502, "Bad Gateway"),
        (503, "Service Unavailable"),
        (599, "Internal Server Error"),
    ],
)
def test_server_trouble_is_named_by_its_code(code: int, description: str) -> None:
    assert ServerTrouble(code).as_json() == {"ok": False, "error_code": code, "description": description}
