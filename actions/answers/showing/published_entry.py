"""One entry as it is published now, by its id."""

from actions.answers.entry import EffectiveState, Entry, effective_state
from actions.answers.loading import load_entries
from actions.turn.turn import Turn


async def entry_in_force(turn: Turn, answer_id: int) -> Entry | None:
    """Return a published entry whose dates hold today; None if there is none."""
    found = await load_entries(turn.session, answer_id)
    today = turn.now.astimezone(turn.house.calendar.zone).date()
    return next((each for each in found if effective_state(each, today) is EffectiveState.ACTIVE), None)
