"""Bursts: lines that a customer writes one after the other, which one reply answers."""

from actions.matters.situation import Said
from actions.turn.turn import Turn


def go_on(turn: Turn) -> tuple[frozenset[Said], bool]:
    """Note that a line has come; return what was said in its burst, and whether it came in one breath."""
    talk, rules = turn.conversation, turn.house.matters
    at = turn.received_at or turn.now
    gap = None if talk.burst_at is None else at - talk.burst_at
    if gap is None or gap > rules.burst:
        talk.burst_said = None
    talk.burst_at = at
    return frozenset(Said(each) for each in talk.burst_said or ()), gap is not None and gap <= rules.breath


def note_said(turn: Turn, said: Said) -> None:
    """Note what the bot has said in the burst."""
    before = turn.conversation.burst_said or []
    if said not in before:
        turn.conversation.burst_said = [*before, said.value]
