"""Importing compares with what is in force, and puts all in force or nothing."""

from actions.documents.document_files import as_text
from actions.documents.document_import import (
    SettingsPlan,
    import_settings,
    plan_settings_import,
    text_changes,
    texts_in_force,
)
from store.engine.database import Database
from store.queries.documents.document_states import published_texts
from tests.actions.documents.published import CHANGE, files, publish, rules


def test_plan_names_what_changes_and_what_its_file_says() -> None:
    published = {"rules": rules(3), "calendar": files()["calendar"].text + "# ours\n"}
    texts = {
        "rules": as_text("rules", rules(2)),
        "calendar": files()["calendar"],
        "canned": files()["canned"],
    }
    plan = plan_settings_import(files(), published, texts)
    assert plan == SettingsPlan({"rules": rules(2)}, ("calendar",))
    assert plan.published_after(published) == {"rules": rules(2)}


async def test_import_is_published_at_once(database: Database) -> None:
    async with database.transaction() as session:
        await publish(session, "calendar", "hours: {}\n")
        await import_settings(session, SettingsPlan({"rules": rules(2)}, ("calendar",)), 1, CHANGE)
    async with database.reading() as session:
        assert await published_texts(session) == {"rules": rules(2)}


def test_what_is_in_force_is_the_file_unless_another_text_is_published() -> None:
    texts = texts_in_force(files(), {"rules": rules(2), "surveys.mine": "title: {}\n"})
    assert (texts["rules"], texts["surveys.mine"], texts["canned"]) == (
        rules(2),
        "title: {}\n",
        files()["canned"].text,
    )


def test_changes_are_a_unified_diff() -> None:
    assert text_changes("rules", "a\nb\n", "a\nc\n", ("data", "in force")) == (
        "--- data/rules.yml",
        "+++ in force/rules.yml",
        "@@ -1,2 +1,2 @@",
        " a",
        "-b",
        "+c",
    )
