"""Logs: one event a line, with ids and never with what people wrote."""

import logging
import sys

import structlog


def set_up_logs(level: int = logging.INFO) -> None:
    """Write events to standard error: readable on a terminal, JSON elsewhere."""
    renderer = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s")
    # These name addresses at INFO, and an address of the Bot API holds the token.
    for name in ("httpx", "httpcore", "telegram", "uvicorn.error", "uvicorn.access", "aiosqlite"):
        logging.getLogger(name).setLevel(logging.ERROR)
