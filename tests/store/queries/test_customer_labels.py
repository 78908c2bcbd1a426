"""Staff see who a customer is, and nothing that leads to the chat."""

from dataclasses import asdict
from datetime import datetime

from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.address import Address
from store.models.customers import Proof
from store.queries.customer_labels import customer_card
from tests.records import Records


async def test_card_shows_the_row(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        row = await Records(session, now).customer(
            "王\u202e",
            username="wang",
            external_id="c-77",
            language=Language.ZH,
            written_language="zh-Hant",
            opted_out_at=now,
            bound_by=Proof.LINK,
            bound_at=now,
            account=Address(42),
        )
        card = customer_card(row)
    assert asdict(card) == {
        "id": row.id,
        "first_name": "王\u202e",
        "username": "wang",
        "external_id": "c-77",
        "language_code": None,
        "language": Language.ZH,
        "created_at": now,
        "opted_out_at": now,
        "unreachable_at": None,
        "bound_by": Proof.LINK,
        "bound_at": now,
        "blocked_at": None,
        "last_name": None,
        "is_test": False,
        "written_language": "zh-Hant",
        "attributes": {},
    }
