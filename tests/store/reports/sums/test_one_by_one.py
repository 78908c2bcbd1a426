"""The invitations in scope, from folds and from rows, and their groups."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from store.engine.database import Database
from store.models.surveys import SurveyVersion
from store.reports.sums.folding import fold_all
from store.reports.sums.gathering import meanings, read
from store.reports.sums.grouping import UNDIVIDED, By, Grouping
from store.reports.sums.one_by_one import gather_columns, labelled
from store.reports.sums.scope import Scope
from tests.records import Records

SHANGHAI = ZoneInfo("Asia/Shanghai")
LATE = datetime(2026, 11, 22, 17, tzinfo=UTC)  # Monday in Shanghai


@pytest.fixture
async def asked(database: Database, now: datetime) -> None:
    definition = {"questions": [{"id": "score", "kind": "rating"}]}
    async with database.transaction() as session:
        session.add(SurveyVersion(key="post_service", digest="1", definition=definition, created_at=now))
        records = Records(session, now)
        for number, (outlet, sent) in enumerate(
            (("north", LATE - timedelta(hours=4)), (None, LATE), ("south", LATE - timedelta(days=9)))
        ):
            customer = await records.customer()
            invitation = await records.invitation(
                customer, outlet=outlet, created_at=sent, sent_at=sent, delivered_at=sent
            )
            await records.answer(invitation, "score", number=number + 1)


@pytest.mark.parametrize("is_folded", [False, True])
@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (By.OUTLET, {1: "north", 2: "–", 3: "south"}),
        (By.WEEK, {1: "2026-W47", 2: "2026-W48", 3: "2026-W46"}),
        (By.SURVEY, dict.fromkeys((1, 2, 3), "post_service")),
        (By.OCCASION, dict.fromkeys((1, 2, 3), "service")),
        (None, dict.fromkeys((1, 2, 3), "")),
    ],
)
async def test_invitations_know_their_group(
    database: Database, now: datetime, asked: None, by: By | None, groups: dict[int, str], *, is_folded: bool
) -> None:
    if is_folded:
        await fold_all(database, now + timedelta(days=1), SHANGHAI)
    async with database.reading() as session:
        known = await meanings(session)
        found = await gather_columns(session, await read(session, Scope(), UNDIVIDED, known), known)
    ((source, columns),) = found.items()
    names, codes = labelled(source, columns, Grouping(by, SHANGHAI))
    numbers = columns.numbers["score"].tolist()
    assert {number: names[code] for number, code in zip(numbers, codes.tolist(), strict=True)} == groups


async def test_outlet_of_the_scope_cuts_folded_invitations(
    database: Database, now: datetime, asked: None
) -> None:
    await fold_all(database, now + timedelta(days=1), SHANGHAI)
    async with database.reading() as session:
        known = await meanings(session)
        stored = await read(session, Scope(outlet="south"), UNDIVIDED, known)
        found = await gather_columns(session, stored, known)
    assert [columns.numbers["score"].tolist() for columns in found.values() if len(columns)] == [[3]]
