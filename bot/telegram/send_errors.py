"""Failures of Telegram, named by what the caller must do, and their translation from the library's errors.

TelegramFailure
├── TokenRefused     end the process: it needs another token, or another API address
├── PolledElsewhere  stop receiving: another process gets this bot's updates
├── NotNow           wait, at least so many `seconds`, and try again
└── Undecodable      park the update: it is not as Telegram documents it

How a send can end is listed in `actions.turn.send_outcomes`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

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
from store.models.address import Address


class TelegramFailure(Exception):
    """Any failure of the Telegram edge except those of sends."""


class TokenRefused(TelegramFailure):
    """The Bot API server does not know the token."""

    def __init__(self) -> None:
        super().__init__("Telegram refuses the bot token, or the API address is no Bot API server")


class PolledElsewhere(TelegramFailure):
    """Another process polls with this token, or a webhook is set."""


class NotNow(TelegramFailure):
    """Telegram is out of reach, fails, or asks to wait."""

    def __init__(self, reason: str, seconds: float = 0.0) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Undecodable(TelegramFailure, ValueError):
    """The update lacks a field that every update of its kind has."""


# What Telegram says, in lower case, about a customer who can no longer be written to.
GONE: Mapping[str, str] = {
    "bot was blocked by the user": "blocked",
    "user is deactivated": "deactivated",
    "input_user_deactivated": "deactivated",
    "bot can't initiate conversation": "never started",
    "bot can't send messages to bots": "is a bot",
    "chat not found": "chat not found",
    "user not found": "user not found",
    "peer_id_invalid": "chat not found",
    "group chat was deleted": "chat deleted",
    "bot was kicked": "kicked",
    "bot is not a member": "kicked",
    "chat_write_forbidden": "may not write",
    "have no rights to send": "may not write",
    "not enough rights to send": "may not write",
}
# What it says if nothing is left to do: the goal is reached already, or its object is gone.
DONE: Mapping[str, str] = {
    "message is not modified": "not modified",
    "query is too old": "tap too old",
    "query_id_invalid": "tap too old",
    "message to edit not found": "message gone",
    "message_id_invalid": "message gone",
    "message can't be edited": "message gone",
    "message to react not found": "message gone",
    "message to delete not found": "message gone",
    "message can't be deleted": "message gone",
    "message to pin not found": "message gone",
    "topic_not_modified": "not modified",
}
# What it says if the topic of a chat takes no more messages.
NO_TOPIC: Mapping[str, str] = {
    "message thread not found": "topic gone",
    "topic_deleted": "topic gone",
    "topic_closed": "topic closed",
    "topic_id_invalid": "topic gone",
}


@contextmanager
def receiving() -> Iterator[None]:
    """Translate errors of calls to Telegram.

    Raises:
        TokenRefused, PolledElsewhere, NotNow: see above.
    """
    try:
        yield
    except InvalidToken as exc:
        raise TokenRefused from exc
    except Conflict as exc:
        raise PolledElsewhere(exc.message) from exc
    except RetryAfter as exc:
        raise NotNow("too many requests", _seconds(exc)) from exc
    except TelegramError as exc:
        raise NotNow(_name(exc)) from exc


@contextmanager
def sending() -> Iterator[None]:
    """Translate errors of sends.

    Raises:
        SendError: see `actions.turn.send_outcomes`.
    """
    try:
        yield
    except TelegramError as exc:
        raise _send_error(exc) from exc


def _send_error(exc: TelegramError) -> SendError:
    match exc:
        case RetryAfter():
            return SendLater(_seconds(exc))
        case ChatMigrated(new_chat_id=new_chat_id):
            return ChatMoved(Address(new_chat_id))
        case Forbidden():
            return Unreachable(_said(exc, GONE) or "forbidden")
        case InvalidToken():
            return NotDelivered("token refused")
        case BadRequest():  # a NetworkError for python-telegram-bot, so it must come before that
            return _bad_request(exc)
        case NetworkError() if isinstance(exc.__cause__, NoConnection):
            return NotDelivered(_name(exc))
        case _:
            return OutcomeUnknown(_name(exc))


def _bad_request(exc: BadRequest) -> SendError:
    if done := _said(exc, DONE):
        return NothingToDo(done)
    if gone := _said(exc, GONE):
        return Unreachable(gone)
    if lost := _said(exc, NO_TOPIC):
        return TopicGone(lost)
    return Refused(exc.message[:100])


def _said(exc: TelegramError, table: Mapping[str, str]) -> str | None:
    words = exc.message.lower()
    return next((reason for said, reason in table.items() if said in words), None)


def _name(exc: TelegramError) -> str:
    """Return the type of the error; its message is left out, since it may quote what was sent."""
    cause = exc.__cause__
    if isinstance(cause, NoConnection):
        cause = cause.__cause__
    return type(cause or exc).__name__


def _seconds(exc: RetryAfter) -> float:
    after = exc.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
