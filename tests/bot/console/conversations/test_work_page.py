"""The page of one conversation."""

from datetime import datetime, timedelta

import pytest

from actions.rights.retention import expire
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers, Clock
from tests.bot.console.scene import Scene
from tests.conftest import ROOT
from tests.records import Records

LIGHT = 60_000  # bytes
STATIC = ROOT / "bot" / "console" / "static"


async def test_messages_are_shown_with_what_was_understood(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get(f"/conversations/{scene.complaint}")).text
    for shown in (
        "昨天下午送去修的空调",
        '<span class="chip complaint">Complaint</span>',
        "97%",
        "Photo",
        "179 KiB",
        "再不来我就退款</p>",
        '<p class="sent unknown">Unknown whether it arrived</p>',
        "HF-000003",
        "Overdue · due 90 minutes ago",
        "Order B20261122-017",
        "@wang_xj",
    ):
        assert shown in page


async def test_doubt_is_shown_until_somebody_decides(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get(f"/conversations/{scene.unsure}")).text
    assert page.count('<span class="chip warn">Uncertain</span>') == 1
    assert "41%" in page


async def test_survey_and_its_answers_are_beside_the_talk(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get(f"/conversations/{scene.praise}")).text
    for shown in ("How was it?", "Completed", "5<small>/5</small>", "<q><bdi>下次还来！</bdi></q>", "小李"):
        assert shown in page


async def test_unreachable_customer_and_waiting_message_are_marked(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get(f"/conversations/{scene.settled}")).text
    for shown in ("Not since 22 Nov 12:00", "Not read yet", "1:14", "Not delivered – customer unreachable"):
        assert shown in page


async def test_customers_choice_is_shown_beside_the_model(
    reviewer: Browser, database: Database, clock: Clock
) -> None:
    async with database.transaction() as session:
        records = Records(session, clock.now)
        talk = await records.conversation(await records.customer())
        await records.heard(talk, "Hm", Intent.PRAISE, 0.31, chosen_intent=Intent.INQUIRY)
    page = (await reviewer.get(f"/conversations/{talk.id}")).text
    assert '<span class="chip inquiry">Inquiry</span>' in page
    assert "chosen by the customer · model: Praise 31%" in page


async def test_long_talk_is_read_in_parts(reviewer: Browser, database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        records = Records(session, clock.now)
        talk = await records.conversation(await records.customer())
        messages = [await records.heard(talk, f"message {number}.") for number in range(30)]
    newest = (await reviewer.get(f"/conversations/{talk.id}")).text
    first_shown = messages[16].id
    assert f'href="/console/conversations/{talk.id}?before={first_shown}"' in newest
    assert ("message 15." in newest, "message 16." in newest) == (False, True)
    earlier = (await reviewer.get(f"/conversations/{talk.id}?before={first_shown}")).text
    assert ("message 15." in earlier, "message 16." in earlier) == (True, False)
    assert f'<input type="hidden" name="before" value="{first_shown}">' in earlier


@pytest.mark.parametrize("number", ["999", "0", "9" * 30])
async def test_missing_conversation_is_not_found(reviewer: Browser, number: str) -> None:
    assert (await reviewer.get(f"/conversations/{number}")).status_code == 404


async def test_transcript_says_that_its_words_were_erased(
    reviewer: Browser, scene: Scene, database: Database, now: datetime
) -> None:
    await expire(database, now + timedelta(days=1), now)
    page = (await reviewer.get(f"/conversations/{scene.praise}")).text
    assert "were erased on" in page
    assert "张地图" not in page


async def test_words_of_others_are_marked(reviewer: Browser, database: Database, clock: Clock) -> None:
    async with database.transaction() as session:
        records = Records(session, clock.now)
        talk = await records.conversation(await records.customer("Lou", last_name="Reed"))
        first = await records.heard(talk, "The tap drips", telegram_message_id=7, reaction="👌")
        await records.heard(talk, "It does so again", reply_to=7, quoted="The tap <drips>", topic=31)
        await records.heard(talk, "Best shop!", Intent.PRAISE, forwarded_from="Mall\u202e News")
    page = (await reviewer.get(f"/conversations/{talk.id}")).text
    for shown in (
        "<bdi>Lou Reed</bdi>",
        f'<blockquote class="tie"><a href="#m{first.id}">Replies to:</a> <bdi>The tap &lt;drips&gt;</bdi>',
        '<p class="tie">Forwarded from <bdi>Mall News</bdi></p>',
        "<span>Topic 31</span>",
        "<span>Outside topics</span>",
        "👌",
    ):
        assert shown in page
    assert '<span class="chip praise">' not in page
    assert page.count("90%") == 2  # how sure the model was of the two that are the customer's own


async def test_lines_without_a_pause_are_one_block(
    reviewer: Browser, database: Database, clock: Clock
) -> None:
    async with database.transaction() as session:
        records = Records(session, clock.now)
        talk = await records.conversation(await records.customer())
        for words in ("in the kitchen", "under the sink", "it drips"):
            await records.heard(talk, words)
    page = (await reviewer.get(f"/conversations/{talk.id}")).text
    assert (page.count('class="line in"'), page.count('class="line in follows"')) == (1, 2)


async def test_full_page_is_light(
    browsers: Browsers, staff: None, scene: Scene, database: Database, clock: Clock
) -> None:
    words = "The courier left the parcel with a neighbour whom I do not know, and the phone is not answered."
    async with database.transaction() as session:
        records = Records(session, clock.now)
        customer = await records.customer()
        talk = await records.conversation(customer)
        for _ in range(60):
            message = await records.heard(talk, words, Intent.COMPLAINT)
            await records.said(talk, words)
            await records.case(customer, talk, message_id=message.id)
    manager = await browsers.logged_in(Role.MANAGER)
    page = await manager.get(f"/conversations/{talk.id}")
    scripts = sum(file.stat().st_size for file in STATIC.glob("*.js"))
    assert (page.status_code, len(page.content) <= LIGHT, scripts <= LIGHT) == (200, True, True)
