"""Files of answers, as a reply of staff names them."""

import re
from datetime import datetime

import pytest

from actions.answers.answer_refusals import FileGone
from actions.answers.entry import AnswerFile
from actions.answers.showing.reply_files import (
    REFERENCE,
    ReplyFile,
    chosen_files,
    files_of,
    require_files,
)
from store.engine.database import Database
from tests.actions.answers.sample_files import MAP, MENU, kept, named
from tests.actions.answers.showing.conftest import PARKING, RETURNS, Asker
from tests.actions.answers.stored_answer import answer_with_files


async def chosen(asker: Asker, *references: str) -> tuple[ReplyFile, ...]:
    async with asker.customer.database.reading() as session:
        return await chosen_files(session, references)


async def test_files_are_found_by_their_references_each_once(asker: Asker, now: datetime) -> None:
    await kept(asker.customer.database, now, MAP, MENU)
    menu, road = files_of(await asker.publish("parking", PARKING, files=named(MENU, MAP)))
    (same,) = files_of(await asker.publish("returns", RETURNS, files=named(MENU)))
    assert all(re.fullmatch(REFERENCE, each.reference) for each in (menu, road, same))
    assert await chosen(asker, same.reference, road.reference, same.reference) == (same, road)
    assert await chosen(asker) == ()


async def test_file_that_an_answer_has_no_longer_is_left_out(asker: Asker, now: datetime) -> None:
    await kept(asker.customer.database, now, MAP, MENU)
    menu, road = files_of(await asker.publish("parking", PARKING, files=named(MENU, MAP)))
    await asker.publish("parking", PARKING, files=named(MAP))
    assert await chosen(asker, menu.reference, road.reference) == (road,)
    await asker.retire("parking")
    assert await chosen(asker, road.reference, f"99:{MAP.checksum}") == ()


async def test_all_files_of_a_reply_must_be_those_of_published_answers(
    database: Database, now: datetime
) -> None:
    menu, road = await answer_with_files(database, now, MENU, MAP)
    async with database.reading() as session:
        assert await require_files(session, ()) == ()
        assert await require_files(session, (road, menu, road)) == (
            AnswerFile("map.png", MAP.checksum),
            AnswerFile("menu.pdf", MENU.checksum),
        )
        with pytest.raises(FileGone):
            await require_files(session, (road, f"1:{'0' * 64}"))
