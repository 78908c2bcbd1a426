"""Managers import what other systems know about customers."""

import html
import re
from datetime import datetime

from sqlalchemy import select

from actions.customers.customer_table import LARGEST
from store.engine.database import Database
from store.models.address import Address
from store.models.customers import Customer
from tests.bot.console.browser import Browser
from tests.bot.console.conftest import audited
from tests.records import Records

MEMBER = Address(770077)
PATH = "/customers/import"
TABLE = "telegram_id,会员等级,<b>\n770077,金卡,a & b\n770088,银卡,\n"


async def test_file_is_checked_and_then_taken_in(
    administrator: Browser, database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        await Records(session, now).customer(account=MEMBER)
    await administrator.get(PATH)
    checked = await administrator.post_file(PATH, TABLE.encode("gbk"), name="members.csv")
    shown = ("金卡,a &amp; b" in checked.text, ": 3</p>" in checked.text)
    assert (checked.status_code, shown) == (200, (True, True))
    async with database.reading() as session:
        assert list(await session.scalars(select(Customer.attributes).where(Customer.account == MEMBER))) == [
            None
        ]
    done = await administrator.post(PATH, text=TABLE, sure="yes")
    assert (done.status_code, 'name="text"' in done.text) == (200, False)
    async with database.reading() as session:
        [known] = list(await session.scalars(select(Customer.attributes).where(Customer.account == MEMBER)))
    assert known == {"会员等级": "金卡", "<b>": "a & b"}
    assert [action for _, action in await audited(database)] == [
        "customer.attribute_set",
        "customers.imported",
    ]


async def test_text_that_the_page_shows_is_imported(
    administrator: Browser, database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        await Records(session, now).customer(account=MEMBER)
    lines = "".join(f"{number},{'金' * 190}\n" for number in range(1, 4_950))
    table = f"telegram_id,备注\n770077,金卡\n{lines}"
    assert len(table.encode("gbk")) <= LARGEST < len(table.encode())
    await administrator.get(PATH)
    checked = await administrator.post_file(PATH, table.encode("gbk"), name="members.csv")
    [shown] = re.findall(r'<textarea name="text" hidden>\n(.*?)</textarea>', checked.text, re.DOTALL)
    posted = html.unescape(shown).replace("\n", "\r\n")
    done = await administrator.post(PATH, text=posted, sure="yes")
    assert (done.status_code, [action for _, action in await audited(database)]) == (
        200,
        ["customer.attribute_set", "customers.imported"],
    )


async def test_wrong_lines_are_named_in_the_language_of_the_page(administrator: Browser) -> None:
    await administrator.get(PATH)
    page = await administrator.post_file(PATH, b"telegram_id,Room\nann,1\n", name="members.csv")
    assert (page.status_code, "telegram_id" in page.text, 'role="alert"' in page.text) == (422, True, True)
    assert (await administrator.post(PATH, text="", sure="yes")).status_code == 422
