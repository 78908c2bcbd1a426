"""Lines of events as plain text, for services without markup in common."""

from collections.abc import Sequence

from actions.webhooks.robot_line import RobotLine


def notice_text(lines: Sequence[RobotLine]) -> str:
    """Return one paragraph an event; the words of a customer, where there are any, are quoted below it."""
    return "\n".join(map(_paragraph, lines))


def _paragraph(line: RobotLine) -> str:
    shown = " ".join(part for part in (line.text, line.label, line.link) if part)
    return f"{shown}\n> {line.words}" if line.words else shown
