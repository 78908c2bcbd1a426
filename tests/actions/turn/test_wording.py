"""No wording of a reply comes twice in a row."""

from actions.settings.replies import Reply
from actions.turn.wording import next_wording
from store.models.conversations import Conversation


def test_wordings_follow_each_other_for_each_reply() -> None:
    talk = Conversation()
    thanks = [next_wording(talk, Reply.THANKS, 3) for _ in range(4)]
    assert (thanks, next_wording(talk, Reply.BYE, 2)) == ([0, 1, 2, 0], 0)
    assert talk.wordings == {"small_talk.thanks": 0, "small_talk.bye": 0}


def test_single_wording_is_not_remembered() -> None:
    talk = Conversation()
    assert (next_wording(talk, Reply.HELP, 1), talk.wordings) == (0, None)


def test_wording_that_is_gone_from_the_texts_does_no_harm() -> None:
    assert next_wording(Conversation(wordings={"small_talk.bye": 7}), Reply.BYE, 2) == 0
