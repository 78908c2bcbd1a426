"""Models travel between machines through the database."""

from datetime import datetime

from actions.quality.shared_models import KEPT, share, shared_names
from bot.worker.rounds.model_sharing import ModelSharing
from store.engine.database import Database
from tests.fakes.model_shelf import RememberedShelf


def sharing(database: Database, now: datetime, shelf: RememberedShelf) -> ModelSharing:
    return ModelSharing(database, shelf, clock=lambda: now)


async def in_database(database: Database) -> list[str]:
    async with database.reading() as session:
        return [one.name for one in await shared_names(session)]


async def test_model_of_the_first_machine_reaches_the_second(database: Database, now: datetime) -> None:
    first, second = RememberedShelf("a"), RememberedShelf()
    await sharing(database, now, first).step()
    await sharing(database, now, second).step()
    assert (second.current(), second.read("a"), second.mark()) == ("a", first.read("a"), first.mark())


async def test_each_later_choice_is_followed_on_all(database: Database, now: datetime) -> None:
    machines = [RememberedShelf("a"), RememberedShelf()]
    loops = [sharing(database, now, one) for one in machines]
    seen = []
    for owner, name in ((0, "a"), (1, "b"), (0, "c"), (0, "a")):
        if machines[owner].chosen != name:
            machines[owner].trained(name)
        for loop in (loops[owner], *loops):
            await loop.step()
        seen.append([one.current() for one in machines])
    assert seen == [["a", "a"], ["b", "b"], ["c", "c"], ["a", "a"]]


async def test_unchanged_model_is_shared_once(database: Database, now: datetime) -> None:
    loop = sharing(database, now, RememberedShelf("a"))
    for _ in range(3):
        await loop.step()
    assert await in_database(database) == ["a"]


async def test_new_machine_follows_the_business_and_not_its_own_first_model(
    database: Database, now: datetime
) -> None:
    await sharing(database, now, RememberedShelf("learned")).step()
    new = RememberedShelf("first")
    await sharing(database, now, new).step()
    assert (new.current(), await in_database(database)) == ("learned", ["learned"])


async def test_model_of_another_release_is_passed_over(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await share(session, "theirs", "old release", b"theirs", now)
    machine = RememberedShelf("ours")
    await sharing(database, now, machine).step()
    assert (machine.current(), await in_database(database)) == ("ours", ["ours", "theirs"])


async def test_damaged_model_is_refused_once_and_the_running_one_stays(
    database: Database, now: datetime
) -> None:
    machine = RememberedShelf("a")
    loop = sharing(database, now, machine)
    await loop.step()
    async with database.transaction() as session:
        await share(session, "b", "seal of b", b"something else", now)
    await loop.step()
    await loop.step()
    assert (machine.current(), await in_database(database)) == ("a", ["b", "a"])


async def test_oldest_models_leave_the_database(database: Database, now: datetime) -> None:
    machine = RememberedShelf()
    loop = sharing(database, now, machine)
    for number in range(KEPT + 2):
        machine.trained(f"m{number}")
        await loop.step()
    assert await in_database(database) == ["m4", "m3", "m2"]
