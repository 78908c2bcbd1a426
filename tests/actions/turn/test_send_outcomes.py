"""How a send can end is named by what must be done, with what is needed for it."""

from actions.turn.send_outcomes import ChatMoved, NotDelivered, OutcomeUnknown, SendError, SendLater
from store.models.address import Address


def test_what_may_be_sent_again_is_known_not_to_have_arrived() -> None:
    later, moved = SendLater(2.5), ChatMoved(Address(-1_001_234))
    assert (later.seconds, later.reason) == (2.5, "retry after 2.5 s")
    assert moved.new_address == Address(-1_001_234)
    assert isinstance(later, NotDelivered)
    assert isinstance(moved, NotDelivered)


def test_unknown_outcome_is_never_taken_for_one_that_did_not_arrive() -> None:
    error: SendError = OutcomeUnknown("ReadTimeout")
    assert not isinstance(error, NotDelivered)
    assert str(error) == error.reason == "ReadTimeout"
