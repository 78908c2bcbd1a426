"""Teaching the model."""

import pytest

from store.engine.database import Database
from store.models.staff import Role
from store.models.training_runs import LearningStatus
from store.queues import training_queue
from tests.bot.console.browser import Browser, Browsers, Clock
from tests.bot.console.scene import Scene
from tests.store.queries.quality.test_learning_runs import REPORT


@pytest.fixture
async def manager(browsers: Browsers, staff: None) -> Browser:
    return await browsers.logged_in(Role.MANAGER)


async def ended(database: Database, clock: Clock, status: LearningStatus, **values: object) -> None:
    """A worker takes the run up and ends it."""
    async with database.transaction() as session:
        claimed = await training_queue.claim(session, clock())
        assert claimed is not None
        report = REPORT if status in (LearningStatus.PROMOTED, LearningStatus.KEPT) else None
        reason = str(values["reason"]) if "reason" in values else None
        await training_queue.finish(session, claimed.id, status, clock(), report=report, reason=reason)


async def test_candidate_is_trained_compared_and_the_old_model_brought_back(
    manager: Browser, database: Database, clock: Clock
) -> None:
    assert "The model was not taught yet." in (await manager.get("/learning")).text
    assert (await manager.post("/learning")).headers["location"] == "/console/learning"
    waiting = await manager.get("/learning")
    assert waiting.headers["refresh"] == "5"
    assert "Train a candidate" not in waiting.text
    await ended(database, clock, LearningStatus.PROMOTED)
    page = await manager.get("/learning")
    assert "refresh" not in page.headers
    for shown in (
        "Authored evaluation set",
        "90.0%",
        "91.5%",
        "88.4% to 93.9%",
        "not worse",
        "In use",
        "40 labelled messages",
    ):
        assert shown in page.text, shown
    assert '<input type="hidden" name="model" value="m1">' in page.text
    await manager.post("/learning/restore", model="m1")
    async with database.reading() as session:
        newest, *_ = await training_queue.latest(session)
        assert (newest.kind, newest.model, newest.status) == ("restore", "m1", LearningStatus.WAITING)


async def test_try_shows_examples_with_their_words(
    manager: Browser, database: Database, clock: Clock, scene: Scene
) -> None:
    await manager.get("/learning")
    assert (await manager.post("/learning/try")).headers["location"] == "/console/learning"
    example = {"message": scene.unsure_message, "before": "inquiry", "after": "complaint"}
    gone = {"message": 10**6, "before": "inquiry", "after": "complaint"}
    changes = {"read": 2_000, "changed": 37, "examples": [example, gone]}
    async with database.transaction() as session:
        claimed = await training_queue.claim(session, clock())
        assert claimed is not None
        report = REPORT | {"changes": changes}
        await training_queue.finish(session, claimed.id, LearningStatus.TRIED, clock(), report=report)
    page = (await manager.get("/learning")).text
    assert "37 of the newest 2000 messages of customers are read otherwise" in page
    assert page.count("Booked the 14:20 and now the app shows 17:05") == 1
    assert f"/console/conversations/{scene.unsure}?before={scene.unsure_message + 1}#m" in page


async def test_failure_says_why(manager: Browser, database: Database, clock: Clock) -> None:
    await manager.get("/learning")
    await manager.post("/learning")
    await ended(database, clock, LearningStatus.FAILED, reason="no disk <b>space</b>")
    page = (await manager.get("/learning")).text
    assert "Failed" in page
    assert "no disk &lt;b&gt;space&lt;/b&gt;" in page


async def test_new_labels_are_counted(manager: Browser, scene: Scene) -> None:
    assert "Nothing new was labelled" in (await manager.get("/learning")).text
    await manager.post(f"/review/{scene.unsure_message}", intent="praise", queue="uncertain")
    assert "Labelled since the last training: 1" in (await manager.get("/learning")).text


async def test_reviewers_see_it_and_managers_do_it(reviewer: Browser) -> None:
    page = await reviewer.get("/learning")
    assert page.status_code == 200
    assert "Train a candidate" not in page.text
    assert (await reviewer.post("/learning")).status_code == 403
    assert (await reviewer.post("/learning/restore", model="m1")).status_code == 403
