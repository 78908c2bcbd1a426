"""A customer's file has all that is kept about them, and nothing of others."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from actions.turn.incoming import AttachmentReceived
from nlu.contract.labels import Aspect, Intent, Language
from store.models.answers import AnswerEntry, AnswerShowing, ShowingKind, ShowingOutcome
from store.models.conversations import MessageKind
from store.models.customers import Customer as CustomerRow
from store.models.surveys import Answer, Invitation, InvitationStatus
from tests.actions.conftest import Customer, sure
from tests.actions.rights.conftest import SECRET, exported


async def test_export_has_what_was_said_and_opened(customer: Customer) -> None:
    await customer.write(SECRET, replace(sure(Intent.COMPLAINT), aspects=(Aspect.PRICE,)))
    content = await exported(customer)
    assert content["you"]["first_name"] == "Wang"
    assert content["messages"][0] == {
        "at": "2026-11-23T04:00:00+00:00",
        "from": "you",
        "kind": "text",
        "text": SECRET,
        "quoted": None,
        "forwarded_from": None,
        "earlier_wordings": [],
        "attachment": None,
        "understood_as": "complaint",
        "speaks_of": ["price"],
        "taken_back_at": None,
    }
    assert [(case["reference"], case["merged_into"]) for case in content["cases"]] == [("HF-000001", None)]


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        (MessageKind.LOCATION, {"type": "location", "latitude": 31.23, "longitude": 121.47}),
        (MessageKind.CONTACT, {"type": "contact", "phone_number": "+86 138 0000 0000", "first_name": "Li"}),
    ],
)
async def test_export_has_places_and_phone_numbers(
    customer: Customer, kind: MessageKind, details: dict[str, Any]
) -> None:
    await customer.update(AttachmentReceived(customer.origin, 1, customer.now, kind, details, None))
    content = await exported(customer)
    assert content["messages"][0]["attachment"] == details


async def test_export_has_earlier_wordings(customer: Customer) -> None:
    await customer.write("坏了", sure(Intent.COMPLAINT))
    for text in (SECRET, "找到了"):
        customer.now += timedelta(minutes=1)
        await customer.edit(1, text, sure(Intent.COMPLAINT))
    message = (await exported(customer))["messages"][0]
    assert message["text"] == "找到了"
    assert message["earlier_wordings"] == [
        {"text": "坏了", "until": "2026-11-23T04:01:00+00:00"},
        {"text": SECRET, "until": "2026-11-23T04:02:00+00:00"},
    ]


async def test_export_has_language_and_time_zone(customer: Customer) -> None:
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    async with customer.database.transaction() as session:
        row = await session.get_one(CustomerRow, 1)
        row.timezone, row.attributes = "Europe/Berlin", {"Room": "12"}
    told = (await exported(customer))["you"]
    assert (told["language_of_telegram"], told["time_zone"]) == ("zh-hans", "Europe/Berlin")
    assert told["attributes"] == {"Room": "12"}


async def test_export_has_nothing_of_others(customer: Customer, customers: Any) -> None:
    other = customers(77)
    await other.write("别人的话", sure(Intent.PRAISE))
    await other.edit(1, "别人改的话", sure(Intent.PRAISE))
    await customer.write(SECRET, sure(Intent.COMPLAINT))
    assert "别人" not in json.dumps(await exported(customer), ensure_ascii=False)


async def test_export_has_changed_answers_of_surveys_and_answers_shown(customer: Customer) -> None:
    await customer.write(SECRET, sure(Intent.INQUIRY))
    async with customer.database.transaction() as session:
        entry = AnswerEntry(key="hours", created_at=customer.now)
        asked = Invitation(
            customer_id=1, survey_key="post_service", due_at=customer.now, created_at=customer.now
        )
        asked.status = InvitationStatus.COMPLETED
        session.add_all((entry, asked))
        await session.flush()
        answer = Answer(invitation_id=asked.id, question="rating", number=2, answered_at=customer.now)
        answer.first_number, answer.changed_at = 5, customer.now + timedelta(minutes=1)
        shown = {"conversation_id": 1, "answer_id": entry.id, "version": 1, "language": Language.ZH}
        direct = AnswerShowing(**shown, kind=ShowingKind.DIRECT, shown_at=customer.now)
        direct.outcome, direct.outcome_at = ShowingOutcome.UNCLEAR, customer.now + timedelta(minutes=2)
        suggested = AnswerShowing(**shown, kind=ShowingKind.SUGGESTED, shown_at=customer.now)
        session.add_all((answer, direct, suggested))
    content = await exported(customer)
    (told,) = content["surveys"][0]["answers"]
    assert (told["number"], told["first_number"], told["changed_at"]) == (2, 5, "2026-11-23T04:01:00+00:00")
    assert content["answers_shown"] == [
        {
            "answer": "hours",
            "shown_at": "2026-11-23T04:00:00+00:00",
            "as": "direct",
            "you_said": "unclear",
            "you_said_at": "2026-11-23T04:02:00+00:00",
        }
    ]
