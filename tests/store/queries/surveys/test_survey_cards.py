"""What a customer was asked, and answered."""

from datetime import datetime

from store.engine.database import Database
from store.queries.surveys.survey_cards import surveys_of_customer
from tests.records import Records


async def test_surveys_are_newest_first_with_their_answers_in_order(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer, other = await records.customer(), await records.customer()
        first = await records.invitation(customer, outlet="north", agent="lee")
        await records.answer(first, "satisfaction", number=2)
        await records.answer(first, "reasons", choices=["price", "staff"])
        await records.answer(first, "comment", text="Pricey.")
        second = await records.invitation(customer)
        foreign = await records.invitation(other)
        await records.answer(foreign, "satisfaction", number=5)
    async with database.reading() as session:
        newest, oldest = await surveys_of_customer(session, customer.id)
    assert (newest.id, newest.given) == (second.id, ())
    assert (oldest.id, oldest.outlet, oldest.agent) == (first.id, "north", "lee")
    assert [(given.question, given.number, given.choices, given.text) for given in oldest.given] == [
        ("satisfaction", 2, (), None),
        ("reasons", None, ("price", "staff"), None),
        ("comment", None, (), "Pricey."),
    ]
