"""All addresses of the console, with the permission that each needs."""

from starlette.routing import Route

from actions.staff.permissions import Permission
from bot.console.answers.answer_pages import ANSWER_PAGES
from bot.console.cases import case_list
from bot.console.cases.case_routes import DESK_PAGES
from bot.console.conversations import conversation_list, correction, work_page
from bot.console.documents.document_pages import DOCUMENT_PAGES
from bot.console.exports.export_routes import EXPORT_PAGES
from bot.console.quality import review_queue_page
from bot.console.quality.quality_routes import QUALITY_PAGES
from bot.console.staff import login_page, logout, own_notices, provider_login
from bot.console.staffroom.room_routes import ROOM_PAGES
from bot.console.surveys import (
    chart_images,
    control_page,
    drivers_page,
    overview,
    response_list,
    score_page,
    survey_results,
    themes_page,
    unasked_list,
)
from bot.console.system import alarm_list, find_page, home, language_switch
from bot.console.system.system_routes import ADMIN_PAGES
from bot.console.web.guard import LARGEST_FORM, Guard, OpenPage, StaffPage
from bot.console.webhooks.webhook_routes import WEBHOOK_PAGES

OPEN_PAGES = (
    OpenPage("GET", "/", home.show),
    OpenPage("GET", "/login", login_page.show),
    OpenPage("POST", "/login", login_page.submit),
    OpenPage("GET", "/login/provider", provider_login.begin),
    OpenPage("GET", provider_login.BACK, provider_login.finish),
    OpenPage("POST", "/logout", logout.submit),
    OpenPage("POST", "/language", language_switch.submit),
)
STAFF_PAGES = (
    StaffPage("GET", "/overview", Permission.READ_REPORTS, overview.show),
    StaffPage("GET", "/control", Permission.READ_REPORTS, control_page.show),
    StaffPage("GET", "/drivers", Permission.READ_REPORTS, drivers_page.show),
    StaffPage("GET", "/drivers/{survey}.svg", Permission.READ_REPORTS, drivers_page.show_picture),
    StaffPage("GET", "/themes", Permission.READ_REPORTS, themes_page.show),
    StaffPage("GET", "/themes/messages", Permission.READ_REPORTS, themes_page.show_messages),
    StaffPage("GET", "/score-sheet", Permission.READ_REPORTS, score_page.show),
    StaffPage("GET", "/charts/{chart}.svg", Permission.READ_REPORTS, chart_images.show),
    StaffPage("GET", "/responses", Permission.READ_REPORTS, response_list.show),
    StaffPage("GET", "/unasked", Permission.READ_REPORTS, unasked_list.show),
    StaffPage("GET", "/find", Permission.READ_CONVERSATIONS, find_page.show),
    StaffPage("GET", "/conversations", Permission.READ_CONVERSATIONS, conversation_list.show),
    StaffPage("GET", "/conversations/{conversation:int}", Permission.READ_CONVERSATIONS, work_page.show),
    StaffPage(
        "POST",
        "/conversations/{conversation:int}/messages/{message:int}/intent",
        Permission.CORRECT_INTENTS,
        correction.submit,
    ),
    StaffPage("GET", "/review", Permission.CORRECT_INTENTS, review_queue_page.show),
    StaffPage("GET", "/review/history", Permission.CORRECT_INTENTS, review_queue_page.history),
    StaffPage("POST", "/review/{message:int}", Permission.CORRECT_INTENTS, review_queue_page.submit),
    StaffPage("POST", "/review/{review:int}/undo", Permission.CORRECT_INTENTS, review_queue_page.undo),
    StaffPage("GET", "/notices", Permission.READ_CONVERSATIONS, own_notices.show),
    StaffPage("GET", "/cases", Permission.READ_CASES, case_list.show),
    StaffPage("GET", "/surveys", Permission.READ_REPORTS, survey_results.show),
    StaffPage("GET", "/alarms", Permission.READ_ALARMS, alarm_list.show),
    StaffPage("POST", "/alarms/care", Permission.READ_ALARMS, alarm_list.take_care),
    StaffPage("POST", "/alarms/give-back", Permission.READ_ALARMS, alarm_list.give_back),
    *DESK_PAGES,
    *ANSWER_PAGES,
    *DOCUMENT_PAGES,
    *QUALITY_PAGES,
    *EXPORT_PAGES,
    *ADMIN_PAGES,
    *ROOM_PAGES,
    *WEBHOOK_PAGES,
)


def page_routes(guard: Guard) -> list[Route]:
    """Return the routes of all pages, each behind the guard."""
    return [
        *(
            Route(page.path, guard.open(page.view), methods=[page.method], max_body_size=LARGEST_FORM)
            for page in OPEN_PAGES
        ),
        *(
            Route(
                page.path,
                guard.staff(page),
                methods=[page.method],
                max_body_size=page.largest_form,
            )
            for page in STAFF_PAGES
        ),
    ]
