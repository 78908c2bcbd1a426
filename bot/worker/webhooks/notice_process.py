"""The process that sends one notice with apprise: `python -m bot.worker.webhooks.notice_process`.

It reads a line of JSON with `url`, `title`, `text` and `networks` from standard input, and its exit status is
a `NoticeEnd`. It says nothing, since the words of libraries could hold what is secret in an address. It ends
when standard input does, so that it does not outlive the worker.
"""

import json
import logging
import os
import resource
import sys
from ipaddress import ip_network
from threading import Thread

from apprise import Apprise, NotifyFormat
from apprise.manager_plugins import NotificationManager

from bot.worker.webhooks.connection_guard import ConnectionGuard
from bot.worker.webhooks.notice_end import NoticeEnd

MEMORY = 512 * 1024 * 1024  # bytes of addresses; it takes a fifth
COMPUTING = 30  # seconds of the processor


def main() -> NoticeEnd:
    """Send the notice; return how it ended."""
    logging.disable()
    notice = json.loads(sys.stdin.readline())
    Thread(target=_end_with_worker, daemon=True).start()
    # Loads all services: some look at the machine while they are imported.
    NotificationManager().schemas()  # type: ignore[no-untyped-call] # apprise types its users' part only
    _limit()
    guard = ConnectionGuard([ip_network(network) for network in notice["networks"]])
    guard.install()
    return _send(guard, notice["url"], notice["title"], notice["text"])


def _send(guard: ConnectionGuard, url: str, title: str, text: str) -> NoticeEnd:
    service = Apprise()
    if not service.add(url):
        return NoticeEnd.UNKNOWN
    if service.notify(body=text, title=title, body_format=NotifyFormat.TEXT):
        return NoticeEnd.TAKEN
    return NoticeEnd.FORBIDDEN if guard.has_refused else NoticeEnd.REFUSED


def _limit() -> None:
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, COMPUTING),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def _end_with_worker() -> None:
    sys.stdin.read()
    os._exit(NoticeEnd.ORPHANED)


if __name__ == "__main__":
    # At once: threads of libraries are not waited for.
    os._exit(main())
