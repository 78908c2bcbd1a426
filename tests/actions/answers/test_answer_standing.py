"""One word says where an entry stands."""

from datetime import date
from typing import Any

import pytest

from actions.answers.answer_standing import AnswerStanding, standing_of
from store.queries.answers.entry_states import EntryState
from tests.actions.answers.documents import AT, document

PUBLISHED: dict[str, Any] = {"published_version": 1, "published": document().content()}
LATER = {"published_version": 1, "published": document(starts="2026-12-01").content()}
PAST = {"published_version": 1, "published": document(ends="2026-11-01").content()}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"draft": document().content()}, AnswerStanding.DRAFT),
        (PUBLISHED, AnswerStanding.ACTIVE),
        (LATER, AnswerStanding.PENDING),
        (PAST, AnswerStanding.EXPIRED),
        ({**PUBLISHED, "retired_at": AT}, AnswerStanding.RETIRED),
    ],
)
def test_standing_follows_from_publication_and_dates(
    values: dict[str, Any], expected: AnswerStanding
) -> None:
    blank: dict[str, Any] = dict.fromkeys(EntryState.__slots__)
    state = EntryState(**{**blank, "id": 1, "key": "a", **values})
    assert standing_of(state, date(2026, 11, 23)) is expected
