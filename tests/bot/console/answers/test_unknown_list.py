"""What is not known, and the three things that can be done about it."""

import re
from datetime import datetime

import pytest

from actions.answers.drafting import AnswerChange
from actions.answers.question_settling import settle_questions
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.answers import QuestionSettling
from store.queries.answers.entry_states import entry_state
from tests.bot.console.browser import Browser
from tests.records import Records

GROUP = re.compile(r'<h2 id="group-(\d+)"[^>]*>([^<]*?) (?:<span class="soft">× (\d+)</span>)?</h2>')


@pytest.fixture
async def asked(database: Database, now: datetime) -> list[int]:
    """Four questions, of which one is known and two are alike."""
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer("Gwendolyn"))
        texts = (
            "Do you sell gift cards?",
            "Do you sell gift cards",
            "Call Gwendolyn at 13812345678 now?",
            "When do you OPEN",
        )
        heard = [await records.heard(talk, text, Intent.INQUIRY, language=Language.EN) for text in texts]
    return [message.id for message in heard]


async def groups(manager: Browser) -> list[tuple[str, str, str]]:
    """First message, its text and how many there are."""
    return GROUP.findall((await manager.get("/answers/unknown")).text)


async def test_like_questions_stand_together_and_known_ones_are_left_out(
    manager: Browser, asked: list[int]
) -> None:
    assert await groups(manager) == [
        (str(asked[1]), "Do you sell gift cards", "2"),
        (str(asked[2]), "Call Gwendolyn at 13812345678 now?", ""),
    ]


async def test_ignored_questions_are_listed_no_longer(manager: Browser, asked: list[int]) -> None:
    await manager.get("/answers/unknown")
    answer = await manager.post("/answers/unknown/ignore", messages=f"{asked[0]},{asked[1]}")
    assert answer.headers["location"] == "/console/answers/unknown?notice=ignored"
    assert [group[0] for group in await groups(manager)] == [str(asked[2])]


async def test_questions_become_variants_in_a_draft_without_personal_data(
    manager: Browser, asked: list[int], database: Database
) -> None:
    await manager.get("/answers/unknown")
    answer = await manager.post("/answers/unknown/variant", messages=str(asked[2]), key="sale")
    assert answer.headers["location"].endswith("notice=variants_drafted")
    async with database.reading() as session:
        state = await entry_state(session, 2)
    assert state.draft is not None
    assert state.draft["wordings"]["en"]["variants"] == ["Call someone at 00000000000 now?"]
    assert [group[0] for group in await groups(manager)] == [str(asked[1])]


async def test_questions_begin_a_new_answer(manager: Browser, asked: list[int]) -> None:
    page = (await manager.get(f"/answers/new?messages={asked[1]},{asked[2]}")).text
    assert (
        re.search(r'name="en_question"[^>]*>Call someone at 00000000000 now\?</textarea>', page) is not None
    )
    assert re.search(r'name="en_variants"[^>]*>Do you sell gift cards</textarea>', page) is not None
    fields = {"en_question": "Gift cards?", "en_answer": "Yes.", "messages": f"{asked[0]},{asked[1]}"}
    assert (await manager.post("/answers/new", **fields)).status_code == 303
    assert [group[0] for group in await groups(manager)] == [str(asked[2])]


async def test_question_is_listed_that_is_older_than_many_settled_ones(
    manager: Browser, asked: list[int], database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        newer = [
            await records.heard(talk, "Is it far?", Intent.INQUIRY, language=Language.EN) for _ in range(301)
        ]
        change = AnswerChange("staff:1", now)
        await settle_questions(session, [each.id for each in newer], QuestionSettling.IGNORED, change)
    assert [group[0] for group in await groups(manager)] == [str(asked[1]), str(asked[2])]


async def test_message_that_was_erased_needs_no_settling(manager: Browser, asked: list[int]) -> None:
    await manager.get("/answers/unknown")
    answer = await manager.post("/answers/unknown/ignore", messages=f"{asked[2]},{asked[3] + 1}")
    assert answer.headers["location"] == "/console/answers/unknown?notice=ignored"
    assert [group[0] for group in await groups(manager)] == [str(asked[1])]


@pytest.mark.parametrize(
    "fields",
    [
        {"key": "sale"},
        {"messages": "a", "key": "sale"},
        {"messages": "1"},
        {"messages": "1", "key": "a\0"},
    ],
)
async def test_group_and_answer_are_named(manager: Browser, fields: dict[str, str]) -> None:
    await manager.get("/answers/unknown")
    assert (await manager.post("/answers/unknown/variant", **fields)).status_code == 400


async def test_answer_that_does_not_exist_is_refused(manager: Browser, asked: list[int]) -> None:
    await manager.get("/answers/unknown")
    answer = await manager.post("/answers/unknown/variant", messages=str(asked[2]), key="none")
    assert answer.headers["location"].endswith("notice=no_such_version")
