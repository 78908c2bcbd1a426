"""A service that is taken from one customer can be followed by another."""

from datetime import datetime

import pytest
from sqlalchemy import true

from actions.customers.service_release import release_services
from store.engine.database import Database
from store.models.surveys import InvitationStatus
from tests.records import Records


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (InvitationStatus.SCHEDULED, InvitationStatus.CANCELLED),
        (InvitationStatus.SENT, InvitationStatus.DISMISSED),
        (InvitationStatus.EXPIRED, InvitationStatus.EXPIRED),
    ],
)
async def test_released_service_has_a_new_link_and_no_open_survey(
    database: Database, now: datetime, before: InvitationStatus, after: InvitationStatus
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer, other = await records.customer(), await records.customer("Li")
        mine = await records.service("r1", customer_id=customer.id, start_token="old")
        theirs = await records.service("r2", customer_id=other.id)
        asked = await records.invitation(customer, service_id=mine.id, status=before)
        assert await release_services(session, customer, true(), now) == 1
        assert (mine.customer_id, theirs.customer_id, theirs.start_token) == (None, other.id, None)
        assert mine.start_token not in (None, "old")
        assert (asked.status, asked.service_id, asked.customer_id) == (after, None, customer.id)
