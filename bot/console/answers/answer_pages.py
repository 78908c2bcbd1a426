"""The addresses of answers."""

from functools import partial

from actions.staff.permissions import Permission
from bot.console.answers import (
    answer_editor,
    answer_exchange,
    answer_health,
    answer_list,
    answer_publishing,
    answer_trial_page,
    draft_trial,
    posted_files,
    unknown_list,
)
from bot.console.web.guard import StaffPage

_ANSWER = "/answers/{answer:int}"
# Bytes: all fields at their longest in two languages, a character of Chinese as nine.
_LARGEST = 1024 * 1024
_WRITE = partial(
    StaffPage,
    "POST",
    permission=Permission.WRITE_ANSWERS,
    largest_form=_LARGEST + posted_files.LARGEST_UPLOADS,
    most_files=posted_files.MOST_UPLOADS,
)

ANSWER_PAGES = (
    StaffPage("GET", "/answers", Permission.READ_ANSWERS, answer_list.show),
    StaffPage("GET", "/answers/new", Permission.WRITE_ANSWERS, answer_editor.show_new),
    _WRITE("/answers/new", view=answer_editor.add),
    _WRITE("/answers/new/check", view=answer_editor.check_new),
    StaffPage("GET", "/answers/files/{checksum}", Permission.READ_ANSWERS, posted_files.show),
    StaffPage("GET", "/answers/exchange", Permission.READ_ANSWERS, answer_exchange.show),
    StaffPage(
        "POST",
        "/answers/exchange",
        Permission.WRITE_ANSWERS,
        answer_exchange.take,
        largest_form=answer_exchange.LARGEST_FORM,
        most_files=1,
    ),
    StaffPage("GET", "/answers/export", Permission.READ_ANSWERS, answer_exchange.export),
    StaffPage("GET", "/answers/try", Permission.READ_ANSWERS, answer_trial_page.show),
    StaffPage("GET", "/answers/health", Permission.READ_ANSWERS, answer_health.show),
    StaffPage("GET", "/answers/unknown", Permission.WRITE_ANSWERS, unknown_list.show),
    StaffPage("POST", "/answers/unknown/variant", Permission.WRITE_ANSWERS, unknown_list.add_variants),
    StaffPage("POST", "/answers/unknown/ignore", Permission.WRITE_ANSWERS, unknown_list.ignore),
    StaffPage("GET", _ANSWER, Permission.READ_ANSWERS, answer_editor.show),
    _WRITE(_ANSWER, view=answer_editor.save),
    _WRITE(f"{_ANSWER}/check", view=answer_editor.check),
    StaffPage("GET", f"{_ANSWER}/trial", Permission.WRITE_ANSWERS, draft_trial.show),
    StaffPage("POST", f"{_ANSWER}/publish", Permission.WRITE_ANSWERS, answer_publishing.publish),
    StaffPage("POST", f"{_ANSWER}/discard", Permission.WRITE_ANSWERS, answer_publishing.discard),
    StaffPage("POST", f"{_ANSWER}/rollback", Permission.WRITE_ANSWERS, answer_publishing.roll_back),
    StaffPage("POST", f"{_ANSWER}/retire", Permission.WRITE_ANSWERS, answer_publishing.retire),
)
