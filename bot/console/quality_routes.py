"""The addresses of spot checks, and of teaching the model."""

from actions.staff.permissions import Permission
from bot.console.page import StaffPage
from bot.console.views import checks, learning, reading

QUALITY_PAGES = (
    StaffPage("GET", "/checks", Permission.CHECK_QUALITY, checks.show),
    StaffPage("POST", "/checks", Permission.CHECK_QUALITY, checks.submit),
    StaffPage("GET", "/checks/{check:int}", Permission.CHECK_QUALITY, checks.show_one),
    StaffPage("GET", "/checks/{check:int}/read", Permission.CHECK_QUALITY, reading.show),
    StaffPage("POST", "/readings/{reading:int}", Permission.CHECK_QUALITY, reading.submit),
    StaffPage("GET", "/learning", Permission.CORRECT_INTENTS, learning.show),
    StaffPage("POST", "/learning", Permission.TEACH_MODEL, learning.learn),
    StaffPage("POST", "/learning/restore", Permission.TEACH_MODEL, learning.restore),
)
