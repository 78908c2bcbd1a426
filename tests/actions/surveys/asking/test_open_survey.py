"""An open survey is loaded with its definition and answers, and these are kept once each."""

from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.surveys.asking.branching import astray
from actions.surveys.asking.moves import SKIPPED, Given
from actions.surveys.asking.open_survey import close, load, pinned
from actions.surveys.policy.versions import pin
from actions.turn.open_conversation import open_turn
from actions.turn.turn import Turn
from nlu.contract.labels import Intent, Language
from store.models.address import Address
from store.models.customers import Customer as CustomerRow
from store.models.surveys import Answer, Invitation, InvitationStatus
from tests.actions.conftest import sure
from tests.actions.surveys.conftest import DAY, HOUR, Shop, Talk
from tests.actions.surveys.samples import question, survey
from tests.conftest import NOON

FIRST = survey(question(name="first"))
SECOND = replace(survey(question(name="second")), digest="second")


async def open_turn_of(session: AsyncSession, talk: Talk) -> Turn:
    customer = await session.get_one(CustomerRow, 1)
    return await open_turn(session, customer, talk.shop.now, talk.shop.house)


async def with_answers(talk: Talk, **given: Given) -> tuple[list[tuple[str, object]], list[bool]]:
    """Keep answers in one turn; what is stored then, and which of them may still be changed."""
    async with talk.shop.database.transaction() as session:
        found = await load(await open_turn_of(session, talk), 1)
        assert found is not None
        for name, answer in given.items():
            found.keep(found.survey.by_id[name], answer)
        await found.drop(astray(found.survey, found.given))
        await session.flush()
        rows = (await session.scalars(select(Answer).order_by(Answer.id))).all()
        changeable = [found.is_changeable(row.question) for row in rows]
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


async def test_answers_so_far_are_by_question(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("3")
    await talk.tap("+price", "reasons")
    await talk.tap("!done", "reasons")
    await talk.tap("!skip", "comment")
    async with talk.shop.database.transaction() as session:
        found = await load(await open_turn_of(session, talk), 1)
        assert found is not None
        assert found.given == {
            "satisfaction": Given(number=3),
            "reasons": Given(choices=("price",)),
            "comment": SKIPPED,
        }


async def test_closed_survey_waits_for_nothing(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    async with talk.shop.database.transaction() as session:
        await close(session, await session.get_one(Invitation, 1), InvitationStatus.DISMISSED)
    invitation = await talk.shop.invitation()
    assert (invitation.status, invitation.question, invitation.due_at) == (
        InvitationStatus.DISMISSED,
        None,
        None,
    )
    assert await talk.shop.awaited() == [None]


async def language_of(turn: Turn) -> Language:
    found = await load(turn, 1)
    assert found is not None
    assert found.turn.language is found.audience.language
    return found.turn.language


async def test_survey_speaks_the_customers_own_choice_first(talk: Talk) -> None:
    await talk.begin()
    async with talk.shop.database.transaction() as session:
        turn = await open_turn_of(session, talk)
        spoken = [await language_of(turn.speaking(Language.EN))]
        turn.customer.language = Language.EN
        spoken.append(await language_of(turn))
    assert spoken == [Language.ZH, Language.EN]


async def test_pinned_version_is_found_in_any_house(shop: Shop, house: House) -> None:
    async with shop.database.transaction() as session:
        customer = CustomerRow(created_at=NOON)
        session.add(customer)
        await session.flush()
        invitation = Invitation(
            customer_id=customer.id,
            survey_key="sample",
            survey_version_id=await pin(session, FIRST, NOON),
            status=InvitationStatus.SENT,
            created_at=NOON,
        )
        session.add(invitation)
        await session.flush()
        for surveys in ({"sample": FIRST}, {"sample": SECOND}, {}):
            assert await pinned(session, invitation, replace(house, surveys=surveys)) == FIRST


async def test_invitation_is_found_as_it_stands(talk: Talk) -> None:
    await talk.begin()
    async with talk.shop.database.transaction() as session:
        stale = await session.get_one(Invitation, 1)
        await session.execute(
            update(Invitation).values(question="comment").execution_options(synchronize_session=False)
        )
        assert stale.question == "satisfaction"
        turn = await open_turn_of(session, talk)
        found = await load(turn, 1)
        assert found is not None
        assert found.invitation.question == "comment"
        assert await load(turn, 2) is None


async def test_invitation_of_another_customer_is_not_found(talk: Talk) -> None:
    await talk.begin()
    stranger = replace(talk.customer, account=Address(99))
    await stranger.write("你好", sure(Intent.GREET))
    async with talk.shop.database.transaction() as session:
        customer = await session.get_one(CustomerRow, 2)
        turn = await open_turn(session, customer, talk.shop.now, talk.shop.house)
        assert await load(turn, 1) is None
