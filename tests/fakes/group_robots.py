"""The robots of groups in memory: they check signatures, count messages, and refuse in their own ways."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from actions.webhooks.delivery_queue import PostEnd
from store.models.queues import TargetKind

URLS = {
    TargetKind.DINGTALK: "https://oapi.dingtalk.com/robot/send?access_token=0a1b",
    TargetKind.FEISHU: "https://open.feishu.cn/open-apis/bot/v2/hook/0a1b",
    TargetKind.WECOM: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0a1b",
    TargetKind.SLACK: "https://hooks.slack.com/services/T0/B0/0a1b",
}
SECRETS = {TargetKind.DINGTALK: "SECc0ffee", TargetKind.FEISHU: "c0ffee"}
# Of each robot: how many messages within which span.
PACES = {
    TargetKind.DINGTALK: ((20, timedelta(minutes=1)),),
    TargetKind.FEISHU: ((5, timedelta(seconds=1)), (100, timedelta(minutes=1))),
    TargetKind.WECOM: ((20, timedelta(minutes=1)),),
    TargetKind.SLACK: ((5, timedelta(seconds=5)),),
}
BLOCK = timedelta(minutes=10)
Post = tuple[str, dict[str, Any]]


def signed(key: str, text: str) -> str:
    """Return the signature in base64."""
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


@dataclass(slots=True)
class FakeRobot:
    """A robot with a secret, where it has one; it keeps the bodies that it took."""

    kind: TargetKind
    clock: Callable[[], datetime]
    secret: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    asked: list[datetime] = field(default_factory=list)
    blocked_until: datetime | None = None

    async def post(self, url: str, headers: Mapping[str, str], body: bytes, most: int = 0) -> PostEnd:
        assert headers["content-type"].startswith("application/json")
        end = self._answer(url, json.loads(body), len(body))
        return PostEnd(end.status, retry_after=end.retry_after, answer=end.answer[:most])

    def _answer(self, url: str, body: dict[str, Any], size: int) -> PostEnd:
        now = self.clock()
        self.asked.append(now)
        if self._is_too_fast(now):
            return TOO_FAST[self.kind]
        refusal = CHECKS[self.kind](self, url, body, size)
        if refusal is not None:
            return refusal
        self.taken.append(body)
        return TAKEN[self.kind]

    def _is_too_fast(self, now: datetime) -> bool:
        if self.blocked_until is not None and now < self.blocked_until:
            return True
        fast = any(sum(now - at < span for at in self.asked) > most for most, span in PACES[self.kind])
        if fast and self.kind is TargetKind.DINGTALK:
            self.blocked_until = now + BLOCK
        return fast


def _said(**fields: object) -> PostEnd:
    return PostEnd(200, answer=json.dumps(fields).encode())


def _dingtalk(robot: FakeRobot, url: str, body: dict[str, Any], size: int) -> PostEnd | None:
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    if query.get("access_token") != "0a1b":
        return _said(errcode=300001, errmsg="token is not exist")
    if robot.secret:
        stamp = query.get("timestamp", "0")
        fresh = abs(robot.clock().timestamp() - int(stamp) / 1000) < 3600
        if not fresh or query.get("sign") != signed(robot.secret, f"{stamp}\n{robot.secret}"):
            return _said(errcode=310000, errmsg="sign not match")
    if size > 20_000 or set(body["markdown"]) != {"title", "text"} or body["msgtype"] != "markdown":
        return _said(errcode=40035, errmsg="invalid parameter")
    return None


def _feishu(robot: FakeRobot, url: str, body: dict[str, Any], size: int) -> PostEnd | None:
    if robot.secret:
        stamp = body.get("timestamp", "0")
        fresh = abs(robot.clock().timestamp() - int(stamp)) < 3600
        if not fresh or body.get("sign") != signed(f"{stamp}\n{robot.secret}", ""):
            return _said(code=19021, msg="sign match fail or timestamp is not within one hour")
    paragraphs = body["content"]["post"]["zh_cn"]["content"]
    tags = {part["tag"] for paragraph in paragraphs for part in paragraph}
    if size > 20_000 or body["msg_type"] != "post" or not tags <= {"text", "a"}:
        return _said(code=9499, msg="Bad Request")
    return None


def _wecom(robot: FakeRobot, url: str, body: dict[str, Any], size: int) -> PostEnd | None:
    if parse_qs(urlsplit(url).query).get("key") != ["0a1b"]:
        return _said(errcode=93000, errmsg="invalid webhook url")
    if body["msgtype"] != "markdown" or len(body["markdown"]["content"].encode()) > 4096:
        return _said(errcode=40058, errmsg="content exceed max length")
    return None


def _slack(robot: FakeRobot, url: str, body: dict[str, Any], size: int) -> PostEnd | None:
    if not url.endswith("/T0/B0/0a1b"):
        return PostEnd(403, answer=b"invalid_token")
    return None if body.get("text") else PostEnd(400, answer=b"no_text")


CHECKS = {
    TargetKind.DINGTALK: _dingtalk,
    TargetKind.FEISHU: _feishu,
    TargetKind.WECOM: _wecom,
    TargetKind.SLACK: _slack,
}
TAKEN = {
    TargetKind.DINGTALK: _said(errcode=0, errmsg="ok"),
    TargetKind.FEISHU: _said(StatusCode=0, StatusMessage="success", code=0, data={}, msg="success"),
    TargetKind.WECOM: _said(errcode=0, errmsg="ok"),
    TargetKind.SLACK: PostEnd(200, answer=b"ok"),
}
TOO_FAST = {
    TargetKind.DINGTALK: _said(errcode=130101, errmsg="send too fast, exceed 20 times per minute"),
    TargetKind.FEISHU: _said(code=11232, msg="frequency limited", data={}),
    TargetKind.WECOM: _said(errcode=45009, errmsg="api freq out of limit"),
    TargetKind.SLACK: PostEnd(429, retry_after=timedelta(seconds=30), answer=b"rate_limited"),
}


def shown_text(kind: TargetKind, body: dict[str, Any]) -> str:
    """Return what the robot reads as markup; for Feishu, the texts of its paragraphs."""
    if kind is TargetKind.FEISHU:
        paragraphs = body["content"]["post"]["zh_cn"]["content"]
        return "\n".join("".join(part["text"] for part in paragraph) for paragraph in paragraphs)
    if kind is TargetKind.SLACK:
        return str(body["text"])
    return str(body["markdown"]["text" if kind is TargetKind.DINGTALK else "content"])
