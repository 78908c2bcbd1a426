"""What is awaited is about one showing, and a survey's question goes first."""

import pytest

from actions.answers.showing.answer_waiting import wait_for, wait_no_more
from actions.turn.turn import Turn
from store.models.conversations import Awaited


@pytest.mark.parametrize("what", [Awaited.HELPED, Awaited.CHOICE])
def test_waiting_ends_for_the_showing_that_it_is_about(turn: Turn, what: Awaited) -> None:
    wait_for(turn, what, 7)
    wait_no_more(turn, 6)
    assert (turn.conversation.awaited, turn.conversation.awaited_for) == (what, 7)
    wait_no_more(turn, 7)
    assert (turn.conversation.awaited, turn.conversation.awaited_for) == (None, None)


def test_question_of_a_survey_and_of_a_case_stay(turn: Turn) -> None:
    turn.conversation.awaited, turn.conversation.awaited_for = Awaited.SURVEY_TEXT, 7
    wait_for(turn, Awaited.HELPED, 8)
    wait_no_more(turn, 7)
    assert (turn.conversation.awaited, turn.conversation.awaited_for) == (Awaited.SURVEY_TEXT, 7)
    turn.conversation.awaited = Awaited.REOPENING
    wait_no_more(turn, 7)
    assert (turn.conversation.awaited, turn.conversation.awaited_for) == (Awaited.REOPENING, 7)
