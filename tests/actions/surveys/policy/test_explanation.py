"""Decisions are explained in words."""

from dataclasses import replace

import pytest

from actions.surveys.policy.events import NoSuchService
from actions.surveys.policy.explanation import explain, find_service
from actions.surveys.policy.explanation_texts import load_explanations
from nlu.contract.labels import Language
from tests.actions.conftest import Customer
from tests.actions.surveys.conftest import DAY, HOUR, Shop
from tests.conftest import DATA


async def explained(shop: Shop, name: str, language: Language = Language.EN) -> list[str]:
    words = load_explanations(DATA / "explanations", language)
    async with shop.database.reading() as session:
        return await explain(session, await find_service(session, name), words, shop.house.zone)


async def test_survey_that_was_sent_is_explained(shop: Shop, known: Customer) -> None:
    await shop.tell()
    shop.now += HOUR
    await shop.work()
    assert await explained(shop, "1") == [
        "Service 1 (till-3 / r1) ended at 2026-11-23 12:00; survey post_service.",
        "2026-11-23 12:00  When we heard that it had ended: to be asked at 2026-11-23 13:00.",
        "2026-11-23 13:00  When it was time to send: to be asked at 2026-11-23 13:00.",
        "Now: sent, not answered yet.",
    ]


async def test_survey_that_was_not_sent_is_explained(shop: Shop, known: Customer) -> None:
    await shop.tell()
    shop.now += DAY
    await shop.tell()
    assert await explained(shop, "till-3/r2", Language.ZH) == [
        "服务 2（till-3 / r2），2026-11-24 12:00 结束，问卷 post_service。",
        "2026-11-24 12:00　收到服务结束的消息时：不询问，因为上次询问是在 2026-11-23 13:00，间隔还太短。",
        "没有发出过问卷。",
    ]


async def test_cap_and_sample_are_explained_with_their_facts(shop: Shop, known: Customer) -> None:
    shop.house = replace(shop.house, rules=replace(shop.house.rules, per_month=0))
    await shop.tell()
    shop.house = replace(shop.house, rules=replace(shop.house.rules, per_month=None, share=0.0))
    await shop.tell()
    lines = [(await explained(shop, name))[1] for name in ("1", "2")]
    assert [line.partition("not asked, because ")[2] for line in lines] == [
        "the customer was asked 0 times within 30 days, which is the most we ask.",
        "only a share of all services is asked about, and this one was not drawn.",
    ]


async def test_taken_back_survey_is_explained(shop: Shop, known: Customer) -> None:
    await shop.tell()
    await known.command("stop")
    assert (await explained(shop, "1"))[2:] == [
        (
            "2026-11-23 12:00  When it was time to send: "
            "not asked, because the customer does not want to be asked."
        ),
        "Now: cancelled before it was sent.",
    ]


@pytest.mark.parametrize("name", ["7", "till-3/none", "till", "99999999999999999999", "٣"])
async def test_unknown_service_is_said_so(shop: Shop, name: str) -> None:
    with pytest.raises(NoSuchService):
        await explained(shop, name)
