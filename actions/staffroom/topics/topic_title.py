"""The title and the card of a topic: pure, from its head."""

from actions.staffroom.room.room_texts import room_text
from actions.turn.plain_name import plain_name
from nlu.contract.labels import Language
from store.queries.staffroom.customer_card import CaseLine, TopicHead

LONGEST_TITLE = 128
LONGEST_NAME = 60
# The two colours are chosen when a topic is made and cannot be changed later.
CALM, URGENT = 0x6FB9F0, 0xFB6F5F
URGENT_SIGN = "🔴 "


def topic_title(head: TopicHead, language: Language) -> str:
    """Return the customer's name, and number and state of the current case."""
    case = head.current
    parts = [_name(head)]
    if case is not None:
        parts += [case.reference, room_text(language, f"state_{case.status.value}")]
    sign = URGENT_SIGN if case is not None and case.is_urgent and case.is_open else ""
    return (sign + " · ".join(parts))[:LONGEST_TITLE]


def topic_colour(head: TopicHead) -> int:
    """Return the colour of the topic's icon."""
    return URGENT if any(case.is_urgent and case.is_open for case in head.cases) else CALM


def card_text(head: TopicHead, language: Language) -> str:
    """Return the card that is pinned in the topic."""
    cases = [_case(case, language) for case in head.cases] or [room_text(language, "card_no_case")]
    scores = ", ".join(map(str, head.scores))
    last = (
        room_text(language, "card_score", scores=scores) if scores else room_text(language, "card_no_score")
    )
    return room_text(
        language, "card", name=_name(head), customer=head.customer_id, cases="\n".join(cases), scores=last
    )


def _case(case: CaseLine, language: Language) -> str:
    return room_text(
        language,
        "card_case",
        reference=case.reference,
        kind=room_text(language, f"kind_{case.kind.value}"),
        state=room_text(language, f"state_{case.status.value}"),
    )


def _name(head: TopicHead) -> str:
    return plain_name(head.name)[:LONGEST_NAME] or f"#{head.customer_id}"
