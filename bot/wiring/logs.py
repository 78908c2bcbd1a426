"""Logs: one event a line, with ids and never with text that people wrote.

Messages of exceptions quote values, and so do the log lines of other libraries. A failure is therefore logged
by the types of its exceptions and their places in the code, and a line of another library by level and name.
"""

import logging
import sys
import threading
from collections.abc import Iterator
from traceback import format_tb
from types import TracebackType
from typing import Any

import structlog

# These log addresses at INFO, and an address of the Bot API holds the token.
QUIET = ("httpx", "httpcore", "telegram", "uvicorn.error", "uvicorn.access", "aiosqlite")

log = structlog.get_logger(__name__)


def set_up_logs(level: int = logging.INFO) -> None:
    """Write events to standard error: readable on a terminal, JSON elsewhere."""
    renderer = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _trace,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(WordlessFormatter("%(levelname)s %(name)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    sys.excepthook = _record_end
    sys.unraisablehook = lambda lost: log.error("failure went nowhere", exc_info=lost.exc_value)
    threading.excepthook = lambda ended: log.error("thread failed", exc_info=ended.exc_value)


class WordlessFormatter(logging.Formatter):
    """Formats the lines of other libraries without their messages."""

    def formatException(  # noqa: N802 - the name is logging's
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """Return the traceback without messages."""
        return traced(ei[1]) if ei[1] is not None else ""


def traced(exc: BaseException) -> str:
    """Return the traceback as Python prints it, newest failure first, without the messages of exceptions."""
    return "caused by\n".join(_links(exc))


def _links(exc: BaseException | None) -> Iterator[str]:
    while exc is not None:
        kind = type(exc)
        yield f"{''.join(format_tb(exc.__traceback__))}{kind.__module__}.{kind.__qualname__}\n"
        if isinstance(exc, BaseExceptionGroup):
            for each in exc.exceptions:
                yield from _links(each)
        exc = exc.__cause__ or (None if exc.__suppress_context__ else exc.__context__)


def _trace(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    given: Any = event.pop("exc_info", None)
    exc = given if isinstance(given, BaseException) else sys.exc_info()[1] if given else None
    if exc is not None:
        event["exception"] = traced(exc)
    return event


def _record_end(kind: type[BaseException], exc: BaseException, trace: TracebackType | None) -> None:
    """Log why this process ends."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, exc, trace)
        return
    log.critical("the process failed", exc_info=exc)
