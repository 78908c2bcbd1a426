"""Lines as plain text."""

from actions.webhooks.robot_line import RobotLine
from bot.worker.webhooks.notice_text import notice_text


def test_each_event_is_a_paragraph_and_words_are_quoted() -> None:
    lines = [
        RobotLine("12:00 · Case opened", "HF-000001", "https://x.example/1", "too slow"),
        RobotLine("Test"),
    ]
    assert notice_text(lines) == "12:00 · Case opened HF-000001 https://x.example/1\n> too slow\nTest"
