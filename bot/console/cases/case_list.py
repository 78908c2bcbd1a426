"""Cases as a list or as a board."""

from starlette.responses import Response

from actions.staff.roster import list_members
from actions.staff.sessions import Viewer
from bot.console.cases.case_filter import AssigneeFilter, CaseListQuery, CaseView
from bot.console.web.fields import read_fields
from bot.console.web.notices import notice_in
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.models.cases import OPEN_STATUSES, CaseKind, Priority
from store.queries.cases.case_rows import CaseFilter, Unassigned, list_open_cases, list_settled_cases
from store.queries.cases.case_tags import known_tags
from store.queries.cases.casefile import board, newest_step
from store.queries.system.directory import known_outlets

LISTS = {CaseView.OPEN: list_open_cases, CaseView.SETTLED: list_settled_cases}


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show open cases, the most urgent first, as a list or with a column for each status; or settled ones."""
    asked = read_fields(CaseListQuery, visit.request.query_params)
    wanted = case_filter(visit, viewer, asked)
    page = columns = None
    async with visit.deps.database.reading() as session:
        if asked.view is CaseView.BOARD:
            columns = await board(session, wanted)
        else:
            page = await LISTS[asked.view](session, asked.after, wanted=wanted)
        members = await list_members(session)
        outlets = await known_outlets(session)
        tags = await known_tags(session)
        newest = await newest_step(session)
    return await show_page(
        visit,
        "cases/cases.html",
        notice=notice_in(visit),
        page=page,
        columns=columns,
        asked=asked,
        newest=newest,
        views=tuple(CaseView),
        members=[member for member in members if member.disabled_at is None],
        outlets=outlets,
        tags=tags,
        kinds=tuple(CaseKind),
        priorities=tuple(Priority),
        statuses=OPEN_STATUSES,
    )


def case_filter(visit: Visit, viewer: Viewer, asked: CaseListQuery) -> CaseFilter:
    """Return the filter in terms of the records."""
    assignee: int | Unassigned | None
    match asked.assignee:
        case AssigneeFilter.MINE:
            assignee = viewer.staff_id
        case AssigneeFilter.UNASSIGNED:
            assignee = Unassigned.UNASSIGNED
        case other:
            assignee = None if isinstance(other, AssigneeFilter) else other
    is_open = asked.view is not CaseView.SETTLED
    return CaseFilter(
        assignee=assignee,
        kind=asked.kind,
        priority=asked.priority,
        outlet=asked.outlet,
        overdue_at=visit.now if asked.overdue and is_open else None,
        status=asked.status if asked.view is CaseView.OPEN else None,
        chased=asked.chased and is_open,
        urgent=asked.urgent,
        snoozed=asked.snoozed and is_open,
        tag=asked.tag,
        sought=asked.q,
    )
