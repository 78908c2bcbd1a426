"""The addresses at which staff talk to customers and work on cases."""

from actions.staff.permissions import Permission
from bot.console.page import StaffPage
from bot.console.views import attachment, case, case_steps, live, saved_filters, talking

_CONVERSATION = "/conversations/{conversation:int}"
_CASE = "/cases/{case:int}"

DESK_PAGES = (
    StaffPage("GET", "/live", Permission.READ_CONVERSATIONS, live.show),
    StaffPage(
        "GET",
        f"{_CONVERSATION}/messages/{{message:int}}/file",
        Permission.READ_CONVERSATIONS,
        attachment.show,
    ),
    StaffPage("POST", f"{_CONVERSATION}/take-over", Permission.TALK, talking.take_over),
    StaffPage("POST", f"{_CONVERSATION}/reply", Permission.TALK, talking.reply),
    StaffPage("POST", f"{_CONVERSATION}/hand-back", Permission.TALK, talking.hand_back),
    StaffPage("POST", f"{_CONVERSATION}/feedback", Permission.TALK, talking.ask_for_feedback),
    StaffPage("POST", f"{_CONVERSATION}/notes", Permission.WRITE_NOTES, talking.write_note),
    StaffPage("POST", "/filters", Permission.READ_CONVERSATIONS, saved_filters.save),
    StaffPage("POST", "/filters/{filter:int}/drop", Permission.READ_CONVERSATIONS, saved_filters.drop),
    StaffPage("GET", _CASE, Permission.READ_CASES, case.show),
    StaffPage("POST", f"{_CASE}/assignee", Permission.WORK_ON_CASES, case_steps.assign),
    StaffPage("POST", f"{_CASE}/priority", Permission.WORK_ON_CASES, case_steps.prioritise),
    StaffPage("POST", f"{_CASE}/status", Permission.WORK_ON_CASES, case_steps.move),
    StaffPage("POST", f"{_CASE}/notes", Permission.WORK_ON_CASES, case_steps.write_note),
    StaffPage("POST", f"{_CASE}/settle", Permission.WORK_ON_CASES, case_steps.settle),
)
