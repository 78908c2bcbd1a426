"""The addresses at which staff talk to customers and work on cases."""

from actions.staff.permissions import Permission
from bot.console.cases import (
    bulk_form,
    case_address,
    case_forms,
    merge_form,
    settle_form,
    snooze_form,
    tag_form,
)
from bot.console.conversations import (
    answer_search,
    attachment,
    draft_form,
    file_form,
    live_lines,
    live_updates,
    own_message_forms,
    saved_filters,
    staff_replies,
    watch_form,
)
from bot.console.web.guard import StaffPage

_CONVERSATION = "/conversations/{conversation:int}"
_CASE = "/cases/{case:int}"

DESK_PAGES = (
    StaffPage("GET", "/live", Permission.READ_CONVERSATIONS, live_updates.show),
    StaffPage("GET", f"{_CONVERSATION}/lines", Permission.READ_CONVERSATIONS, live_lines.show),
    StaffPage(
        "GET",
        f"{_CONVERSATION}/messages/{{message:int}}/file",
        Permission.READ_CONVERSATIONS,
        attachment.show,
    ),
    StaffPage("GET", f"{_CONVERSATION}/answers", Permission.TALK, answer_search.show),
    StaffPage(
        "POST",
        f"{_CONVERSATION}/messages/{{message:int}}/edit",
        Permission.TALK,
        own_message_forms.edit,
    ),
    StaffPage(
        "POST",
        f"{_CONVERSATION}/messages/{{message:int}}/delete",
        Permission.TALK,
        own_message_forms.delete,
    ),
    StaffPage("POST", f"{_CONVERSATION}/take-over", Permission.TALK, staff_replies.take_over),
    StaffPage("POST", f"{_CONVERSATION}/reply", Permission.TALK, staff_replies.reply),
    StaffPage(
        "POST",
        f"{_CONVERSATION}/suggestions/{{showing:int}}",
        Permission.TALK,
        staff_replies.send_suggestion,
    ),
    StaffPage(
        "POST",
        f"{_CONVERSATION}/files",
        Permission.TALK,
        file_form.submit,
        largest_form=file_form.LARGEST_FILE_FORM,
        most_files=1,
    ),
    StaffPage("POST", f"{_CONVERSATION}/draft", Permission.TALK, draft_form.submit),
    StaffPage("POST", f"{_CONVERSATION}/hand-back", Permission.TALK, staff_replies.hand_back),
    StaffPage("POST", f"{_CONVERSATION}/feedback", Permission.TALK, staff_replies.ask_for_feedback),
    StaffPage("POST", f"{_CONVERSATION}/notes", Permission.WRITE_NOTES, staff_replies.write_note),
    StaffPage("POST", f"{_CONVERSATION}/watch", Permission.READ_CONVERSATIONS, watch_form.submit),
    StaffPage("POST", "/filters", Permission.READ_CONVERSATIONS, saved_filters.save),
    StaffPage("POST", "/filters/{filter:int}/drop", Permission.READ_CONVERSATIONS, saved_filters.drop),
    StaffPage("POST", "/cases/bulk", Permission.WORK_ON_CASES, bulk_form.submit),
    StaffPage("GET", _CASE, Permission.READ_CASES, case_address.show),
    StaffPage("GET", "/cases/{reference}", Permission.READ_CASES, case_address.find),
    StaffPage("POST", f"{_CASE}/watch", Permission.READ_CASES, watch_form.submit_case),
    StaffPage("POST", f"{_CASE}/assignee", Permission.WORK_ON_CASES, case_forms.assign),
    StaffPage("POST", f"{_CASE}/claim", Permission.WORK_ON_CASES, case_forms.claim),
    StaffPage("POST", f"{_CASE}/priority", Permission.WORK_ON_CASES, case_forms.prioritise),
    StaffPage("POST", f"{_CASE}/status", Permission.WORK_ON_CASES, case_forms.move),
    StaffPage("POST", f"{_CASE}/notes", Permission.WORK_ON_CASES, case_forms.write_note),
    StaffPage("POST", f"{_CASE}/snooze", Permission.WORK_ON_CASES, snooze_form.submit),
    StaffPage("POST", f"{_CASE}/wake", Permission.WORK_ON_CASES, snooze_form.wake_now),
    StaffPage("POST", f"{_CASE}/tags", Permission.WORK_ON_CASES, tag_form.submit),
    StaffPage("POST", f"{_CASE}/merge", Permission.WORK_ON_CASES, merge_form.merge),
    StaffPage("POST", f"{_CASE}/separate", Permission.WORK_ON_CASES, merge_form.separate),
    StaffPage(
        "POST",
        f"{_CONVERSATION}/messages/{{message:int}}/split",
        Permission.WORK_ON_CASES,
        merge_form.split,
    ),
    StaffPage("POST", f"{_CASE}/settle", Permission.WORK_ON_CASES, settle_form.submit),
    StaffPage("POST", f"{_CASE}/undo", Permission.WORK_ON_CASES, settle_form.undo),
)
