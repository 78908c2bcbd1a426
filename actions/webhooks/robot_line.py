"""One event as a line: when, what, where, with a link into the console; words only where that was chosen."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.opening import reference
from actions.webhooks.event_body import event_words, page_of
from actions.webhooks.event_wording import EventWording
from actions.webhooks.plain_line import plain_line
from actions.webhooks.robot_texts import TEXTS
from store.models.queues import EventDelivery, SystemEventKind

LONGEST_NAME = 60
LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class RobotLine:
    """`text` and `words` hold no markup; `label` is what the link is shown as."""

    text: str
    label: str = ""
    link: str | None = None
    words: str = ""

    @property
    def size(self) -> int:
        """The bytes that the line takes at most, with the marks that a robot needs."""
        parts = (self.text, self.label, self.link or "", self.words)
        return sum(len(part.encode()) for part in parts) + 20


async def robot_line(
    session: AsyncSession, delivery: EventDelivery, wording: EventWording, *, has_words: bool
) -> RobotLine:
    """Return the line of an event. Words that were erased meanwhile are missing."""
    said = await event_words(session, delivery) if has_words else None
    return RobotLine(
        _text(delivery, wording),
        _label(delivery, wording),
        page_of(delivery, wording.console),
        plain_line(said, LONGEST_WORDS) if said else "",
    )


def _text(delivery: EventDelivery, wording: EventWording) -> str:
    texts, facts = TEXTS[wording.language], delivery.facts
    at = delivery.at.astimezone(wording.zone).strftime("%m-%d %H:%M")
    named = [texts[f"event.{delivery.kind.value}"]]
    if delivery.kind is SystemEventKind.ALARM_RAISED:
        named.append(texts.get(f"alarm.{facts['kind']}", ""))
    elif "case" in facts:
        named += [texts[f"kind.{facts['kind']}"], texts.get(f"step.{facts['step']}", "")]
    named.append(facts.get("outlet") or "")
    return " · ".join([at, *(plain_line(name, LONGEST_NAME) for name in named if name)])


def _label(delivery: EventDelivery, wording: EventWording) -> str:
    texts, facts = TEXTS[wording.language], delivery.facts
    if "case" in facts:
        return reference(facts["case"])
    page = next((page for page in ("conversation", "invitation", "alarm") if page in facts), None)
    return "" if page is None else texts[f"page.{page}"].format(number=facts[page])
