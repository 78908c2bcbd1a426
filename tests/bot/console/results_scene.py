"""A season of surveys at four outlets, made by a seeded random: for pages that show results."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from actions.settings.survey_definition import Survey
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.surveys import Invitation, InvitationStatus, SurveyVersion
from tests.records import Records

DAYS = 80
# How good each outlet is, 0 to 1, and how many customers of it are asked.
OUTLETS = {"北街店": (0.82, 60), "South Street": (0.5, 48), "Harbour": (0.7, 40), "Airport": (0.66, 7)}
ANSWERING = 0.6


async def set_results(database: Database, surveys: Mapping[str, Survey], now: datetime) -> None:
    """Add invitations and answers of three surveys."""
    random = Random(7)  # noqa: S311 - the same season every time
    async with database.transaction() as session:
        records = Records(session, now)
        versions = {key: await survey_version(records, surveys[key]) for key in ASKED}
        for outlet, (goodness, count) in OUTLETS.items():
            for _ in range(count):
                key = random.choice(list(ASKED))
                sent = now - timedelta(days=random.uniform(0, DAYS))
                is_answered = random.random() < ANSWERING
                invitation = await records.invitation(
                    await records.customer("Guest", language=Language.EN),
                    survey_key=key,
                    survey_version_id=versions[key],
                    outlet=outlet,
                    agent=random.choice(("Lee", "小李", "Osei")),
                    status=InvitationStatus.COMPLETED if is_answered else InvitationStatus.EXPIRED,
                    sent_at=sent,
                    created_at=sent,
                    delivered_at=sent,
                )
                if is_answered:
                    await ASKED[key](records, random, invitation, goodness)


async def survey_version(records: Records, survey: Survey) -> int:
    """Store a survey as it is asked; its id."""
    version = SurveyVersion(
        key=survey.key, digest=survey.digest, definition=survey.to_dict(), created_at=records.now
    )
    records.session.add(version)
    await records.session.flush()
    return int(version.id)


def _rating(random: Random, goodness: float, steps: int = 5) -> int:
    return 1 + sum(random.random() < goodness for _ in range(steps - 1))


async def _satisfaction(records: Records, random: Random, asked: Invitation, goodness: float) -> None:
    number = _rating(random, goodness)
    await records.answer(asked, "satisfaction", number=number, answered_at=asked.sent_at)
    if number <= 2:
        await records.answer(asked, "comment", text="Nobody called back.", answered_at=asked.sent_at)


async def _recommendation(records: Records, random: Random, asked: Invitation, goodness: float) -> None:
    number = _rating(random, goodness, 11) - 1
    await records.answer(asked, "recommend", number=number, answered_at=asked.sent_at)


async def _quality(records: Records, random: Random, asked: Invitation, goodness: float) -> None:
    for item in ("on_time", "promptly", "courteous", "attention", "premises"):
        await records.answer(
            asked, f"{item}_expected", number=_rating(random, 0.85), answered_at=asked.sent_at
        )
        await records.answer(
            asked, f"{item}_perceived", number=_rating(random, goodness), answered_at=asked.sent_at
        )


ASKED = {"post_service": _satisfaction, "recommendation": _recommendation, "servqual": _quality}
