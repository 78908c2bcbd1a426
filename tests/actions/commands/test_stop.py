"""/stop ends surveys, and nothing else."""

import pytest
from sqlalchemy import select

from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.conversations import Message, MessageKind, Understood
from store.models.customers import Customer as CustomerRow
from tests.actions.conftest import AWAY, Customer, texts


async def row(database: Database) -> CustomerRow:
    async with database.reading() as session:
        return (await session.scalars(select(CustomerRow))).one()


async def test_stop_opts_out_and_start_opts_in(customer: Customer, database: Database, house: House) -> None:
    assert texts(await customer.command("stop")) == [house.replies.text(Language.ZH, Reply.STOPPED)]
    assert (await row(database)).opted_out_at == customer.now
    await customer.command("start")
    assert (await row(database)).opted_out_at is None


@pytest.mark.parametrize("text", ["退订", "TD", "STOP!", "/stop。", "unsubscribe"])
async def test_known_words_opt_out_without_a_model(
    customer: Customer, database: Database, house: House, text: str
) -> None:
    assert texts(await customer.write(text, AWAY)) == [house.replies.text(Language.ZH, Reply.STOPPED)]
    assert (await row(database)).opted_out_at == customer.now
    async with database.reading() as session:
        kept = (await session.scalars(select(Message).order_by(Message.id))).first()
    assert kept is not None
    assert (kept.kind, kept.text, kept.understood) == (MessageKind.COMMAND, text, Understood.NOT_NEEDED)
