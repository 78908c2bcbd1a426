"""Entries, and whether they hold on a day."""

from datetime import date

import pytest

from actions.answers.entry import EffectiveState, Entry, Wording, effective_state
from nlu.contract.labels import Language

OPENING = Wording(Language.ZH, "几点开门", ("营业时间",), "九点")


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (None, None, EffectiveState.ACTIVE),
        (date(2026, 12, 1), None, EffectiveState.PENDING),
        (date(2026, 11, 23), None, EffectiveState.ACTIVE),
        (None, date(2026, 11, 23), EffectiveState.ACTIVE),
        (None, date(2026, 11, 22), EffectiveState.EXPIRED),
        (date(2026, 11, 1), date(2026, 11, 30), EffectiveState.ACTIVE),
    ],
)
def test_state_follows_from_the_dates(
    starts: date | None, ends: date | None, expected: EffectiveState
) -> None:
    entry = Entry(1, "hours", 1, (OPENING,), starts=starts, ends=ends)
    assert effective_state(entry, date(2026, 11, 23)) is expected


def test_entry_gives_its_wording_and_all_questions() -> None:
    entry = Entry(1, "hours", 1, (OPENING,))
    assert (entry.wording(Language.ZH), entry.wording(Language.EN)) == (OPENING, None)
    assert list(entry.questions()) == [(Language.ZH, "几点开门"), (Language.ZH, "营业时间")]
