"""The web server of this process: console, API and webhook."""

from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

FAREWELL = 3
MOST_CONNECTIONS = 1000


class WebServer(uvicorn.Server):
    """Uvicorn within our own event loop, which leaves the process's signals to us."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                log_config=None,
                access_log=False,
                server_header=False,
                # A header could invent an address, and the login counts attempts by address.
                proxy_headers=False,
                ws="none",
                lifespan="off",
                timeout_graceful_shutdown=FAREWELL,
                # Connections, each of which takes memory; what is worked on is limited by `Crowd`.
                limit_concurrency=MOST_CONNECTIONS,
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take none over: whoever started us decides when we stop."""
        yield

    def stop(self) -> None:
        """Finish what is in flight, then return from serving."""
        self.should_exit = True
