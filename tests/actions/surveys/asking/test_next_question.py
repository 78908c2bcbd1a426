"""Questions follow one another, and the end is clean."""

from actions.surveys.asking.moves import SKIPPED, Given
from actions.surveys.asking.next_question import close, given_so_far, in_survey_language
from actions.turn.open_conversation import open_turn
from nlu.contract.labels import Language
from store.models.customers import Customer as CustomerRow
from store.models.surveys import Invitation, InvitationStatus
from tests.actions.surveys.conftest import Talk


async def test_answers_so_far_are_by_question(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("3")
    await talk.tap("+price", "reasons")
    await talk.tap("!done", "reasons")
    await talk.tap("!skip", "comment")
    async with talk.shop.database.reading() as session:
        invitation = await session.get_one(Invitation, 1)
        assert await given_so_far(session, invitation) == {
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


async def test_survey_speaks_the_customers_own_choice_first(talk: Talk) -> None:
    await talk.begin()
    async with talk.shop.database.transaction() as session:
        customer = await session.get_one(CustomerRow, 1)
        invitation = await session.get_one(Invitation, 1)
        turn = await open_turn(session, customer, talk.shop.now, talk.shop.house)
        spoken = [in_survey_language(turn.speaking(Language.EN), invitation).language]
        customer.language = Language.EN
        spoken.append(in_survey_language(turn, invitation).language)
    assert spoken == [Language.ZH, Language.EN]
