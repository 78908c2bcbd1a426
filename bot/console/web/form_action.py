"""Running the action of a form in one transaction, and redirecting to a page that shows the result."""

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework.refusals import Superseded
from bot.console.web.addresses import base_path
from bot.console.web.notices import REFUSALS, Notice
from bot.console.web.rendering import go_to
from bot.console.web.visit import Visit

FormAction = Callable[[AsyncSession], Awaitable[Notice | None]]


async def run_action(
    visit: Visit, change: FormAction, path: str, done: Notice, *, anchor: str = ""
) -> Response:
    """Run the action, and redirect to a page of the console that shows the result or the refusal.

    The notice is in the address: the one that the action returns, else `done`; `anchor` is the element to
    show.
    """
    try:
        async with visit.deps.database.transaction() as session:
            said = await change(session)
    except Superseded as exc:
        return _to(visit, f"/conversations/{exc.newest}", Notice.SUPERSEDED)
    except tuple(REFUSALS) as exc:
        return refused(visit, path, exc)
    visit.deps.effects()
    return _to(visit, path, said or done, anchor)


def succeeded(answer: Response, done: Notice) -> bool:
    """Return whether an action that leads on with `done` was carried out."""
    query = urlsplit(answer.headers["location"]).query
    return done in parse_qs(query).get("notice", [])


def refused(visit: Visit, path: str, exc: Exception) -> Response:
    """Redirect to a page of the console that shows the refusal; `exc` is one of `REFUSALS`."""
    return _to(visit, path, REFUSALS[type(exc)])


def _to(visit: Visit, path: str, notice: Notice, anchor: str = "") -> Response:
    joined = "&" if "?" in path else "?"
    return go_to(f"{base_path(visit.request)}{path}{joined}notice={notice}{anchor}")
