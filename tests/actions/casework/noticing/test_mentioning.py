"""Notes that name colleagues."""

import pytest
from sqlalchemy import select

from actions.casework.case_steps import note_on_case
from actions.casework.note_writing import write_note
from actions.casework.noticing.mentioning import named_in
from store.models.cases import Case
from store.models.staff import Mention
from store.queries.staff_notices import mentions_of
from tests.actions.casework.conftest import Desk


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@lee please call", {"lee"}),
        ("ask @Lee and @kim.", {"lee", "kim"}),
        ("@leena knows", set()),
        ("@li na knows", {"li na"}),
        ("@li knows", {"li"}),
        ("请@王敏看一下", {"王敏"}),
        ("lee@kim.example", set()),
        ("no one", set()),
        ("@", set()),
    ],
)
def test_names_after_the_sign_are_found(text: str, named: set[str]) -> None:
    assert named_in(text, ("lee", "kim", "li", "li na", "王敏")) == frozenset(named)


async def mentions(desk: Desk) -> list[tuple[int, int]]:
    async with desk.database.reading() as session:
        rows = await session.scalars(select(Mention).order_by(Mention.id))
        return [(row.staff_id, row.by_id) for row in rows]


async def test_colleague_who_is_named_finds_the_note(desk: Desk, case: Case) -> None:
    talk = (await desk.conversation()).id
    async with desk.database.transaction() as session:
        await write_note(session, talk, "@kim can you look?", desk.lee, desk.customer.now)
        await note_on_case(session, case.id, "@Kim and @lee: urgent", desk.lee, desk.customer.now)
    assert await mentions(desk) == [(desk.kim, desk.lee)] * 2
    async with desk.database.reading() as session:
        found = await mentions_of(session, desk.kim)
    assert [(each.by, each.text, each.case_id, each.seen_at) for each in found] == [
        ("lee", "@Kim and @lee: urgent", case.id, None),
        ("lee", "@kim can you look?", None, None),
    ]


async def test_own_name_and_strangers_tell_no_one(desk: Desk, case: Case) -> None:
    talk = (await desk.conversation()).id
    async with desk.database.transaction() as session:
        await write_note(session, talk, "@lee @nobody-here", desk.lee, desk.customer.now)
    assert await mentions(desk) == []
