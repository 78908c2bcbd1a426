"""Tables come piece by piece."""

from collections.abc import AsyncIterator
from io import BytesIO
from zoneinfo import ZoneInfo

from openpyxl import load_workbook

from bot.spreadsheets.streams import PIECE, csv_stream, xlsx_stream
from bot.spreadsheets.table_files import Row, each

UTC = ZoneInfo("UTC")


async def long_table(taken: list[int]) -> AsyncIterator[Row]:
    """Yield more than three pieces, noting which rows were taken."""
    for number in range(4 * PIECE // 1000):
        taken.append(number)
        yield number, "x" * 995


async def test_csv_is_sent_while_its_rows_come() -> None:
    taken: list[int] = []
    stream = csv_stream(("n", "text"), long_table(taken), UTC)
    first = await anext(aiter(stream))
    begun = len(taken)
    rest = [piece async for piece in stream]
    whole = (first + b"".join(rest)).decode("utf-8-sig").splitlines()
    assert (begun < len(taken), len(rest) >= 3) == (True, True)
    assert (whole[0], len(whole)) == ("n,text", len(taken) + 1)
    assert [line.split(",")[0] for line in whole[1:]] == [str(number) for number in taken]


async def test_no_cell_of_either_file_is_a_formula() -> None:
    rows = (("=1+1", 2), ("@SUM", 3))
    csv = b"".join([piece async for piece in csv_stream(("a", "b"), each(rows), UTC)])
    book = b"".join([piece async for piece in xlsx_stream([("Sheet", ("a", "b"), each(rows))], UTC)])
    assert csv.decode("utf-8-sig").splitlines() == ["a,b", "'=1+1,2", "'@SUM,3"]
    page = load_workbook(BytesIO(book))["Sheet"]
    assert [tuple(cell.value for cell in row) for row in page] == [("a", "b"), ("'=1+1", 2), ("'@SUM", 3)]
    assert {cell.data_type for row in page for cell in row} == {"s", "n"}
