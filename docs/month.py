"""Makes docs/month.md: `.venv/bin/python -m docs.month`. A month of eight outlets is lived through.

2,000 services end, and everything that follows goes through the real policy, ledger, clockwork, buttons and
recovery, hour by hour on a simulated clock: surveys, reminders and expiries, low scores, cases that staff
settle and the questions after them. How satisfied customers are is known, and who is bitter answers less.
"""

import asyncio
import shutil
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from actions.settings.house import House
from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import Question
from actions.surveys.asking import schedule, taps_on_answers
from actions.surveys.asking.survey_message import delivered, undeliverable
from actions.surveys.policy.events import ServiceEnded
from actions.surveys.policy.services import service_ended
from actions.surveys.policy.triggers import case_settled
from actions.turn.incoming import ButtonPressed, Origin, Person
from actions.turn.open_conversation import open_turn
from bot.cli.reports.report_charts import write_charts
from bot.cli.reports.text_report import as_text
from bot.settings import load_settings
from bot.wiring.data_files import read_data_files
from store.engine.database import Database
from store.models.address import Address
from store.models.cases import Case, CaseStatus
from store.models.customers import Customer
from store.models.question_kinds import Kind
from store.models.surveys import ANSWERABLE, Invitation, Reason
from store.reports.funnel import count_skipped
from store.reports.period import Period
from store.reports.report import ReportRequest, report
from store.reports.sums.folding import fold_all
from store.reports.sums.grouping import By
from store.reports.sums.scope import Scope
from store.schema import upgrade
from tests.conftest import ROOT
from tests.simulation.world import BITTER_ARE_SILENT, Outlet, customer, draw, outlets

