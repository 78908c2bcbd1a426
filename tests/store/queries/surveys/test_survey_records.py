"""Invitations and their answers as other systems read them."""

from datetime import datetime

import pytest

from store.engine.database import Database
from store.models.surveys import InvitationStatus
from store.queries.not_found import NotFound
from store.queries.record_pages import RecordPage
from store.queries.surveys.survey_records import (
    InvitationChoice,
    list_invitations,
    read_invitation_record,
)
from tests.records import Records


async def test_invitations_are_chosen_and_have_their_own_answers(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        ann, bob = await records.customer("Ann"), await records.customer("Bob")
        first = await records.invitation(ann, outlet="north", status=InvitationStatus.COMPLETED)
        second = await records.invitation(bob, survey_key="word_of_mouth")
        await records.answer(second, "recommend", number=9)
        await records.answer(first, "satisfaction", number=3)
        await records.answer(first, "reasons", choices=["speed", "price"])
    async with database.reading() as session:
        every = await list_invitations(session, RecordPage(), InvitationChoice())
        choices = (
            InvitationChoice(survey="word_of_mouth"),
            InvitationChoice(status=InvitationStatus.COMPLETED, outlet="north"),
            InvitationChoice(customer=bob.id),
        )
        chosen = [await list_invitations(session, RecordPage(), choice) for choice in choices]
        assert await read_invitation_record(session, first.id) == every[1]
        with pytest.raises(NotFound):
            await read_invitation_record(session, 99)
    assert [[(given.question, given.number, given.choices) for given in row.answers] for row in every] == [
        [("recommend", 9, ())],
        [("satisfaction", 3, ()), ("reasons", None, ("speed", "price"))],
    ]
    assert [[row.id for row in rows] for rows in chosen] == [[second.id], [first.id], [second.id]]
