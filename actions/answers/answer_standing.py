"""Where an entry stands for people who look after the answers."""

from datetime import date
from enum import StrEnum

from actions.answers.document import read_content
from actions.answers.entry import EffectiveState, state_of
from store.queries.answers.entry_states import EntryState


class AnswerStanding(StrEnum):
    """One word for publication and dates together."""

    DRAFT = "draft"  # never published
    PENDING = "pending"
    ACTIVE = "active"
    EXPIRED = "expired"
    RETIRED = "retired"


BY_DATES = {
    EffectiveState.PENDING: AnswerStanding.PENDING,
    EffectiveState.ACTIVE: AnswerStanding.ACTIVE,
    EffectiveState.EXPIRED: AnswerStanding.EXPIRED,
}


def standing_of(state: EntryState, today: date) -> AnswerStanding:
    """Return where an entry stands on a day of the business."""
    if state.retired_at is not None:
        return AnswerStanding.RETIRED
    if state.published is None:
        return AnswerStanding.DRAFT
    document = read_content(state.published)
    return BY_DATES[state_of(document.starts, document.ends, today)]
