"""The addresses of answers."""

from actions.staff.permissions import Permission
from bot.console.answers import (
    answer_editor,
    answer_exchange,
    answer_health,
    answer_list,
    answer_publishing,
    answer_trial_page,
    draft_trial,
    unknown_list,
)
from bot.console.web.guard import StaffPage

_ANSWER = "/answers/{answer:int}"
# Bytes: all fields at their longest in two languages, a character of Chinese as nine.
_LARGEST = 1024 * 1024

ANSWER_PAGES = (
    StaffPage("GET", "/answers", Permission.READ_ANSWERS, answer_list.show),
    StaffPage("GET", "/answers/new", Permission.WRITE_ANSWERS, answer_editor.show_new),
    StaffPage("POST", "/answers/new", Permission.WRITE_ANSWERS, answer_editor.add, largest_form=_LARGEST),
    StaffPage(
        "POST",
        "/answers/new/check",
        Permission.WRITE_ANSWERS,
        answer_editor.check_new,
        largest_form=_LARGEST,
    ),
    StaffPage("GET", "/answers/exchange", Permission.READ_ANSWERS, answer_exchange.show),
    StaffPage(
        "POST",
        "/answers/exchange",
        Permission.WRITE_ANSWERS,
        answer_exchange.take,
        largest_form=answer_exchange.LARGEST_FORM,
    ),
    StaffPage("GET", "/answers/export", Permission.READ_ANSWERS, answer_exchange.export),
    StaffPage("GET", "/answers/try", Permission.READ_ANSWERS, answer_trial_page.show),
    StaffPage("GET", "/answers/health", Permission.READ_ANSWERS, answer_health.show),
    StaffPage("GET", "/answers/unknown", Permission.WRITE_ANSWERS, unknown_list.show),
    StaffPage("POST", "/answers/unknown/variant", Permission.WRITE_ANSWERS, unknown_list.add_variants),
    StaffPage("POST", "/answers/unknown/ignore", Permission.WRITE_ANSWERS, unknown_list.ignore),
    StaffPage("GET", _ANSWER, Permission.READ_ANSWERS, answer_editor.show),
    StaffPage("POST", _ANSWER, Permission.WRITE_ANSWERS, answer_editor.save, largest_form=_LARGEST),
    StaffPage(
        "POST", f"{_ANSWER}/check", Permission.WRITE_ANSWERS, answer_editor.check, largest_form=_LARGEST
    ),
    StaffPage("GET", f"{_ANSWER}/trial", Permission.WRITE_ANSWERS, draft_trial.show),
    StaffPage("POST", f"{_ANSWER}/publish", Permission.WRITE_ANSWERS, answer_publishing.publish),
    StaffPage("POST", f"{_ANSWER}/discard", Permission.WRITE_ANSWERS, answer_publishing.discard),
    StaffPage("POST", f"{_ANSWER}/rollback", Permission.WRITE_ANSWERS, answer_publishing.roll_back),
    StaffPage("POST", f"{_ANSWER}/retire", Permission.WRITE_ANSWERS, answer_publishing.retire),
)
