"""The addresses of spot checks."""

from actions.staff.permissions import Permission
from bot.console.page import StaffPage
from bot.console.views import checks, reading

QUALITY_PAGES = (
    StaffPage("GET", "/checks", Permission.CHECK_QUALITY, checks.show),
    StaffPage("POST", "/checks", Permission.CHECK_QUALITY, checks.submit),
    StaffPage("GET", "/checks/{check:int}", Permission.CHECK_QUALITY, checks.show_one),
    StaffPage("GET", "/checks/{check:int}/read", Permission.CHECK_QUALITY, reading.show),
    StaffPage("POST", "/readings/{reading:int}", Permission.CHECK_QUALITY, reading.submit),
)
