"""What goes wrong with Telegram is named by what must be done."""

from datetime import timedelta

import pytest
from aiohttp import ClientPayloadError, ServerDisconnectedError, SocketTimeoutError
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from actions.turn.send_outcomes import (
    ChatMoved,
    NotDelivered,
    NothingToDo,
    OutcomeUnknown,
    Refused,
    SendError,
    SendLater,
    TopicGone,
    Unreachable,
)
from bot.telegram.http_calls import NoConnection
from bot.telegram.send_errors import NotNow, PolledElsewhere, TokenRefused, receiving, sending
from store.models.address import Address


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


def unreached(cause: Exception) -> NoConnection:
    error = NoConnection()
    error.__cause__ = cause
    return error


def send_failure(error: TelegramError) -> SendError:
    with pytest.raises(SendError) as caught, sending():
        raise error
    assert caught.value.__cause__ is error
    return caught.value


@pytest.mark.parametrize(
    ("error", "kind", "reason"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Unreachable, "blocked"),
        (Forbidden("Forbidden: user is deactivated"), Unreachable, "deactivated"),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Unreachable, "never started"),
        (Forbidden("Forbidden: something new"), Unreachable, "forbidden"),
        (BadRequest("Bad Request: chat not found"), Unreachable, "chat not found"),
        (BadRequest("PEER_ID_INVALID"), Unreachable, "chat not found"),
        (BadRequest("Bad Request: message is not modified: specified new …"), NothingToDo, "not modified"),
        (
            BadRequest("Bad Request: query is too old and response timeout expired"),
            NothingToDo,
            "tap too old",
        ),
        (BadRequest("Bad Request: message to edit not found"), NothingToDo, "message gone"),
        (BadRequest("Bad Request: message to react not found"), NothingToDo, "message gone"),
        (BadRequest("Bad Request: message thread not found"), TopicGone, "topic gone"),
        (BadRequest("Bad Request: TOPIC_CLOSED"), TopicGone, "topic closed"),
        (BadRequest("Bad Request: message is too long"), Refused, "Message is too long"),
        (InvalidToken("Unauthorized"), NotDelivered, "token refused"),
        (caused(NetworkError("x"), unreached(TimeoutError())), NotDelivered, "TimeoutError"),
        (
            caused(NetworkError("x"), unreached(ConnectionRefusedError())),
            NotDelivered,
            "ConnectionRefusedError",
        ),
        (caused(NetworkError("x"), SocketTimeoutError()), OutcomeUnknown, "SocketTimeoutError"),
        (caused(NetworkError("x"), ServerDisconnectedError()), OutcomeUnknown, "ServerDisconnectedError"),
        (caused(NetworkError("x"), ClientPayloadError()), OutcomeUnknown, "ClientPayloadError"),
        (NetworkError("Bad Gateway (502)"), OutcomeUnknown, "NetworkError"),
        (TelegramError("Invalid server response"), OutcomeUnknown, "TelegramError"),
        (Conflict("Conflict"), OutcomeUnknown, "Conflict"),
    ],
)
def test_send_failure_tells_what_must_be_done(
    error: TelegramError, kind: type[SendError], reason: str
) -> None:
    failure = send_failure(error)
    assert (type(failure), failure.reason) == (kind, reason)


@pytest.mark.parametrize("after", [5, timedelta(seconds=5)])
def test_too_many_sends_tell_how_long_to_wait(after: int | timedelta) -> None:
    failure = send_failure(RetryAfter(after))
    assert isinstance(failure, SendLater)
    assert failure.seconds == 5


def test_moved_chat_tells_its_new_id() -> None:
    failure = send_failure(ChatMigrated(-1_001_234_567_890))
    assert isinstance(failure, ChatMoved)
    assert failure.new_address == Address(-1_001_234_567_890)


def test_refusal_is_kept_short() -> None:
    assert len(send_failure(BadRequest("x" * 1000)).reason) == 100


def test_other_errors_pass_while_sending() -> None:
    with pytest.raises(KeyError), sending():
        raise KeyError("mistake")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (InvalidToken("Not Found"), TokenRefused),
        (Conflict("Conflict: terminated by other getUpdates request"), PolledElsewhere),
        (caused(NetworkError("x"), SocketTimeoutError()), NotNow),
        (NetworkError("Bad Gateway (502)"), NotNow),
        (BadRequest("Bad Request: whatever"), NotNow),
    ],
)
def test_failure_to_receive_tells_what_must_be_done(error: TelegramError, kind: type[Exception]) -> None:
    with pytest.raises(kind) as caught, receiving():
        raise error
    assert type(caught.value) is kind


def test_wait_before_receiving_again_is_kept() -> None:
    with pytest.raises(NotNow) as caught, receiving():
        raise RetryAfter(7)
    assert caught.value.seconds == 7


def test_refused_token_is_not_repeated_to_anybody() -> None:
    with pytest.raises(TokenRefused) as caught, receiving():
        raise InvalidToken("the token `42:secret` was rejected")
    assert "secret" not in str(caught.value)
