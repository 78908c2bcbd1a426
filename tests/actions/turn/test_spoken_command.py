"""Words that end and begin surveys are commands where they are the whole message, in any width and case."""

import pytest

from actions.turn.spoken_command import spoken_command


@pytest.mark.parametrize(
    "text",
    [
        *("TD", "td。", "ＴＤ", "T", "回T退订", "退訂！", "取消订阅", "我要退订"),
        *("STOP", " stop. ", "Stop stop stop", "/stop。", "／ＳＴＯＰ", "Unsubscribe", "opt-out"),
    ],
)
def test_codes_mean_stop(text: str) -> None:
    assert spoken_command(text) == "stop"


@pytest.mark.parametrize("text", ["START", "恢复回访", "重新訂閱", "unstop"])
def test_codes_mean_start(text: str) -> None:
    assert spoken_command(text) == "start"


@pytest.mark.parametrize(
    "text",
    [
        "stop at which station",
        "停",
        "退订单",
        "我要退订酒店",
        "TD-LTE",
        "bus stop",
        "别停",
        "T恤",
        "",
        "退款",
    ],
)
def test_other_messages_are_no_commands(text: str) -> None:
    assert spoken_command(text) is None


def test_command_with_punctuation_is_known_by_its_name() -> None:
    assert spoken_command("/help！") == "help"
