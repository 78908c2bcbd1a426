"""What robots answer: they refuse inside HTTP 200, each with its own codes."""

import json
from dataclasses import replace

from actions.webhooks.delivery_queue import PostEnd
from actions.webhooks.robot_limits import LIMITS
from store.models.queues import TargetKind

MOST_OF_ANSWER = 4096  # bytes
# The names of the field that is 0 on success; Feishu has had two.
FIELDS = {
    TargetKind.DINGTALK: ("errcode",),
    TargetKind.FEISHU: ("code", "StatusCode"),
    TargetKind.WECOM: ("errcode",),
}
# The codes for too many messages.
TOO_MANY = {
    TargetKind.DINGTALK: {130101, 130102, 410100, 90018},
    TargetKind.FEISHU: {11232, 11233, 9499, 99991400},
    TargetKind.WECOM: {45009, 45033, 45047, -1},
}
THROTTLED = 429


def read_answer(kind: TargetKind, end: PostEnd) -> PostEnd:
    """Return how a post to a robot ended: a refusal inside HTTP 200 is one. Only its code is kept."""
    read = _slack(end) if kind is TargetKind.SLACK else _coded(kind, end)
    if read.status == THROTTLED and read.retry_after is None:
        read = replace(read, retry_after=LIMITS[kind].block)
    return replace(read, answer=b"")


def _slack(end: PostEnd) -> PostEnd:
    if not end.is_success or end.answer.strip() == b"ok":
        return end
    return replace(end, reason="the answer is not ok")


def _coded(kind: TargetKind, end: PostEnd) -> PostEnd:
    code = _code(kind, end.answer)
    if code is None:
        return replace(end, reason=end.reason or "the answer has no code") if end.is_success else end
    if code == 0:
        return end
    wait = LIMITS[kind].block if code in TOO_MANY[kind] else end.retry_after
    return replace(end, reason=f"code {code}", retry_after=wait)


def _code(kind: TargetKind, answer: bytes) -> int | None:
    """Return the first code that is not 0, else 0; None where there is no code."""
    try:
        said = json.loads(answer)
    except ValueError:
        return None
    if not isinstance(said, dict):
        return None
    codes = [said[name] for name in FIELDS[kind] if isinstance(said.get(name), int)]
    return next((code for code in codes if code), 0) if codes else None
