"""What is peculiar to CSV, and to workbooks; what both share is tried by `tests/contracts`."""

from io import BytesIO
from zoneinfo import ZoneInfo

from openpyxl import load_workbook

from bot.spreadsheets.table_files import LONGEST_TITLE, CsvFile, XlsxFile, each

SHANGHAI = ZoneInfo("Asia/Shanghai")


async def test_csv_begins_with_one_byte_order_mark_and_quotes_what_needs_it() -> None:
    file = BytesIO()
    table = CsvFile(file, SHANGHAI)
    await table.table("A", ("说", "n"), each([('a,"b"\nc', 1)]))
    await table.table("B", ("x",), each([]))
    table.close()
    assert file.getvalue().decode("utf-8") == '\ufeff说,n\r\n"a,""b""\nc",1\r\nx\r\n'


async def test_csv_is_written_before_it_is_closed() -> None:
    file = BytesIO()
    table = CsvFile(file, SHANGHAI)
    await table.table("A", ("n",), each([(1,), (2,)]))
    assert file.getvalue().endswith(b"n\r\n1\r\n2\r\n")  # before it is closed
    table.close()


async def test_workbook_has_a_sheet_a_table_and_cuts_long_titles() -> None:
    file = BytesIO()
    book = XlsxFile(file, SHANGHAI)
    await book.table("A" * 40, ("n",), each([(1,)]))
    await book.table("empty", ("n",), each([]))
    assert file.getvalue() == b""  # a workbook is complete only at its end
    book.close()
    sheets = load_workbook(file)
    assert sheets.sheetnames == ["A" * LONGEST_TITLE, "empty"]
    assert [[cell.value for cell in row] for sheet in sheets for row in sheet.iter_rows()] == [
        ["n"],
        [1],
        ["n"],
    ]
