"""The score sheet as a workbook with formulas."""

from io import BytesIO

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.exports.file_sending import send_file
from bot.console.surveys.period_filter import read_period_filter
from bot.console.surveys.score_page import ScoreQuery, sheet_of
from bot.console.surveys.score_workbook import score_workbook
from bot.console.web.fields import read_fields
from bot.console.web.visit import Visit
from store.reports.score_sheet import ScoredBy

HEADS = ("points", "group", "total", "low", "high", "rank", "n")


async def workbook(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Send the score sheet of the outlet and period in the address."""
    asked = read_fields(ScoreQuery, visit.request.query_params)
    sheet = await sheet_of(visit, read_period_filter(visit, asked), asked.by)
    content = score_workbook(
        sheet,
        visit.text("score.title"),
        [visit.text(f"score.{name}") for name in HEADS],
        [visit.text(f"score_parts.{part}") for part in ScoredBy],
    )
    return await send_file(visit, viewer, "score-sheet", BytesIO(content), asked)
