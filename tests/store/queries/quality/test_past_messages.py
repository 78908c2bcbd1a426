"""Messages that a candidate is tried on."""

from datetime import datetime

from store.engine.database import Database
from store.models.conversations import MessageKind
from store.queries.quality.past_messages import newest_texts, texts_by_id
from tests.records import Records


async def test_newest_words_of_customers_come_first(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.talk()
        first, second = [await records.heard(talk, text) for text in ("one", "two")]
        await records.said(talk, "ours")
        await records.heard(talk, "/status", kind=MessageKind.COMMAND)
        await records.heard(talk, None)
        await records.heard(talk, "not understood yet", None)
    async with database.reading() as session:
        assert await newest_texts(session, 5) == [(second.id, "two"), (first.id, "one")]
        assert await newest_texts(session, 1) == [(second.id, "two")]
        assert await texts_by_id(session, [first.id, 10**6]) == {first.id: (talk.id, "one")}
