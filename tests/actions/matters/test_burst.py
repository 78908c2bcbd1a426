"""Lines that follow each other are one burst; those that come at once are one breath."""

from dataclasses import replace
from datetime import timedelta

from actions.matters.burst import go_on, note_said
from actions.matters.situation import Said
from actions.turn.turn import Turn


async def test_burst_remembers_what_was_said_until_a_pause(turn: Turn) -> None:
    first = go_on(turn)
    note_said(turn, Said.GREETING)
    note_said(turn, Said.MATTER)
    note_said(turn, Said.MATTER)
    soon = go_on(replace(turn, received_at=turn.now + timedelta(seconds=1)))
    later = go_on(replace(turn, received_at=turn.now + timedelta(seconds=50)))
    after = go_on(replace(turn, received_at=turn.now + timedelta(seconds=111)))
    said = frozenset({Said.GREETING, Said.MATTER})
    assert [first, soon, later] == [(frozenset(), False), (said, True), (said, False)]
    assert (after, turn.conversation.burst_said) == ((frozenset(), False), None)
