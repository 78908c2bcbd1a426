"""The process that sends one notice with apprise: `python -m bot.worker.webhooks.notices.notice_process`.

It reads a JSON object with `url`, `title`, `text` and `networks` from standard input, and its exit status is
a `NoticeEnd`. It says nothing, since the words of libraries could hold what is secret in an address.
"""

import json
import logging
import sys
from ipaddress import ip_network

from apprise import Apprise, NotifyFormat

from bot.worker.webhooks.notices.connection_guard import ConnectionGuard
from bot.worker.webhooks.notices.notice_end import NoticeEnd


def main() -> NoticeEnd:
    """Send the notice; return how it ended."""
    logging.disable()
    notice = json.load(sys.stdin)
    guard = ConnectionGuard([ip_network(network) for network in notice["networks"]])
    guard.install()
    service = Apprise()
    if not service.add(notice["url"]):
        return NoticeEnd.UNKNOWN
    if service.notify(body=notice["text"], title=notice["title"], body_format=NotifyFormat.TEXT):
        return NoticeEnd.TAKEN
    return NoticeEnd.FORBIDDEN if guard.has_refused else NoticeEnd.REFUSED


if __name__ == "__main__":
    sys.exit(main())