FILE, CHARTS = ROOT / "docs" / "month.md", ROOT / "docs" / "images" / "month"
ZONE = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
SERVICES, CUSTOMERS, SEED = 2_000, 1_500, 20261001
NAMES = ("北街店", "南门店", "东湖店", "西站店", "Airport", "Harbour", "大学城店", "中心店")
SURVEYS = {"post_service": 60, "effort": 12, "recommendation": 8, "servperf": 12, "servqual": 8}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Month:
    """The world, its clock, and what customers and staff are going to do."""

    database: Database
    house: House
    random: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - it must repeat, no secret
    now: datetime = datetime(2026, 10, 1, 0, 0, tzinfo=ZONE)
    answering: dict[datetime, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    settling: dict[datetime, list[int]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, Outlet] = field(default_factory=dict)

    async def live(self) -> None:
        """Every hour of the month, and of the days in which its surveys end."""
        made = outlets(self.random, len(NAMES))
        self.places = dict(zip(NAMES, made, strict=True))
        await self._meet()
        services = self._services()
        while self.now < datetime(2026, 11, 10, tzinfo=ZONE):
            for number, event in services.pop(self.now, ()):
                await self._tell(number, event)
            await self._send()
            for invitation, feeling in self.answering.pop(self.now, ()):
                await self._answer(invitation, feeling)
            for case in self.settling.pop(self.now, ()):
                await self._settle(case)
            self.now += HOUR

    async def _meet(self) -> None:
        """The customers who have opened the bot; a few want no surveys, some write from another zone."""
        known = [
            {
                "id": number,
                "account": Address(number),
                "address": Address(number),
                "language": "zh" if number % 3 else "en",
                "opted_out_at": self.now if number % 60 == 0 else None,
                "created_at": self.now,
            }
            for number in range(1, CUSTOMERS + 1)
        ]
        async with self.database.transaction() as session:
            await session.execute(insert(Customer), known)

    def _services(self) -> dict[datetime, list[tuple[int, ServiceEnded]]]:
        """What ends, by the hour in which it is reported."""
        found: dict[datetime, list[tuple[int, ServiceEnded]]] = defaultdict(list)
        for number in range(SERVICES):
            ended = self.now + self.random.randrange(31) * DAY + self.random.randrange(8, 22) * HOUR
            late = self.random.choices((0, 30, 24 * 9), (95, 4, 1))[0]
            stranger = self.random.random() < 0.12
            outlet = self.random.choice(NAMES)
            event = ServiceEnded(
                source="till",
                id=str(number),
                ended_at=ended,
                account=None if stranger else Address(self.random.randint(1, CUSTOMERS)),
                external_id=f"c-{number}" if stranger else None,
                outlet=outlet,
                agent=f"{outlet} {self.random.choice('ABC')}",
                kind=self.random.choice(("repair", "delivery", "stay")),
                survey=self.random.choices([*SURVEYS], [*SURVEYS.values()])[0],
            )
            found[ended + late * HOUR].append((number, event))
        return found

    async def _tell(self, number: int, event: ServiceEnded) -> None:
        async with self.database.transaction() as session:
            await service_ended(session, event, self.now, self.house)

    async def _send(self) -> None:
        """Do what is due; a message that was sent arrives, unless the customer has blocked the bot."""
        async with self.database.reading() as session:
            due = await schedule.due(session, self.now, limit=1_000)
        for invitation_id in due:
            async with self.database.transaction() as session:
                await schedule.advance(session, invitation_id, self.now, self.house)
                invitation = await session.get_one(Invitation, invitation_id)
                if invitation.sent_at != self.now:
                    continue
                if self.random.random() < 0.02:
                    await undeliverable(session, invitation_id, self.now)
                    person = await session.get_one(Customer, invitation.customer_id)
                    person.unreachable_at = self.now
                    continue
                await delivered(session, invitation_id, self.now)
                self._decide(invitation)

    def _decide(self, invitation: Invitation) -> None:
        """Whether and when the customer will answer, and how they feel; a remedy makes most feel better."""
        person = customer(self.random, self.places[invitation.outlet or NAMES[0]], BITTER_ARE_SILENT)
        feeling = person.feeling
        if invitation.survey_key == "case_settled":
            feeling = draw(self.random, (0.05, 0.1, 0.2, 0.4, 0.25))
        if person.answers:
            when = self.now + self.random.choice((1, 1, 2, 3, 8, 50)) * HOUR
            self.answering[when].append((invitation.id, feeling))

    async def _answer(self, invitation_id: int, feeling: int) -> None:
        """Tap through the survey; one in six leaves a long one half done."""
        patience = 99 if self.random.random() < 0.84 else 4
        for _ in range(patience):
            async with self.database.transaction() as session:
                invitation = await session.get_one(Invitation, invitation_id)
                survey = self.house.surveys[invitation.survey_key]
                if invitation.status not in ANSWERABLE or invitation.question is None:
                    break
                person = await session.get_one(Customer, invitation.customer_id)
                turn = await open_turn(session, person, self.now, self.house)
                value = self._value(survey, invitation.question, feeling)
                chat = Address(person.id)
                data = f"s:{invitation_id}:{invitation.question}:{value}"
                await taps_on_answers.tap(
                    turn, ButtonPressed(Origin(chat, Person(chat, "W")), "t", None, data)
                )
        async with self.database.reading() as session:
            case = await session.scalar(select(Case.id).where(Case.invitation_id == invitation_id))
        if case is not None and self.random.random() < 0.85:
            self.settling[self.now + self.random.randint(4, 60) * HOUR].append(case)

    def _value(self, survey: Survey, name: str, feeling: int) -> str:
        question = next(each for each in survey.asked if each.id == name)
        if question.kind is Kind.CONSENT:
            return str(int(self.random.random() < 0.8))
        if question.kind is Kind.TEXT:
            return "!skip"
        if question.options:
            return "!done"
        return str(self._number(question, feeling))

    def _number(self, question: Question, feeling: int) -> int:
        """Near to the feeling, on this scale; what is expected is always high."""
        if question.id.endswith("_expected"):
            return draw(self.random, (0.01, 0.02, 0.12, 0.4, 0.45))
        near = feeling if self.random.random() < 0.6 else feeling + self.random.choice((-1, 1))
        place = (min(max(near, 1), 5) - 1) / 4
        return question.scale[round(place * (len(question.scale) - 1))]

    async def _settle(self, case_id: int) -> None:
        """Staff settle a case in business hours, which is asked about."""
        if not 9 <= self.now.astimezone(ZONE).hour < 18:
            self.settling[self.now + HOUR].append(case_id)
            return
        async with self.database.transaction() as session:
            case = await session.get_one(Case, case_id)
            case.status, case.settled_at = CaseStatus.SETTLED, self.now
            await case_settled(session, case, self.now, self.house)


async def written(month: Month) -> str:
    """The page."""
    since, until = Period(FIRST, LAST).moments(ZONE)
    scope = Scope(since=since, until=until)
    second = Period(date(2026, 10, 16), LAST)
    halves = Scope(*(None, *second.moments(ZONE)))
    async with month.database.reading() as session:
        by_outlet = await report(session, ReportRequest(scope, ZONE, By.OUTLET))
        weekly = await report(session, ReportRequest(scope, ZONE, By.WEEK))
        changed = await report(session, ReportRequest(halves, ZONE, None, second.before().moments(ZONE)))
        skipped = await count_skipped(session, scope)
    charts = write_charts(by_outlet, CHARTS) + write_charts(weekly, CHARTS / "weeks")
    print(f"{charts} charts in {CHARTS}")
    return "\n".join(
        [
            "# A month of eight outlets",
            "",
            f"{SERVICES:,} services of October 2026, lived through by `python -m docs.month` (seed {SEED}).",
            "",
            *_pictures(),
            "## The ledger: why services were not asked about",
            "",
            "| reason | services |",
            "|---|---|",
            *(f"| {reason.value} | {skipped.get(reason, 0)} |" for reason in Reason),
            "",
            "## By outlet: `huifang report --from 2026-10-01 --to 2026-10-31 --by outlet --charts FOLDER`",
            "",
            "```text",
            as_text(by_outlet),
            "```",
            "",
            "## The second half against the first: `--from 2026-10-16 --to 2026-10-31 --versus previous`",
            "",
            "```text",
            as_text(changed),
            "```",
            "",
        ]
    )


def _pictures() -> list[str]:
    files = sorted(CHARTS.rglob("*.svg"))
    return [f"![{file.stem}]({file.relative_to(FILE.parent)})" for file in files] + [""]


async def main() -> None:
    """Live, fold, write."""
    folder = Path(tempfile.mkdtemp())
    database = Database.at(f"sqlite:///{folder / 'month.db'}")
    try:
        await upgrade(database)
        month = Month(database, read_data_files(load_settings({})).house)
        await month.live()
        await fold_all(database, month.now, ZONE)
        FILE.write_text(await written(month), encoding="utf-8")
    finally:
        await database.close()
        shutil.rmtree(folder)


if __name__ == "__main__":
    asyncio.run(main())
