"""Journey 3: whole talks, kind by kind, with a real model and a real database."""

from collections.abc import Mapping

import pytest

from tests.journeys.talks.installed_talks import play_talks
from tests.journeys.talks.played_talk import PlayedTalk, by_kind
from tests.journeys.talks.talk_script import read_talks

KINDS = (
    "ack",
    "emergency",
    "forward",
    "hant",
    "negation",
    "optout",
    "quote",
    "service",
    "thanks",
    "third",
    "topic",
    "untapped",
)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, nlu_url: str) -> Mapping[str, list[PlayedTalk]]:
    """All talks of the kinds, played once and side by side."""
    scripts = [script for script in read_talks() if script.kind in KINDS]
    return by_kind(play_talks(scripts, tmp_path_factory.mktemp("talks"), nlu_url))


@pytest.mark.rasa
@pytest.mark.parametrize("kind", KINDS)
def test_talks_go_as_a_service_desk_would_hold_them(
    played: Mapping[str, list[PlayedTalk]], kind: str
) -> None:
    assert [str(talk) for talk in played[kind] if talk.failures] == []
