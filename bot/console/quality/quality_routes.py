"""The addresses of spot checks, and of training the model."""

from actions.staff.permissions import Permission
from bot.console.quality import check_list, check_reading, learning_page
from bot.console.web.guard import StaffPage

QUALITY_PAGES = (
    StaffPage("GET", "/checks", Permission.CHECK_QUALITY, check_list.show),
    StaffPage("POST", "/checks", Permission.CHECK_QUALITY, check_list.submit),
    StaffPage("GET", "/checks/{check:int}", Permission.CHECK_QUALITY, check_list.show_one),
    StaffPage("GET", "/checks/{check:int}/read", Permission.CHECK_QUALITY, check_reading.show),
    StaffPage("POST", "/readings/{reading:int}", Permission.CHECK_QUALITY, check_reading.submit),
    StaffPage("GET", "/learning", Permission.CORRECT_INTENTS, learning_page.show),
    StaffPage("POST", "/learning", Permission.TEACH_MODEL, learning_page.learn),
    StaffPage("POST", "/learning/restore", Permission.TEACH_MODEL, learning_page.restore),
)
