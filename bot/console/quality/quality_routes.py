"""The addresses of spot checks, of what corrects their findings, and of training the model."""

from actions.staff.permissions import Permission
from bot.console.quality import (
    check_list,
    check_reading,
    corrective_list,
    corrective_page,
    findings_page,
    learning_page,
)
from bot.console.web.guard import StaffPage

QUALITY_PAGES = (
    StaffPage("GET", "/checks", Permission.CHECK_QUALITY, check_list.show),
    StaffPage("POST", "/checks", Permission.CHECK_QUALITY, check_list.submit),
    StaffPage("GET", "/checks/{check:int}", Permission.CHECK_QUALITY, check_list.show_one),
    StaffPage("GET", "/checks/{check:int}/read", Permission.CHECK_QUALITY, check_reading.show),
    StaffPage("POST", "/readings/{reading:int}", Permission.CHECK_QUALITY, check_reading.submit),
    StaffPage("GET", "/readings/{reading:int}", Permission.CHECK_QUALITY, findings_page.show),
    StaffPage("POST", "/readings/{reading:int}/corrective", Permission.CHECK_QUALITY, findings_page.submit),
    StaffPage("GET", "/corrective", Permission.READ_CONVERSATIONS, corrective_list.show),
    StaffPage("GET", "/corrective/{action:int}", Permission.READ_CONVERSATIONS, corrective_page.show),
    StaffPage(
        "POST", "/corrective/{action:int}/done", Permission.READ_CONVERSATIONS, corrective_page.say_done
    ),
    StaffPage(
        "POST", "/corrective/{action:int}/close", Permission.CHECK_QUALITY, corrective_page.judge_closed
    ),
    StaffPage(
        "POST", "/corrective/{action:int}/reopen", Permission.CHECK_QUALITY, corrective_page.judge_open
    ),
    StaffPage("POST", "/corrective/{action:int}/give", Permission.CHECK_QUALITY, corrective_page.give),
    StaffPage("GET", "/learning", Permission.CORRECT_INTENTS, learning_page.show),
    StaffPage("POST", "/learning", Permission.TEACH_MODEL, learning_page.learn),
    StaffPage("POST", "/learning/try", Permission.TEACH_MODEL, learning_page.try_out),
    StaffPage("POST", "/learning/restore", Permission.TEACH_MODEL, learning_page.restore),
)
