"""What kind of target an address leads to, and how it is shown: that of a robot is a key to its group."""

import re

from pydantic_core import Url

from actions.webhooks.apprise_services import SERVICES
from store.models.queues import TargetKind

HOSTS = {
    "oapi.dingtalk.com": TargetKind.DINGTALK,
    "open.feishu.cn": TargetKind.FEISHU,
    "open.larksuite.com": TargetKind.FEISHU,
    "qyapi.weixin.qq.com": TargetKind.WECOM,
    "hooks.slack.com": TargetKind.SLACK,
}
SIGNING = (TargetKind.DINGTALK, TargetKind.FEISHU)
"""The robots that may check signatures."""
SHOWN = 4
# A service of apprise, such as `mailtos` or `ntfys`.
SCHEME = re.compile(r"(?!https?:)([a-z0-9]{1,20})://.", re.IGNORECASE)
# Apprise takes several addresses in one text. Each is a target of its own here: what one of them refuses
# would be sent to all of them again.
ANOTHER = re.compile(r"[\s,;][a-z0-9]{1,32}://", re.IGNORECASE)


def kind_of(url: str) -> TargetKind:
    """Return the robot whose host is in the address, or apprise for its schemes; a webhook for any other."""
    if SCHEME.match(url.strip()):
        return TargetKind.APPRISE
    return HOSTS.get(_host(url), TargetKind.WEBHOOK)


def is_service(url: str) -> bool:
    """Return whether apprise sends to the scheme of an address, and needs nothing of this machine for it."""
    scheme = SCHEME.match(url)
    return scheme is not None and scheme[1].lower() in SERVICES and ANOTHER.search(url) is None


def shown_address(kind: TargetKind, url: str) -> str:
    """Return the address for people; of a robot, only the host and the last letters.

    Of a service of apprise, only the scheme is shown: tokens can stand anywhere behind it.
    """
    if kind is TargetKind.APPRISE:
        return f"{url.partition('://')[0]}://…"
    return url if kind is TargetKind.WEBHOOK else f"{_host(url)} …{url[-SHOWN:]}"


def _host(url: str) -> str:
    try:
        return Url(url.strip()).host or ""
    except ValueError:
        return ""
