"""The addresses of files; each has the permission of its page, and all words of customers need one more."""

from starlette.responses import Response

from actions.staff.permissions import Permission, require
from actions.staff.sessions import Viewer
from bot.console.exports import list_files, report_files, score_files
from bot.console.web.guard import StaffPage, View
from bot.console.web.visit import Visit


def to_exporters(view: View) -> View:
    """Return a view that those see who may also take a customer's data away."""

    async def guarded(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
        require(viewer.role, Permission.EXPORT_CUSTOMERS)
        return await view(visit, viewer, form)

    return guarded


EXPORT_PAGES = (
    StaffPage(
        "GET", "/conversations.csv", Permission.READ_CONVERSATIONS, to_exporters(list_files.conversations)
    ),
    StaffPage(
        "GET", "/conversations.xlsx", Permission.READ_CONVERSATIONS, to_exporters(list_files.conversations)
    ),
    StaffPage("GET", "/cases.csv", Permission.READ_CASES, to_exporters(list_files.cases)),
    StaffPage("GET", "/cases.xlsx", Permission.READ_CASES, to_exporters(list_files.cases)),
    StaffPage("GET", "/responses.csv", Permission.READ_REPORTS, list_files.responses),
    StaffPage("GET", "/responses.xlsx", Permission.READ_REPORTS, list_files.responses),
    StaffPage("GET", "/overview.csv", Permission.READ_REPORTS, report_files.figures),
    StaffPage("GET", "/overview.xlsx", Permission.READ_REPORTS, report_files.figures),
    StaffPage("GET", "/score-sheet.xlsx", Permission.READ_REPORTS, score_files.workbook),
)
