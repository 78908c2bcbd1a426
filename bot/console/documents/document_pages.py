"""The addresses of the business's settings."""

from actions.staff.permissions import Permission
from bot.console.documents import document_list, document_publishing, document_text
from bot.console.web.guard import StaffPage

_DOCUMENT = "/settings/{document}"

DOCUMENT_PAGES = (
    StaffPage("GET", "/settings", Permission.EDIT_SETTINGS, document_list.show),
    StaffPage("GET", f"{_DOCUMENT}/text", Permission.EDIT_SETTINGS, document_text.show),
    StaffPage("POST", f"{_DOCUMENT}/text", Permission.EDIT_SETTINGS, document_text.save),
    StaffPage("POST", f"{_DOCUMENT}/publish", Permission.EDIT_SETTINGS, document_publishing.publish),
    StaffPage("POST", f"{_DOCUMENT}/discard", Permission.EDIT_SETTINGS, document_publishing.discard),
    StaffPage("POST", f"{_DOCUMENT}/rollback", Permission.EDIT_SETTINGS, document_publishing.roll_back),
)
