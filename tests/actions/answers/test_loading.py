"""Every process reads what is published soon after it changes."""

from actions.answers.drafting import save_draft
from actions.answers.entry import Entry
from actions.answers.loading import AnswerWatcher
from actions.answers.publishing import publish
from store.engine.database import Database
from tests.actions.answers.documents import CHANGE, document


async def test_watcher_hands_over_what_is_published_and_only_when_it_changes(database: Database) -> None:
    received: list[tuple[Entry, ...]] = []

    async def receive(entries: tuple[Entry, ...]) -> None:
        received.append(entries)

    watcher = AnswerWatcher(database, receive)
    looks = [await watcher.look(), await watcher.look()]
    async with database.transaction() as session:
        await save_draft(session, "hours", document(), CHANGE)
    looks.append(await watcher.look())
    async with database.transaction() as session:
        await publish(session, "hours", CHANGE)
    looks += [await watcher.look(), await watcher.look()]
    assert looks == [True, False, False, True, False]
    assert received == [(), (document().entry(1, "hours", 1),)]


async def test_entries_that_were_not_taken_are_handed_over_again(database: Database) -> None:
    attempts = 0

    async def receive(entries: tuple[Entry, ...]) -> None:
        nonlocal attempts
        attempts += 1
        if attempts == 1:
            raise TimeoutError

    watcher = AnswerWatcher(database, receive)
    failed = False
    try:
        await watcher.look()
    except TimeoutError:
        failed = True
    assert (failed, await watcher.look(), attempts) == (True, True, 2)
