"""Themes: what complaints, praise and comments speak of, by week and outlet, and the messages behind."""

from datetime import date, timedelta
from typing import Annotated

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.surveys.period_filter import PERIODS, PeriodQuery, read_period_filter
from bot.console.web.fields import Blank, CursorField, read_fields
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.time_formats import short_day
from bot.console.web.visit import Visit
from nlu.contract.labels import Aspect
from store.queries.quality.themes import ThemeSource, count_theme_customers, list_theme_messages, themes
from store.queries.system.directory import known_outlets

WEEKS = 13  # the newest ones, as columns


class ThemeQuery(PeriodQuery):
    """The parameters besides outlet and period."""

    source: ThemeSource = ThemeSource.COMPLAINTS


class ThemeMessageQuery(ThemeQuery):
    """Also what they speak of, and the position in the list."""

    aspect: Aspect = Aspect.PRODUCT
    before: Annotated[CursorField | None, Blank] = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show how often each aspect is spoken of."""
    asked = read_fields(ThemeQuery, visit.request.query_params)
    chosen = read_period_filter(visit, asked)
    async with visit.deps.database.reading() as session:
        found = await themes(session, chosen.scope(), asked.source, chosen.zone)
        names = await known_outlets(session)
    weeks = weeks_through({week for _, week in found.by_week})
    return await show_page(
        visit,
        "surveys/themes.html",
        asked=asked,
        chosen=chosen,
        found=found,
        weeks=weeks,
        outlets=names,
        sources=tuple(ThemeSource),
        smallest=visit.deps.house.reports.smallest_group,
        today=visit.now.astimezone(chosen.zone).date(),
        periods=PERIODS,
        week_day=lambda week: short_day(week, visit.language),
        week_query=lambda week: chosen.having(**chosen.days_of_week(week)),
    )


async def show_messages(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the messages behind a count, unless they are of too few customers."""
    asked = read_fields(ThemeMessageQuery, visit.request.query_params)
    chosen = read_period_filter(visit, asked)
    smallest = visit.deps.house.reports.smallest_group
    async with visit.deps.database.reading() as session:
        customers = await count_theme_customers(session, chosen.scope(), asked.source, asked.aspect)
        page = None
        if customers >= smallest:
            page = await list_theme_messages(
                session, chosen.scope(), asked.source, asked.aspect, asked.before
            )
    return await show_page(
        visit,
        "surveys/theme_messages.html",
        asked=asked,
        chosen=chosen,
        page=page,
        smallest=smallest,
    )


def weeks_through(found: set[date]) -> list[date]:
    """Return the newest weeks by their Mondays, with the empty ones between them."""
    if not found:
        return []
    newest, between = max(found), (max(found) - min(found)).days // 7
    return [newest - timedelta(weeks=back) for back in range(min(between + 1, WEEKS))][::-1]
