"""A message in the form of each robot, and signed as each wants it.

DingTalk signs `milliseconds\\nsecret` with the secret, in the address; Feishu signs nothing with
`seconds\\nsecret` as the key, in the body. WeCom and Slack have their key in the address.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from actions.webhooks.robot_batch import ClaimedMessage
from actions.webhooks.robot_line import RobotLine
from store.models.queues import TargetKind

Form = Callable[[ClaimedMessage, datetime], tuple[str, dict[str, object]]]


@dataclass(frozen=True, slots=True)
class PostRequest:
    """What is posted."""

    url: str
    headers: Mapping[str, str]
    body: bytes


def robot_request(message: ClaimedMessage, now: datetime) -> PostRequest:
    """Return the request of a message, signed for this moment."""
    url, body = FORMS[message.kind](message, now)
    headers = {"content-type": "application/json; charset=utf-8", "user-agent": "Huifang"}
    return PostRequest(url, headers, json.dumps(body, ensure_ascii=False).encode())


def _dingtalk(message: ClaimedMessage, now: datetime) -> tuple[str, dict[str, object]]:
    text = "\n\n".join([f"#### {message.title}", *(_markdown(line, "\n\n> ") for line in message.lines)])
    markdown = {"title": message.title, "text": text}
    return _signed_address(message, now), {"msgtype": "markdown", "markdown": markdown}


def _signed_address(message: ClaimedMessage, now: datetime) -> str:
    if not message.secret:
        return message.url
    milliseconds = str(int(now.timestamp() * 1000))
    sign = _hmac(message.secret.encode(), f"{milliseconds}\n{message.secret}".encode())
    joined = "&" if "?" in message.url else "?"
    return f"{message.url}{joined}{urlencode({'timestamp': milliseconds, 'sign': sign})}"


def _feishu(message: ClaimedMessage, now: datetime) -> tuple[str, dict[str, object]]:
    content = [part for line in message.lines for part in _post_lines(line)]
    post = {"zh_cn": {"title": message.title, "content": content}}
    return message.url, {"msg_type": "post", "content": {"post": post}} | _signed_fields(message, now)


def _signed_fields(message: ClaimedMessage, now: datetime) -> dict[str, object]:
    if not message.secret:
        return {}
    seconds = str(int(now.timestamp()))
    return {"timestamp": seconds, "sign": _hmac(f"{seconds}\n{message.secret}".encode(), b"")}


def _post_lines(line: RobotLine) -> list[list[dict[str, str]]]:
    """Return the paragraphs of a line: text is never read as markup there."""
    first = [{"tag": "text", "text": f"{line.text} "}]
    if line.link:
        first.append({"tag": "a", "text": line.label or line.link, "href": line.link})
    elif line.label:
        first.append({"tag": "text", "text": line.label})
    return [first, [{"tag": "text", "text": f"「{line.words}」"}]] if line.words else [first]


def _wecom(message: ClaimedMessage, now: datetime) -> tuple[str, dict[str, object]]:
    text = "\n".join([f"#### {message.title}", *(_markdown(line, "\n> ") for line in message.lines)])
    return message.url, {"msgtype": "markdown", "markdown": {"content": text}}


def _markdown(line: RobotLine, quoting: str) -> str:
    shown = f"[{line.label or line.link}]({line.link})" if line.link else line.label
    return f"{line.text} {shown}".rstrip() + (f"{quoting}{line.words}" if line.words else "")


def _slack(message: ClaimedMessage, now: datetime) -> tuple[str, dict[str, object]]:
    text = "\n".join([f"*{message.title}*", *map(_mrkdwn, message.lines)])
    return message.url, {"text": text, "unfurl_links": False, "unfurl_media": False}


def _mrkdwn(line: RobotLine) -> str:
    shown = f"<{line.link}|{line.label or line.link}>" if line.link else line.label
    return f"{line.text} {shown}".rstrip() + (f"\n&gt; {line.words}" if line.words else "")


def _hmac(key: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.digest(key, text, hashlib.sha256)).decode()


FORMS: Mapping[TargetKind, Form] = {
    TargetKind.DINGTALK: _dingtalk,
    TargetKind.FEISHU: _feishu,
    TargetKind.WECOM: _wecom,
    TargetKind.SLACK: _slack,
}
