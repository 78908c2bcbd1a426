"""A reply that is held until it is known whether words follow."""

from sqlalchemy import select

from actions.desk.held_reply import HOLD
from actions.settings.house import House
from actions.settings.replies import Reply
from actions.turn.incoming import Ties
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.cases import CaseEvent
from store.models.conversations import Direction, MessageKind
from store.models.queues import OutboxItem, OutboxStatus
from tests.actions.conftest import Customer, sure, texts
from tests.actions.desk.conftest import messages

ALBUM = Ties(album="a1")
WORDS = "到货的书柜门板裂了，我要投诉"


async def waiting(database: Database) -> list[str]:
    async with database.reading() as session:
        rows = await session.scalars(select(OutboxItem).order_by(OutboxItem.id))
        return [row.payload["text"] for row in rows]


async def in_cases(database: Database) -> list[int | None]:
    async with database.reading() as session:
        return list(await session.scalars(select(CaseEvent.message_id).order_by(CaseEvent.message_id)))


async def test_request_for_words_is_due_after_a_moment(
    customer: Customer, database: Database, house: House
) -> None:
    await customer.attach(MessageKind.PHOTO)
    async with database.reading() as session:
        (row,) = await session.scalars(select(OutboxItem))
    assert (row.payload["text"], row.due_at) == (
        house.replies.text(Language.ZH, Reply.ATTACHMENT),
        customer.now + HOLD,
    )


async def test_words_of_the_last_item_of_an_album_answer_for_all(
    customer: Customer, database: Database, house: House
) -> None:
    for _ in range(2):
        await customer.attach(MessageKind.PHOTO, ties=ALBUM)
    await customer.attach(MessageKind.PHOTO, WORDS, sure(Intent.COMPLAINT), ties=ALBUM)
    (answer,) = await waiting(database)
    photos = [message.id for message in await messages(database)]
    assert "HF-" in answer
    assert await in_cases(database) == photos
    assert [each.text for each in await messages(database, Direction.OUT)] == [answer]


async def test_words_of_the_first_item_of_an_album_answer_for_all(
    customer: Customer, database: Database
) -> None:
    await customer.attach(MessageKind.PHOTO, WORDS, sure(Intent.COMPLAINT), ties=ALBUM)
    more = [await customer.attach(MessageKind.PHOTO, ties=ALBUM) for _ in range(2)]
    assert [texts(each) for each in more] == [[], []]
    assert await in_cases(database) == [message.id for message in await messages(database)]


async def test_voice_and_photos_before_the_words_are_in_the_case(
    customer: Customer, database: Database
) -> None:
    await customer.attach(MessageKind.VOICE)
    customer.now += customer.house.evidence
    await customer.attach(MessageKind.STICKER)
    await customer.write(WORDS, sure(Intent.COMPLAINT))
    voice, _, words = await messages(database)
    assert await in_cases(database) == [voice.id, words.id]


async def test_what_was_sent_long_before_the_words_is_not_in_the_case(
    customer: Customer, database: Database
) -> None:
    await customer.attach(MessageKind.PHOTO)
    customer.now += customer.house.evidence * 1.01
    await customer.write(WORDS, sure(Intent.COMPLAINT))
    _, words = await messages(database)
    assert await in_cases(database) == [words.id]


async def test_request_that_was_sent_stays(customer: Customer, database: Database, house: House) -> None:
    await customer.attach(MessageKind.PHOTO)
    async with database.transaction() as session:
        (row,) = await session.scalars(select(OutboxItem))
        row.status = OutboxStatus.SENT
    await customer.write(WORDS, sure(Intent.COMPLAINT))
    asked, answer = await waiting(database)
    assert (asked, "HF-" in answer) == (house.replies.text(Language.ZH, Reply.ATTACHMENT), True)


async def test_album_for_an_open_case_is_acknowledged_once(customer: Customer, database: Database) -> None:
    await customer.write(WORDS, sure(Intent.COMPLAINT))
    more = [await customer.attach(MessageKind.PHOTO, ties=ALBUM) for _ in range(3)]
    assert [len(texts(each)) for each in more] == [1, 0, 0]
    assert await in_cases(database) == [message.id for message in await messages(database)]


async def test_several_photos_in_a_row_are_asked_about_once(customer: Customer) -> None:
    sent = [await customer.attach(MessageKind.PHOTO) for _ in range(3)]
    assert [len(texts(each)) for each in sent] == [1, 0, 0]
