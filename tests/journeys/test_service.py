"""Journey 2: a service has ended, a survey comes into the chat, its answers are kept and shown."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import select

from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.server.event_feed import ChatEvent
from store.engine.database import Database
from store.models.cases import Case, CaseKind
from store.models.surveys import Answer, Invitation, InvitationStatus
from tests.journeys.installation import Installation

pytestmark = [pytest.mark.rasa, pytest.mark.dates]


class Till:
    """A system that tells when a service has ended."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def tell(self, number: str, customer: dict[str, object], **fields: object) -> httpx.Response:
        body = {
            "source": "till-3",
            "id": number,
            "customer": customer,
            "outlet": "north",
            "agent": "lee",
            **fields,
        }
        return await self._http.post("/api/v1/services/ended", json=body)


def a_minute_ago() -> str:
    return (datetime.now(UTC) - timedelta(minutes=1)).isoformat()


async def key_of(installation: Installation) -> str:
    return await installation.api_key("till-3")


async def opened(telegram: SandboxClient, language: str) -> int:
    """A customer who pressed start."""
    customer = await telegram.customer("C", language)
    await telegram.send_text(customer, "/start")
    await telegram.wait_for_reply(customer, within=30)
    return customer


async def asked(telegram: SandboxClient, customer: int, since: int) -> ChatEvent:
    """The next message or edit of the bot with buttons."""
    return await telegram.wait_for(
        customer, lambda event: bool(event.buttons) and event.by.value == "bot", since, 20
    )


async def test_survey_is_asked_answered_and_kept(installation: Installation, telegram: SandboxClient) -> None:
    await installation.start()
    customer = await opened(telegram, "zh-hans")
    start = (await telegram.events(chat=customer))[-1].seq
    headers = {"Authorization": f"Bearer {await key_of(installation)}"}
    async with httpx.AsyncClient(
        base_url=installation.site, headers=headers, trust_env=False, timeout=30
    ) as http:
        till = Till(http)
        ended = {"ended_at": a_minute_ago()}
        first = await till.tell("1", {"telegram_id": customer}, **ended)
        again = await till.tell("1", {"telegram_id": customer}, **ended)
        other = await till.tell("1", {"telegram_id": customer}, **ended, kind="repair")
        unknown = await till.tell("2", {"external_id": "c-77"}, **ended)
        wrong = await till.tell("3", {}, ended_at="yesterday")
        stranger = await http.post("/api/v1/services/ended", headers={"Authorization": "Bearer no"}, json={})
    assert (first.status_code, first.json()["decision"]) == (202, "scheduled")
    assert (again.status_code, again.json()) == (200, first.json())
    assert (other.status_code, wrong.status_code, stranger.status_code) == (409, 422, 401)
    assert (unknown.json()["reason"], unknown.json()["start_link"][:13]) == (
        "unknown_customer",
        "https://t.me/",
    )
    assert {"customer", "ended_at"} <= {part for part in ("customer", "ended_at") if part in wrong.text}

    rating = await asked(telegram, customer, start)
    two = next(data for data in rating.buttons.values() if data.endswith(":satisfaction:2"))
    await telegram.tap(customer, rating.message_id, two)
    reasons = await asked(telegram, customer, rating.seq)
    while not any(data.endswith("!done") for data in reasons.buttons.values()):
        reasons = await asked(telegram, customer, reasons.seq)
    await telegram.tap(
        customer, reasons.message_id, next(d for d in reasons.buttons.values() if "+waiting" in d)
    )
    await telegram.tap(
        customer, reasons.message_id, next(d for d in reasons.buttons.values() if "!done" in d)
    )
    comment = await asked(telegram, customer, reasons.seq)
    while not any(data.endswith("!skip") for data in comment.buttons.values()):
        comment = await asked(telegram, customer, comment.seq)
    await telegram.send_text(customer, "排队太久了")
    await telegram.wait_for(customer, lambda event: "谢谢您" in event.text, comment.seq, 20)

    database = Database.at(installation.environment["HUIFANG_DATABASE_URL"])
    async with database.reading() as session:
        answers = {
            answer.question: (answer.number, answer.choices, answer.text)
            for answer in await session.scalars(select(Answer))
        }
        invitation = (await session.scalars(select(Invitation))).one()
        recovery = (await session.scalars(select(Case).where(Case.kind == CaseKind.RECOVERY))).one()
    await database.close()
    assert answers == {
        "satisfaction": (2, None, None),
        "reasons": (None, ["waiting"], None),
        "comment": (None, None, "排队太久了"),
    }
    assert (invitation.status, invitation.outlet, invitation.agent) == (
        InvitationStatus.COMPLETED,
        "north",
        "lee",
    )
    assert (recovery.invitation_id, recovery.outlet) == (invitation.id, "north")


async def test_unknown_customer_comes_in_by_the_start_link(
    installation: Installation, telegram: SandboxClient
) -> None:
    await installation.start()
    told = json.loads(
        await installation.command(
            *("service-ended", "--source", "desk", "--id", "7", "--external-id", "c-77"),
            *("--ended-at", a_minute_ago()),
        )
    )
    token = told["start_link"].partition("?start=")[2]
    customer = await telegram.customer("Ann", "en")
    await telegram.send_text(customer, f"/start {token}")
    question = await asked(telegram, customer, 0)
    assert told["reason"] == "unknown_customer"
    assert len([data for data in question.buttons.values() if ":satisfaction:" in data]) == 5
