"""Answers as a YAML file."""

import html

from actions.answers.answer_files import read_answer_text, written
from store.engine.database import Database
from store.models.staff import Role
from store.queries.answers.entry_states import entry_states
from tests.actions.answers.documents import document
from tests.bot.console.browser import Browser, Browsers

NEW = written({"returns": document("怎么退货？", "七天内可以退。", "能退吗")})


async def in_force(database: Database) -> set[str]:
    """The keys of the answers that are published."""
    async with database.reading() as session:
        return {key for key, state in (await entry_states(session)).items() if state.is_in_force}


async def test_export_is_what_the_import_takes(manager: Browser) -> None:
    exported = await manager.get("/answers/export")
    assert exported.headers["content-disposition"] == 'attachment; filename="answers.yml"'
    assert list(read_answer_text("answers.yml", exported.text)) == ["hours", "sale"]
    await manager.get("/answers/exchange")
    page = (await manager.post("/answers/exchange", text=exported.text, whole="yes")).text
    assert "0 would be added, 0 changed, 0 retired; 2 stay as they are." in page


async def test_plan_is_shown_before_anything_is_written(manager: Browser, database: Database) -> None:
    await manager.get("/answers/exchange")
    page = (await manager.post("/answers/exchange", text=NEW)).text
    assert "Nothing is changed yet: 1 would be added, 0 changed, 0 retired; 0 stay as they are." in page
    assert await in_force(database) == {"hours", "sale"}
    page = (await manager.post("/answers/exchange", text=NEW, sure="yes")).text
    assert "1 added, 0 changed, 0 retired; 0 stay as they are." in page
    assert await in_force(database) == {"hours", "sale", "returns"}


async def test_whole_set_retires_the_others(manager: Browser, database: Database) -> None:
    await manager.get("/answers/exchange")
    await manager.post("/answers/exchange", text=NEW, whole="yes", sure="yes")
    assert await in_force(database) == {"returns"}


async def test_mistakes_are_named_with_their_line_and_nothing_is_written(
    manager: Browser, database: Database
) -> None:
    await manager.get("/answers/exchange")
    wrong = NEW.replace("question:", "qestion:")
    answer = await manager.post("/answers/exchange", text=wrong, sure="yes")
    assert (answer.status_code, "answers.yml, line 4: returns.wordings.zh.qestion" in answer.text) == (
        422,
        True,
    )
    assert "qestion" in html.unescape(answer.text).partition("<textarea")[2]
    assert await in_force(database) == {"hours", "sale"}


async def test_question_of_another_answer_is_refused(manager: Browser, database: Database) -> None:
    await manager.get("/answers/exchange")
    taken = written({"mine": document("几点开门", "九点。")})
    answer = await manager.post("/answers/exchange", text=taken, sure="yes")
    assert (answer.status_code, "already answered by" in answer.text) == (422, True)
    assert await in_force(database) == {"hours", "sale"}


async def test_large_set_is_taken(manager: Browser) -> None:
    await manager.get("/answers/exchange")
    many = written({f"a{number}": document(f"第{number}个问题", "很长的答案" * 200) for number in range(60)})
    page = (await manager.post("/answers/exchange", text=many)).text
    assert "60 would be added" in page


async def test_agents_export_and_do_not_import(browsers: Browsers, staff: None) -> None:
    agent = await browsers.logged_in(Role.AGENT)
    page = await agent.get("/answers/exchange")
    assert (page.status_code, "<textarea" in page.text) == (200, False)
    assert (await agent.get("/answers/export")).status_code == 200
    assert (await agent.post("/answers/exchange", text=NEW)).status_code == 403
