"""Bodies of writes become changes of the desk."""

import pytest
from pydantic import ValidationError

from actions.exchange.case_change import CaseChange
from bot.api.writing.write_bodies import CaseChangeBody, NoteBody
from store.models.cases import Priority


def test_null_assigns_to_no_one_and_left_out_keeps() -> None:
    bodies = [CaseChangeBody.model_validate(each) for each in ({"assignee": None}, {"priority": "high"})]
    assert [body.change for body in bodies] == [
        CaseChange(assigns=True),
        CaseChange(priority=Priority.HIGH),
    ]


def test_tags_are_as_staff_write_them() -> None:
    body = CaseChangeBody.model_validate({"tags": ["# big  lamp "]})
    assert body.change.tags == ("big lamp",)


@pytest.mark.parametrize("text", ["", "  ", "\x07", "\ud800", 7, None, "x" * 3501])
def test_what_is_no_text_is_refused(text: object) -> None:
    with pytest.raises(ValidationError):
        NoteBody.model_validate({"text": text})
