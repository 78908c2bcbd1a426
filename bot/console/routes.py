"""All addresses of the console, and which permission each needs. What is not listed does not exist."""

from starlette.routing import Route

from actions.staff.permissions import Permission
from bot.console.admin_routes import ADMIN_PAGES
from bot.console.desk_routes import DESK_PAGES
from bot.console.guard import Guard
from bot.console.page import OpenPage, StaffPage
from bot.console.quality_routes import QUALITY_PAGES
from bot.console.views import (
    alarms,
    cases,
    charts,
    conversations,
    correction,
    home,
    language,
    login,
    logout,
    overview,
    responses,
    review,
    surveys,
    transcript,
    unasked,
)

OPEN_PAGES = (
    OpenPage("GET", "/", home.show),
    OpenPage("GET", "/login", login.show),
    OpenPage("POST", "/login", login.submit),
    OpenPage("POST", "/logout", logout.submit),
    OpenPage("POST", "/language", language.submit),
)
STAFF_PAGES = (
    StaffPage("GET", "/overview", Permission.READ_REPORTS, overview.show),
    StaffPage("GET", "/charts/{chart}.svg", Permission.READ_REPORTS, charts.show),
    StaffPage("GET", "/responses", Permission.READ_REPORTS, responses.show),
    StaffPage("GET", "/unasked", Permission.READ_REPORTS, unasked.show),
    StaffPage("GET", "/conversations", Permission.READ_CONVERSATIONS, conversations.show),
    StaffPage("GET", "/conversations/{conversation:int}", Permission.READ_CONVERSATIONS, transcript.show),
    StaffPage(
        "POST",
        "/conversations/{conversation:int}/messages/{message:int}/intent",
        Permission.CORRECT_INTENTS,
        correction.submit,
    ),
    StaffPage("GET", "/review", Permission.CORRECT_INTENTS, review.show),
    StaffPage("GET", "/review/history", Permission.CORRECT_INTENTS, review.history),
    StaffPage("POST", "/review/{message:int}", Permission.CORRECT_INTENTS, review.submit),
    StaffPage("POST", "/review/{review:int}/undo", Permission.CORRECT_INTENTS, review.undo),
    StaffPage("GET", "/cases", Permission.READ_CASES, cases.show),
    StaffPage("GET", "/surveys", Permission.READ_REPORTS, surveys.show),
    StaffPage("GET", "/alarms", Permission.READ_ALARMS, alarms.show),
    *DESK_PAGES,
    *QUALITY_PAGES,
    *ADMIN_PAGES,
)


def page_routes(guard: Guard) -> list[Route]:
    """The routes of all pages, each behind the guard."""
    return [
        *(Route(page.path, guard.open(page.view), methods=[page.method]) for page in OPEN_PAGES),
        *(
            Route(page.path, guard.staff(page.view, page.permission), methods=[page.method])
            for page in STAFF_PAGES
        ),
    ]
