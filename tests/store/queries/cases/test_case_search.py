"""What is typed above the list of cases finds numbers, customers and opening words."""

from datetime import datetime

import pytest

from store.engine.database import Database
from store.queries.cases.case_rows import CaseFilter, list_open_cases
from store.queries.cases.casefile import board
from tests.records import Records


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("HF-000001", [1]),
        ("hf-0000", [1, 2]),
        ("b2026", [1]),
        ("王", [1]),
        ("Wang Li", []),
        ("ann l", [2]),
        ("Lee", [2]),
        ("@ann_l", [2]),
        ("c-7", [2]),
        ("退款", [1]),
        ("退錢", []),
        ("kitchen leaks", [2]),
        ("leak", [2]),
        ("eak", []),
        ("100%", []),
        ("_", []),
    ],
)
async def test_cases_are_found(database: Database, now: datetime, sought: str, found: list[int]) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        wang = await records.customer("王小姐")
        ann = await records.customer("Ann", last_name="Lee", username="ann_lee", external_id="C-77")
        for customer, words, order in ((wang, "退款太慢了", "B2026"), (ann, "It leaks in the kitchen", None)):
            said = await records.heard(await records.conversation(customer), words)
            await records.case(customer, message_id=said.id, order_number=order)
    wanted = CaseFilter(sought=sought)
    async with database.reading() as session:
        listed = await list_open_cases(session, wanted=wanted)
        columns = await board(session, wanted)
    assert sorted(row.id for row in listed.rows) == found
    assert sum(column.count for column in columns) == len(found)
