"""Bodies are read strictly, and become what the handlers know."""

from datetime import datetime

import pytest
from pydantic import ValidationError

from actions.surveys.policy.events import ServiceEnded
from actions.surveys.policy.services import Told
from bot.api.service_bodies import EXAMPLES, DecisionBody, ServiceEndedBody
from store.models.address import Address
from store.models.surveys import Outcome, Reason
from tests.bot.api.conftest import BODY
from tests.conftest import NOON


def test_body_becomes_an_event() -> None:
    assert ServiceEndedBody.model_validate(BODY).event() == ServiceEnded(
        source="till-3",
        id="2026-000123",
        ended_at=datetime.fromisoformat("2026-11-23T11:30:00+08:00"),
        account=Address(42),
        outlet="north",
        agent="lee",
        kind="repair",
        survey="post_service",
    )


def test_zone_of_the_customer_is_read() -> None:
    customer = {"external_id": "c-77", "timezone": "Europe/Berlin"}
    event = ServiceEndedBody.model_validate({**BODY, "customer": customer}).event()
    assert (event.external_id, event.timezone) == ("c-77", "Europe/Berlin")


def test_phone_number_of_the_customer_is_read_in_one_form() -> None:
    customer = {"external_id": "c-77", "phone": "+86 138-1234-5678"}
    event = ServiceEndedBody.model_validate({**BODY, "customer": customer}).event()
    assert (event.external_id, event.phone) == ("c-77", "+8613812345678")


@pytest.mark.parametrize("phone", ["13812345678", "", "+86 call me", "+1" * 30])
def test_phone_number_without_a_country_code_is_refused(phone: str) -> None:
    with pytest.raises(ValidationError) as caught:
        ServiceEndedBody.model_validate({**BODY, "customer": {"telegram_id": 42, "phone": phone}})
    assert [each["loc"] for each in caught.value.errors()] == [("customer", "phone")]


@pytest.mark.parametrize("name", ["Mars/Olympus", "europe/berlin", "+08:00", "", "../Asia/Shanghai"])
def test_zone_that_is_not_known_is_refused(name: str) -> None:
    customer = {"telegram_id": 42, "timezone": name}
    with pytest.raises(ValidationError, match="expected an IANA time zone such as Asia/Shanghai"):
        ServiceEndedBody.model_validate({**BODY, "customer": customer})


def test_survey_after_a_service_is_the_default() -> None:
    body = ServiceEndedBody.model_validate(EXAMPLES["external"]["value"])
    assert (body.event().survey, body.event().external_id, body.event().outlet) == (
        "post_service",
        "c-77",
        None,
    )


@pytest.mark.parametrize("text", ["2026-11-23T03:30:00Z", "2026-11-23T11:30+08:00", "20261123T033000Z"])
def test_times_are_read_in_the_forms_of_iso_8601(text: str) -> None:
    event = ServiceEndedBody.model_validate({**BODY, "ended_at": text}).event()
    assert event.ended_at == datetime.fromisoformat("2026-11-23T03:30:00+00:00")


@pytest.mark.parametrize("text", ["1999-12-31T23:59:59Z", "2100-01-01T00:00:00Z"])
def test_years_out_of_all_reason_are_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="expected a year from 2000 on and before 2100"):
        ServiceEndedBody.model_validate({**BODY, "ended_at": text})


@pytest.mark.parametrize("name", ["till 3", "收银台-3", "é", "🙂"])
def test_words_may_be_of_any_language(name: str) -> None:
    assert ServiceEndedBody.model_validate({**BODY, "outlet": name}).outlet == name


def test_decision_is_written_as_the_contract_says() -> None:
    told = Told(7, Outcome.SCHEDULED, None, NOON, start_token=None, created=True)
    assert DecisionBody.of(told, None).model_dump_json() == (
        '{"service":7,"decision":"scheduled","reason":null,"send_at":"2026-11-23T04:00:00Z","start_link":null}'
    )


def test_skipped_decision_has_its_reason_and_link() -> None:
    told = Told(7, Outcome.SKIPPED, Reason.UNKNOWN_CUSTOMER, None, start_token="t", created=False)
    assert DecisionBody.of(told, "https://t.me/b?start=t").model_dump(mode="json") == {
        "service": 7,
        "decision": "skipped",
        "reason": "unknown_customer",
        "send_at": None,
        "start_link": "https://t.me/b?start=t",
    }
