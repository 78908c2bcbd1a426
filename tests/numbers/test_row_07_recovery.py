"""Row 7: a recovery's gain stands beside what would be expected without a remedy."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.models.cases import CaseKind, CaseStatus
from store.models.surveys import SurveyVersion
from store.reports.sums.folding import fold_all
from store.reports.sums.measures import Measure, Subject
from tests.numbers.world import SHANGHAI, define, figures, named, reported
from tests.records import Records
from tests.simulation.inference.recovery import without_effect

DAY = timedelta(days=1)
EXPECTED, NET = Subject(Measure.RECOVERY_EXPECTED), Subject(Measure.RECOVERY_NET)


def test_remedy_without_effect_shows_none() -> None:
    found = list(without_effect(300))
    assert [each for each in found if not 0.92 <= each.after <= 0.985] == []
    assert [each.before < 0.05 for each in found] == [True] * 3


async def recover(records: Records, again: SurveyVersion, pairs: list[tuple[int, int]]) -> None:
    for before, after in pairs:
        customer = await records.customer()
        asked = await records.invitation(customer)
        await records.answer(asked, "score", number=before)
        case = await records.case(
            customer,
            kind=CaseKind.RECOVERY,
            status=CaseStatus.SETTLED,
            invitation_id=asked.id,
            settled_at=records.now,
        )
        follow_up = await records.follow_up(case, customer, records.now + DAY, survey_version_id=again.id)
        await records.answer(follow_up, "score", number=after)


async def test_what_chance_gives_back_is_no_gain(database: Database, now: datetime) -> None:
    """Forty customers, each asked twice about services: after a 2 comes a 3, after a 4 a 4."""
    async with database.transaction() as session:
        records = Records(session, now)
        define(records, "post_service")
        again = define(records, "case_settled", digest="2")
        await session.flush()
        for number in range(40):
            customer = await records.customer()
            first, second = ((2, 3), (4, 4))[number % 2]
            for score, at in ((first, now - 40 * DAY), (second, now - 20 * DAY)):
                asked = await records.invitation(customer, **named(at))
                await records.answer(asked, "score", number=score)
        await recover(records, again, [(2, 3)] * 9 + [(2, 4)] * 3)
    for _ in range(2):  # as stored, and as folded
        found = figures(await reported(database))
        assert (found[EXPECTED].n, found[EXPECTED].value) == (12, 3.0)
        assert (found[NET].n, found[NET].value) == (12, 0.25)
        assert found[Subject(Measure.RECOVERY_GAIN)].value == 1.25
        low = found[NET].low
        assert low is not None
        assert low < 0
        await fold_all(database, now, SHANGHAI)


async def test_questions_in_other_words_are_not_subtracted(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        first, again = (
            SurveyVersion(
                key=key,
                digest=key,
                definition={"questions": [{"id": "score", "kind": "rating", "text": {"en": text}}]},
                created_at=now,
            )
            for key, text in (("post_service", "This service?"), ("case_settled", "How it was handled?"))
        )
        session.add_all([first, again])
        await session.flush()
        customer = await records.customer()
        asked = await records.invitation(customer, survey_version_id=first.id)
        await records.answer(asked, "score", number=1)
        case = await records.recovery(asked, customer, now)
        follow_up = await records.follow_up(case, customer, now + DAY, survey_version_id=again.id)
        await records.answer(follow_up, "score", number=5)
    found = figures(await reported(database))
    assert [subject for subject in found if subject.measure.value.startswith("recovery")] == []
