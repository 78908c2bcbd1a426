"""What was going on in the talk, and how it travels."""

import json

import pytest

from nlu.contract.talk_state import LastWords, TalkState

STATES = [TalkState(), TalkState(LastWords.SURVEY, matter_open=True), TalkState(settled_lately=True)]


@pytest.mark.parametrize("state", STATES)
def test_state_survives_its_way_through_json(state: TalkState) -> None:
    assert TalkState.from_plain(json.loads(json.dumps(state.as_plain()))) == state


def test_missing_parts_have_their_defaults() -> None:
    assert TalkState.from_plain({}) == TalkState(LastWords.NOTHING, matter_open=False, settled_lately=False)


@pytest.mark.parametrize("plain", [None, "open", [], {"said": "poem"}, {"said": 3}, {"matter_open": "yes"}])
def test_anything_else_is_refused(plain: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        TalkState.from_plain(plain)


def test_state_has_a_matter_if_one_is_open_or_was_settled_lately() -> None:
    assert [state.has_matter for state in STATES] == [False, True, True]
