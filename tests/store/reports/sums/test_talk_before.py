"""A survey belongs to the talk of the week before it."""

from datetime import datetime, timedelta

import pytest

from store.reports.sums.talk_before import TalkBefore, talk_before

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("wrote", "answered", "whose"),
    [
        (None, None, TalkBefore.NONE),
        (None, 1, TalkBefore.BOT),
        (1, None, TalkBefore.PERSON),
        (6, 1, TalkBefore.PERSON),
        (8, 1, TalkBefore.BOT),
        (7, None, TalkBefore.PERSON),
        (8, 8, TalkBefore.NONE),
    ],
)
def test_person_goes_before_bot(
    now: datetime, wrote: int | None, answered: int | None, whose: TalkBefore
) -> None:
    """Days before the survey on which a person wrote and the bot answered last."""
    moments = [None if days is None else now - days * DAY for days in (wrote, answered)]
    assert talk_before(now, *moments) is whose
