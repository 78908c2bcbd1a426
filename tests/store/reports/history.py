"""Random histories of a small house: things that happen to invitations, answers, cases and customers."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.cases import Case, CaseKind, CaseStatus
from store.models.customers import Customer
from store.models.surveys import (
    Answer,
    Decision,
    Invitation,
    InvitationStatus,
    Outcome,
    Phase,
    Reason,
    Service,
    SurveyVersion,
)
from tests.records import Records

FIRST = datetime(2026, 3, 18, 4, tzinfo=UTC)  # the clocks of Berlin change soon after
DAYS = 40
Row = TypeVar("Row", Customer, Invitation, Answer, Case, Decision, Service)
DEFINITIONS: dict[str, list[dict[str, Any]]] = {
    "post_service": [
        {"id": "satisfaction", "kind": "rating"},
        {"id": "reasons", "kind": "multiple"},
        {"id": "comment", "kind": "text"},
    ],
    "servqual": [
        {"id": "may_we", "kind": "consent"},
        {"id": "kept", "kind": "servqual", "dimension": "reliability"},
        {"id": "exact", "kind": "servqual", "dimension": "reliability"},
        {"id": "kind", "kind": "servqual", "dimension": "empathy"},
    ],
}
STATUSES = (*InvitationStatus,)


class History:
    """Random things that happen to invitations, answers, cases and customers."""

    def __init__(self, session: AsyncSession, random: Random) -> None:
        self.session, self.random = session, random
        self.records = Records(session, FIRST)

    async def begin(self) -> None:
        for key, questions in DEFINITIONS.items():
            definition = {"questions": questions, "weights": {}}
            self.session.add(SurveyVersion(key=key, digest=key, definition=definition, created_at=FIRST))
        for _ in range(6):
            await self.records.customer()
        for number, kind in enumerate(("repair", "stay", None) * 10):
            made = {"digest": "", "survey_key": "any", "ended_at": FIRST, "received_at": FIRST, "kind": kind}
            self.session.add(Service(source="till", source_id=str(number), **made))
        await self.session.flush()

    async def happen(self) -> None:
        events = (
            self.invite,
            self.invite,
            self.invite,
            self.answer,
            self.answer,
            self.answer,
            self.open_case,
            self.follow_up,
        )
        rare = (self.change, self.move, self.settle, self.forget, self.erase, self.overrule, self.try_out)
        await self.random.choice((*events, self.decide, self.decide, *rare))()

    async def invite(self) -> None:
        customer = await self.pick(Customer)
        if customer is None:
            return
        service = await self.unasked()
        at = FIRST + timedelta(minutes=self.random.randrange(DAYS * 24 * 60))
        sent = at + timedelta(hours=9) if self.random.random() < 0.8 else None
        await self.records.invitation(
            customer,
            survey_key=self.random.choice([*DEFINITIONS]),
            status=self.random.choice(STATUSES),
            outlet=self.random.choice(("north", "south", None)),
            agent=self.random.choice(("lee", "mei", None)),
            language=self.random.choice(("zh", "en", None)),
            service_id=service.id if service else None,
            created_at=at,
            sent_at=sent,
            delivered_at=sent if self.random.random() < 0.5 else None,
        )

    async def unasked(self) -> Service | None:
        """A service that no invitation is about."""
        asked = select(Invitation.service_id).where(Invitation.service_id.is_not(None))
        free = select(Service).where(Service.id.not_in(asked)).order_by(Service.id).limit(1)
        service: Service | None = await self.session.scalar(free)
        return service

    async def answer(self) -> None:
        invitation = await self.pick(Invitation)
        if invitation is None:
            return
        stored = select(Answer.question).where(Answer.invitation_id == invitation.id)
        given = set(await self.session.scalars(stored))
        for question, values in self.answers(invitation.survey_key):
            if question not in given:
                await self.records.answer(invitation, question, **values)

    def answers(self, survey: str) -> list[tuple[str, dict[str, Any]]]:
        def step() -> dict[str, Any]:
            return {"number": self.random.randint(1, 5)}

        if survey == "post_service":
            options = self.random.sample(("price", "staff"), self.random.randint(0, 2))
            return [
                ("satisfaction", step()),
                ("reasons", {"choices": options}),
                ("comment", {"text": "=1;2"}),
            ]
        halves = [
            f"{name}_{half}" for name in ("kept", "exact", "kind") for half in ("expected", "perceived")
        ]
        return [("may_we", {"number": 1}), *((half, step()) for half in halves if self.random.random() < 0.7)]

    async def change(self) -> None:
        answer = await self.pick(Answer)
        if answer is not None and answer.number is not None and answer.question != "may_we":
            answer.number = self.random.randint(1, 5)

    async def move(self) -> None:
        invitation = await self.pick(Invitation)
        if invitation is not None:
            invitation.status = self.random.choice(STATUSES)
            invitation.sent_at = FIRST + timedelta(minutes=self.random.randrange(DAYS * 24 * 60))

    async def decide(self) -> None:
        """Decide on a service of any outlet, mostly against asking."""
        service, customer = await self.pick(Service), await self.pick(Customer)
        if service is None:
            return
        service.outlet = self.random.choice(("north", "south", None))
        is_skipped = self.random.random() < 0.8
        decided = Decision(
            service_id=service.id,
            customer_id=customer.id if customer else None,
            survey_key=self.random.choice([*DEFINITIONS]),
            phase=Phase.RECEIVED,
            outcome=Outcome.SKIPPED if is_skipped else Outcome.SCHEDULED,
            reason=self.random.choice((Reason.COOLDOWN, Reason.TOO_OLD)) if is_skipped else None,
            facts={},
            decided_at=FIRST + timedelta(minutes=self.random.randrange(DAYS * 24 * 60)),
        )
        self.session.add(decided)
        await self.session.flush()

    async def overrule(self) -> None:
        """A decision holds no more."""
        decided = await self.pick(Decision)
        if decided is not None:
            decided.is_last = False

    async def try_out(self) -> None:
        """Mark a customer as a test, or take the mark away."""
        customer = await self.pick(Customer)
        if customer is not None:
            customer.is_test = not customer.is_test

    async def open_case(self) -> None:
        invitation = await self.pick(Invitation)
        if invitation is None or await self.session.scalar(
            select(Case.id).where(Case.invitation_id == invitation.id)
        ):
            return
        customer = await self.session.get_one(Customer, invitation.customer_id)
        settled = FIRST + timedelta(days=self.random.randint(1, 20)) if self.random.random() < 0.5 else None
        status = CaseStatus.OPEN if settled is None else CaseStatus.SETTLED
        await self.records.case(
            customer, kind=CaseKind.RECOVERY, status=status, invitation_id=invitation.id, settled_at=settled
        )

    async def settle(self) -> None:
        case = await self.pick(Case)
        if case is not None:
            case.settled_at = FIRST + timedelta(days=self.random.randint(1, 20))

    async def follow_up(self) -> None:
        """Ask about a settled case, sometimes before it was settled for the last time, and answer at once."""
        case = await self.pick(Case)
        if case is None or case.settled_at is None:
            return
        customer = await self.session.get_one(Customer, case.customer_id)
        at = case.settled_at + timedelta(minutes=self.random.randrange(-60, 3 * 24 * 60))
        stored = select(Service.id).where(Service.source_id == f"{case.reference}/{at:%Y%m%dT%H%M%S}")
        if await self.session.scalar(stored) is not None:
            return
        asked = await self.records.follow_up(case, customer, at, survey_key="post_service")
        await self.records.answer(asked, "satisfaction", number=self.random.randint(1, 5))

    async def forget(self) -> None:
        answer = await self.pick(Answer)
        if answer is not None:
            await self.session.execute(delete(Answer).where(Answer.id == answer.id))

    async def erase(self) -> None:
        """All of a customer, or one invitation, as the database does it."""
        if self.random.random() < 0.3:
            customer = await self.pick(Customer)
            if customer is not None and customer.id > 3:
                await self.session.execute(delete(Customer).where(Customer.id == customer.id))
        elif invitation := await self.pick(Invitation):
            await self.session.execute(delete(Invitation).where(Invitation.id == invitation.id))
        self.session.expire_all()

    async def pick(self, kind: type[Row]) -> Row | None:
        ids = list(await self.session.scalars(select(kind.id).order_by(kind.id)))
        return await self.session.get_one(kind, self.random.choice(ids)) if ids else None
