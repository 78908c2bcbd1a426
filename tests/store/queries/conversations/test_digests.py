"""What a conversation is about, at a glance."""

from datetime import datetime

from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.conversations import MessageKind, Understood
from store.queries.conversations.digests import Digest, digests
from tests.records import Records


async def digest_of(database: Database, conversation_id: int) -> Digest:
    async with database.reading() as session:
        return (await digests(session, [conversation_id]))[conversation_id]


async def test_intents_are_newest_first_and_once_each(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        for intent in (Intent.GREET, Intent.INQUIRY, Intent.COMPLAINT, Intent.INQUIRY, Intent.THANKS):
            await records.heard(talk, "…", intent)
    assert (await digest_of(database, talk.id)).intents == (Intent.INQUIRY, Intent.COMPLAINT)


async def test_small_talk_is_named_where_there_is_nothing_else(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        await records.heard(talk, "Hi", Intent.GREET)
        await records.heard(talk, "Bye", Intent.BYE)
    assert (await digest_of(database, talk.id)).intents == (Intent.BYE, Intent.GREET)


async def test_doubts_and_waiting_messages_are_counted(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        await records.heard(talk, "a", Intent.PRAISE, sure=False)
        await records.heard(talk, "b", Intent.PRAISE, sure=True)
        await records.heard(talk, "c", Intent.PRAISE, sure=False, chosen_intent=Intent.PRAISE)
        await records.heard(talk, "d", Intent.PRAISE, sure=False, corrected_intent=Intent.PRAISE)
        await records.heard(talk, "e", None, understood=Understood.FAILED)
        await records.heard(talk, "f", None, understood=Understood.PENDING)
        await records.heard(talk, "g", None, language=Language.ZH)
        await records.said(talk, "We are not sure.")
    digest = await digest_of(database, talk.id)
    assert (digest.uncertain, digest.pending, digest.text, digest.kind) == (
        2,
        1,
        "g",
        MessageKind.TEXT,
    )
    assert digest.languages == (Language.ZH, Language.EN)


async def test_conversation_in_which_only_the_bot_spoke_has_none(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        await records.said(talk)
    async with database.reading() as session:
        assert await digests(session, [talk.id]) == {}


async def test_buttons_and_commands_are_shown_where_there_is_nothing_else(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        quiet, talk = await records.conversation(customer), await records.conversation(customer)
        await records.heard(quiet, "/start", None, kind=MessageKind.COMMAND)
        await records.heard(quiet, "5", None, kind=MessageKind.TAP)
        await records.heard(talk, "Where is it?")
        await records.heard(talk, "5", None, kind=MessageKind.TAP)
    assert (await digest_of(database, quiet.id)).text == "5"
    assert (await digest_of(database, talk.id)).text == "Where is it?"
