"""A year of a large house: 200,000 invitations with a million answers, made by bulk insert.

Eight outlets with five agents each, the six surveys that are shipped, in two languages. Three quarters
answer. Who is dissatisfied gets a recovery case, and is asked about it where they were asked about a case
later in the year.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from actions.settings.survey_definition import Survey, load_surveys
from actions.surveys.asking.branching import next_question
from actions.surveys.asking.moves import SKIPPED, Given
from store.engine.database import Database
from store.models.occasions import APART, Occasion
from store.models.question_kinds import Kind

DATA = Path(__file__).resolve().parents[1] / "data"
DAYS = 365
CUSTOMERS = 40_000
# Of a hundred invitations, how many are to which survey.
SHARES = {
    "post_service": 39,
    "effort": 7,
    "recommendation": 7,
    "case_settled": 6,
    "servperf": 21,
    "servqual": 20,
}
STATUSES = {"completed": 75, "expired": 19, "cancelled": 3, "undeliverable": 2, "scheduled": 1}
KINDS = ("repair", "delivery", "stay", "advice")
FEELINGS = (7, 10, 18, 35, 30)
TEMPLATES = 2_000  # different ways to fill in a survey
SERVICES_SKIPPED = 100_000
Row = tuple[object, ...]


@dataclass
class Year:
    """Rows by table; `now` is when the year has ended."""

    now: datetime
    invitations: int = 200_000
    random: Random = field(default_factory=lambda: Random(20261123))  # noqa: S311 - must repeat, no secret

    async def fill(self, database: Database) -> None:
        """Write all rows into an empty database with the schema of this release."""
        surveys = load_surveys(DATA / "surveys")
        await load(database, "customers", ("id", "telegram_id", "chat_id", "created_at"), self._customers())
        versions = [
            (number, key, survey.digest, survey.to_dict(), self.now - timedelta(days=DAYS))
            for number, (key, survey) in enumerate(surveys.items(), 1)
        ]
        await load(database, "survey_versions", ("id", "key", "digest", "definition", "created_at"), versions)
        asked = list(self._asked(surveys))
        await load(database, "services", SERVICE, (self._service(*each) for each in asked))
        await load(database, "services", SERVICE, self._skipped())
        await load(database, "decisions", DECISION, self._decisions(asked))
        await load(database, "invitations", INVITATION, (self._invitation(*each) for each in asked))
        given = {key: [self._filled_in(survey) for _ in range(TEMPLATES)] for key, survey in surveys.items()}
        answered = [(each, self.random.choice(given[each[2]])) for each in asked if each[3] == "completed"]
        await load(database, "answers", ANSWER, self._answers(answered))
        await load(database, "cases", CASE, self._cases(answered, asked))
        async with database.engine.begin() as connection:
            await connection.exec_driver_sql("ANALYZE")

    def _customers(self) -> Iterator[Row]:
        for number in range(1, CUSTOMERS + 1):
            yield number, number, number, self.now - timedelta(days=DAYS)

    def _asked(self, surveys: Mapping[str, Survey]) -> Iterator[Any]:
        """Number, moment, survey and status of each invitation, as time goes by."""
        keys, shares = list(SHARES), list(SHARES.values())
        moments = sorted(self._moment() for _ in range(self.invitations))
        statuses = self.random.choices(list(STATUSES), list(STATUSES.values()), k=self.invitations)
        for number, (at, status) in enumerate(zip(moments, statuses, strict=True), 1):
            yield number, at, self.random.choices(keys, shares)[0], status

    def _moment(self) -> datetime:
        return self.now - timedelta(seconds=self.random.randrange(DAYS * 24 * 3600))

    def _place(self, number: int) -> tuple[str, str]:
        outlet = number % 8
        return f"outlet-{outlet}", f"agent-{outlet}-{number // 8 % 5}"

    def _service(self, number: int, at: datetime, survey: str, status: str) -> Row:
        outlet, agent = self._place(number)
        ended = at - timedelta(hours=1)
        kind = KINDS[number // 40 % 4]
        return (
            number,
            *_told_by(number, survey),
            "",
            self._customer(number),
            outlet,
            agent,
            kind,
            survey,
            ended,
            ended,
        )

    def _skipped(self) -> Iterator[Row]:
        for number in range(self.invitations + 1, self.invitations + SERVICES_SKIPPED + 1):
            yield self._service(number, self._moment(), "post_service", "")

    def _customer(self, number: int) -> int:
        return number * 7919 % CUSTOMERS + 1

    def _decisions(self, asked: Sequence[Any]) -> Iterator[Row]:
        for number, at, survey, status in asked:
            ended = at - timedelta(hours=1)
            yield number, survey, "received", "scheduled", None, at, {}, ended, False
            if status == "cancelled":
                yield number, survey, "sending", "skipped", "cooldown", None, {}, at, True
            else:
                yield number, survey, "sending", "scheduled", None, at, {}, at, True
        for number in range(self.invitations + 1, self.invitations + SERVICES_SKIPPED + 1):
            reason = self.random.choice(("cooldown", "unknown_customer", "open_complaint", "monthly_cap"))
            yield number, "post_service", "received", "skipped", reason, None, {}, self._moment(), True

    def _invitation(self, number: int, at: datetime, survey: str, status: str) -> Row:
        outlet, agent = self._place(number)
        sent = None if status in ("cancelled", "scheduled") else at
        due = at if status == "scheduled" else None
        delivered = sent if status in ("completed", "expired") else None
        language = self.random.choice(("zh", "en"))
        version = sorted(SHARES).index(survey) + 1
        created = at - timedelta(hours=1)
        return (
            *(number, number, self._customer(number), survey, version, status, language, outlet, agent),
            *(created, sent, delivered, due),
        )

    def _filled_in(self, survey: Survey) -> dict[str, Given]:
        """One way to go through a survey."""
        feeling = self.random.choices((1, 2, 3, 4, 5), FEELINGS)[0]
        given: dict[str, Given] = {}
        question = next_question(survey, given, after=None)
        while question is not None:
            if question.kind is Kind.CONSENT:
                given[question.id] = Given(number=1)
            elif question.kind is Kind.TEXT:
                given[question.id] = Given(text="谢谢。") if self.random.random() < 0.3 else SKIPPED
            elif question.options:
                given[question.id] = Given(choices=(self.random.choice(question.options).id,))
            else:
                given[question.id] = Given(number=self._number(question.scale, feeling))
            question = next_question(survey, given, after=question.id)
        return given

    def _number(self, scale: range, feeling: int) -> int:
        """Near to the feeling, stretched over the scale."""
        near = feeling + self.random.choices((-1, 0, 1), (2, 6, 2))[0]
        place = min(max(near, 1), 5) - 1
        return scale[round(place * (len(scale) - 1) / 4)]

    def _answers(self, answered: Iterable[Any]) -> Iterator[Row]:
        for (number, at, _, _), sheet in answered:
            when = at + timedelta(minutes=30)
            for question, given in sheet.items():
                choices = list(given.choices) if given.choices is not None else None
                yield number, question, given.number, choices, given.text, when

    def _cases(self, answered: Sequence[Any], asked: Iterable[Any]) -> Iterator[Row]:
        follow_ups: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
        for number, at, survey, _ in asked:
            if survey == "case_settled":
                follow_ups[self._customer(number)].append((at, number))
        for (number, at, survey, _), sheet in answered:
            low = sheet.get("satisfaction", SKIPPED).number
            if survey == "post_service" and low is not None and low <= 2:
                outlet, agent = self._place(number)
                settled = at + timedelta(hours=30)
                own = follow_ups[self._customer(number)]
                # An invitation is made an hour before it is sent.
                about = next((each for each in own if each[0] > settled + timedelta(hours=1)), None)
                if about is not None:
                    own.remove(about)
                yield (
                    _reference(about[1] if about else self.invitations + number),
                    *("recovery", "settled", "high", self._customer(number), number, outlet, agent),
                    *(at + timedelta(hours=4), at, settled),
                )


def _reference(number: int) -> str:
    return f"HF-{number:06d}"


def _told_by(number: int, survey: str) -> tuple[str, str]:
    """Source and id: a settled case, or a system of the house."""
    return (
        (Occasion.CASE.source, f"{_reference(number)}{APART}1")
        if survey == "case_settled"
        else ("till", str(number))
    )


SERVICE = (
    *(
        "id",
        "source",
        "source_id",
        "digest",
        "customer_id",
        "outlet",
        "agent",
        "kind",
        "survey_key",
        "ended_at",
    ),
    "received_at",
)
DECISION = (
    "service_id",
    "survey_key",
    "phase",
    "outcome",
    "reason",
    "send_at",
    "facts",
    "decided_at",
    "is_last",
)
INVITATION = (
    *("id", "service_id", "customer_id", "survey_key", "survey_version_id", "status", "language", "outlet"),
    *("agent", "created_at", "sent_at", "delivered_at", "due_at"),
)
ANSWER = ("invitation_id", "question", "number", "choices", "text", "answered_at")
CASE = (
    *("reference", "kind", "status", "priority", "customer_id", "invitation_id", "outlet", "agent"),
    *("due_at", "opened_at", "settled_at"),
)


async def load(database: Database, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows the quickest way that the database has."""
    names = ", ".join(columns)
    async with database.engine.begin() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        if database.is_sqlite:
            marks = ", ".join("?" * len(columns))
            await driver.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - our own names
                [tuple(map(_for_sqlite, row)) for row in rows],
            )
            return
        async with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                await copy.write_row([_for_postgresql(value) for value in row])


def _for_sqlite(value: object) -> object:
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
    return json.dumps(value) if isinstance(value, dict | list) else value


def _for_postgresql(value: object) -> object:
    return json.dumps(value) if isinstance(value, dict | list) else value
