"""What kind of target an address leads to, and how it is shown: that of a robot is a key to its group."""

from pydantic_core import Url

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


def kind_of(url: str) -> TargetKind:
    """Return the robot whose host is in the address; a webhook for any other."""
    return HOSTS.get(_host(url), TargetKind.WEBHOOK)


def shown_address(kind: TargetKind, url: str) -> str:
    """Return the address for people; of a robot, only the host and the last letters."""
    return url if kind is TargetKind.WEBHOOK else f"{_host(url)} …{url[-SHOWN:]}"


def _host(url: str) -> str:
    try:
        return Url(url.strip()).host or ""
    except ValueError:
        return ""
