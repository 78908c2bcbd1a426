"""Which messages staff have labelled."""

from datetime import datetime, timedelta

from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.queries.quality.corrections import LabelledMessage, corrections
from tests.records import Records


async def test_labelled_messages_come_in_the_order_of_their_labels(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer("Wang", username="wang88")
        talk = await records.conversation(customer)
        late, early = now + timedelta(hours=2), now + timedelta(hours=1)
        await records.heard(talk, "slow", corrected_intent=Intent.COMPLAINT, corrected_at=late)
        await records.heard(
            talk, "慢", corrected_intent=Intent.COMPLAINT, corrected_at=early, language=Language.ZH
        )
        await records.heard(talk, "nobody labelled this")
        await records.heard(talk, "the customer chose", chosen_intent=Intent.PRAISE)
        await records.heard(talk, None, corrected_intent=Intent.PRAISE, corrected_at=late)
    async with database.reading() as session:
        found = await corrections(session)
    assert found == [
        LabelledMessage(
            "慢", Language.ZH, Intent.COMPLAINT, ("Wang", "wang88"), Intent.INQUIRY, customer.id, {}
        ),
        LabelledMessage(
            "slow", Language.EN, Intent.COMPLAINT, ("Wang", "wang88"), Intent.INQUIRY, customer.id, {}
        ),
    ]


async def test_unnamed_customers_have_no_names(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer(None))
        await records.heard(talk, "slow", corrected_intent=Intent.COMPLAINT, corrected_at=now)
    async with database.reading() as session:
        assert [one.names for one in await corrections(session)] == [()]
