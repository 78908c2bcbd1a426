"""The addresses of files; each has the permission of its page."""

from actions.staff.permissions import Permission
from bot.console.exports import list_files, report_files
from bot.console.web.guard import StaffPage

EXPORT_PAGES = (
    StaffPage("GET", "/conversations.csv", Permission.READ_CONVERSATIONS, list_files.conversations),
    StaffPage("GET", "/conversations.xlsx", Permission.READ_CONVERSATIONS, list_files.conversations),
    StaffPage("GET", "/cases.csv", Permission.READ_CASES, list_files.cases),
    StaffPage("GET", "/cases.xlsx", Permission.READ_CASES, list_files.cases),
    StaffPage("GET", "/responses.csv", Permission.READ_REPORTS, list_files.responses),
    StaffPage("GET", "/responses.xlsx", Permission.READ_REPORTS, list_files.responses),
    StaffPage("GET", "/overview.csv", Permission.READ_REPORTS, report_files.figures),
    StaffPage("GET", "/overview.xlsx", Permission.READ_REPORTS, report_files.figures),
)
