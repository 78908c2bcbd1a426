"""The addresses of the business's settings."""

from actions.staff.permissions import Permission
from bot.console.documents import (
    document_form,
    document_list,
    document_publishing,
    document_text,
    first_steps,
    words_form,
)
from bot.console.documents.document_address import SETTINGS, WORDS
from bot.console.documents.first_steps import STEPS
from bot.console.web.guard import StaffPage

_DOCUMENT = "/settings/{document}"
_LARGEST = 256 * 1024  # bytes: a Chinese character has nine in a form

DOCUMENT_PAGES = (
    StaffPage("GET", STEPS, Permission.EDIT_SETTINGS, first_steps.show),
    StaffPage("POST", f"{STEPS}/bot", Permission.EDIT_SETTINGS, first_steps.check_bot),
    StaffPage("POST", f"{STEPS}/answers", Permission.EDIT_SETTINGS, first_steps.begin_answers),
    StaffPage("POST", f"{STEPS}/skip", Permission.EDIT_SETTINGS, first_steps.skip),
    StaffPage("POST", f"{STEPS}/resume", Permission.EDIT_SETTINGS, first_steps.resume),
    StaffPage("GET", SETTINGS, Permission.EDIT_SETTINGS, document_list.show),
    StaffPage("POST", f"{SETTINGS}/surveys", Permission.EDIT_SETTINGS, document_list.begin_survey),
    StaffPage("GET", WORDS, Permission.EDIT_SETTINGS, words_form.show),
    StaffPage("POST", WORDS, Permission.EDIT_SETTINGS, words_form.save, largest_form=_LARGEST),
    StaffPage("GET", _DOCUMENT, Permission.EDIT_SETTINGS, document_form.show),
    StaffPage("POST", _DOCUMENT, Permission.EDIT_SETTINGS, document_form.save, largest_form=_LARGEST),
    StaffPage("GET", f"{_DOCUMENT}/text", Permission.EDIT_SETTINGS, document_text.show),
    StaffPage(
        "POST", f"{_DOCUMENT}/text", Permission.EDIT_SETTINGS, document_text.save, largest_form=_LARGEST
    ),
    StaffPage("POST", f"{_DOCUMENT}/publish", Permission.EDIT_SETTINGS, document_publishing.publish),
    StaffPage("POST", f"{_DOCUMENT}/discard", Permission.EDIT_SETTINGS, document_publishing.discard),
    StaffPage("POST", f"{_DOCUMENT}/rollback", Permission.EDIT_SETTINGS, document_publishing.roll_back),
)
