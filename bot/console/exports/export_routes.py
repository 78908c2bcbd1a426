"""The addresses of files: reports for their readers, words of customers for those who may export them."""

from actions.staff.permissions import Permission
from bot.console.exports import list_files, report_files, score_files
from bot.console.web.guard import StaffPage

EXPORT_PAGES = (
    StaffPage("GET", "/conversations.csv", Permission.EXPORT_CUSTOMERS, list_files.conversations),
    StaffPage("GET", "/conversations.xlsx", Permission.EXPORT_CUSTOMERS, list_files.conversations),
    StaffPage("GET", "/cases.csv", Permission.EXPORT_CUSTOMERS, list_files.cases),
    StaffPage("GET", "/cases.xlsx", Permission.EXPORT_CUSTOMERS, list_files.cases),
    StaffPage("GET", "/responses.csv", Permission.EXPORT_CUSTOMERS, list_files.responses),
    StaffPage("GET", "/responses.xlsx", Permission.EXPORT_CUSTOMERS, list_files.responses),
    StaffPage("GET", "/overview.csv", Permission.READ_REPORTS, report_files.figures),
    StaffPage("GET", "/overview.xlsx", Permission.READ_REPORTS, report_files.figures),
    StaffPage("GET", "/score-sheet.xlsx", Permission.READ_REPORTS, score_files.workbook),
)
