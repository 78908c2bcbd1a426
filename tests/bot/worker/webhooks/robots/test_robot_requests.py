"""Messages in the form of each robot, signed as it wants."""

import json
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from actions.webhooks.robot_batch import ClaimedMessage
from actions.webhooks.robot_line import RobotLine
from bot.worker.webhooks.robots.robot_requests import robot_request
from store.models.queues import TargetKind
from tests.fakes.group_robots import SECRETS, URLS, signed

NOW = datetime(2020, 1, 1, tzinfo=UTC)
LINES = (
    RobotLine("08:00 · New case", "HF-000001", "https://shop.example/console/cases/1", "Where?"),
    RobotLine("08:01 · Test"),
)


def body_of(kind: TargetKind, secret: str = "") -> tuple[str, dict[str, object]]:
    message = ClaimedMessage((1, 2), 1, kind, URLS[kind], secret, "Huifang", LINES)
    request = robot_request(message, NOW)
    return request.url, json.loads(request.body)


def test_dingtalk_signs_in_the_address() -> None:
    secret = SECRETS[TargetKind.DINGTALK]
    url, body = body_of(TargetKind.DINGTALK, secret)
    stamp = "1577836800000"
    assert parse_qs(urlsplit(url).query) == {
        "access_token": ["0a1b"],
        "timestamp": [stamp],
        "sign": [signed(secret, f"{stamp}\n{secret}")],
    }
    text = (
        "#### Huifang\n\n08:00 · New case [HF-000001](https://shop.example/console/cases/1)"
        "\n\n> Where?\n\n08:01 · Test"
    )
    assert body == {"msgtype": "markdown", "markdown": {"title": "Huifang", "text": text}}


def test_feishu_signs_in_the_body() -> None:
    secret = SECRETS[TargetKind.FEISHU]
    url, body = body_of(TargetKind.FEISHU, secret)
    content = [
        [
            {"tag": "text", "text": "08:00 · New case "},
            {"tag": "a", "text": "HF-000001", "href": "https://shop.example/console/cases/1"},
        ],
        [{"tag": "text", "text": "「Where?」"}],
        [{"tag": "text", "text": "08:01 · Test "}],
    ]
    assert (url, body) == (
        URLS[TargetKind.FEISHU],
        {
            "msg_type": "post",
            "content": {"post": {"zh_cn": {"title": "Huifang", "content": content}}},
            "timestamp": "1577836800",
            "sign": signed(f"1577836800\n{secret}", ""),
        },
    )


def test_wecom_and_slack_have_their_key_in_the_address() -> None:
    link = "https://shop.example/console/cases/1"
    assert body_of(TargetKind.WECOM) == (
        URLS[TargetKind.WECOM],
        {
            "msgtype": "markdown",
            "markdown": {
                "content": f"#### Huifang\n08:00 · New case [HF-000001]({link})\n> Where?\n08:01 · Test"
            },
        },
    )
    assert body_of(TargetKind.SLACK) == (
        URLS[TargetKind.SLACK],
        {
            "text": f"*Huifang*\n08:00 · New case <{link}|HF-000001>\n&gt; Where?\n08:01 · Test",
            "unfurl_links": False,
            "unfurl_media": False,
        },
    )


@pytest.mark.parametrize("kind", [TargetKind.DINGTALK, TargetKind.FEISHU])
def test_robot_without_a_secret_gets_no_signature(kind: TargetKind) -> None:
    url, body = body_of(kind)
    assert (url, "sign" in body) == (URLS[kind], False)
