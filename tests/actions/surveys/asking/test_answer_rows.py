"""Answers are kept once each, and only while they follow from the others."""

from sqlalchemy import select

from actions.surveys.asking.answer_rows import drop_astray, is_changeable, keep
from actions.surveys.asking.moves import Given
from actions.turn.open_conversation import open_turn
from actions.turn.turn import Turn
from store.models.customers import Customer as CustomerRow
from store.models.surveys import Answer, Invitation, InvitationStatus
from tests.actions.surveys.conftest import DAY, HOUR, Talk
from tests.conftest import NOON

SURVEY = "post_service"


async def with_answers(talk: Talk, **given: Given) -> tuple[list[tuple[str, object]], list[bool]]:
    """Keep answers in one turn; what is stored then, and which of them may still be changed."""
    async with talk.shop.database.transaction() as session:
        customer = await session.get_one(CustomerRow, 1)
        turn: Turn = await open_turn(session, customer, talk.shop.now, talk.shop.house)
        invitation = await session.get_one(Invitation, 1)
        for name, answer in given.items():
            await keep(turn, invitation, name, answer)
        await drop_astray(turn, invitation, talk.shop.house.surveys[SURVEY])
        rows = (await session.scalars(select(Answer).order_by(Answer.id))).all()
        changeable = [await is_changeable(turn, invitation, row.question) for row in rows]
        return [(row.question, row.number or row.choices or row.text) for row in rows], changeable


async def test_answer_is_kept_once_with_the_time_of_its_change(talk: Talk) -> None:
    await talk.begin()
    await with_answers(talk, satisfaction=Given(number=3))
    talk.later(HOUR)
    assert await with_answers(talk, satisfaction=Given(number=2)) == ([("satisfaction", 2)], [True])
    (row,) = await talk.shop.rows(Answer)
    assert (row.answered_at, row.changed_at) == (NOON + HOUR, NOON + 2 * HOUR)
    assert (await talk.shop.invitation()).status is InvitationStatus.STARTED


async def test_same_answer_again_is_no_change(talk: Talk) -> None:
    await talk.begin()
    await with_answers(talk, satisfaction=Given(number=3))
    talk.later(HOUR)
    await with_answers(talk, satisfaction=Given(number=3))
    assert [row.changed_at for row in await talk.shop.rows(Answer)] == [None]


async def test_answers_that_no_longer_follow_are_dropped(talk: Talk) -> None:
    await talk.begin()
    await with_answers(talk, satisfaction=Given(number=3), reasons=Given(choices=("price",)))
    stored, _ = await with_answers(talk, satisfaction=Given(number=5))
    assert stored == [("satisfaction", 5)]


async def test_answers_can_be_changed_for_a_day_or_until_the_comment(talk: Talk) -> None:
    await talk.begin()
    await with_answers(talk, satisfaction=Given(number=5))
    talk.later(DAY - HOUR)
    assert (await with_answers(talk))[1] == [True]
    assert (await with_answers(talk, comment=Given(text="好")))[1] == [False, False]
    talk.later(HOUR)
    assert (await with_answers(talk))[1] == [False, False]
