"""Spot checks: the form for a sample, and the results of all checks."""

import secrets
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from actions.quality.sampling import LARGEST_SEED
from actions.quality.spot_checks import NothingToCheck, SampleRequest, begin
from actions.staff.sessions import Viewer
from bot.console.surveys.period_filter import USUAL
from bot.console.web.addresses import base_path
from bot.console.web.fields import BadInput, Blank, Day, Parameters, ShortText, path_id, read_fields
from bot.console.web.rendering import go_to
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.time_formats import short_day
from bot.console.web.visit import Visit
from nlu.contract.labels import Intent
from store.models.reviews import Mark, SampledBy
from store.queries.quality.check_results import list_spot_checks, read_spot_check, readings_done
from store.queries.quality.samples import agents, case_outlets
from store.reports.check_figures import QualityScope, quality
from store.reports.period import Period

MOST = 200  # conversations in one sample
USUAL_SIZE = 20


class SpotCheckForm(Parameters):
    """The fields of the form; without a seed, a random one is used."""

    sampled_by: SampledBy
    agent: Annotated[ShortText | None, Blank] = None
    outlet: Annotated[ShortText | None, Blank] = None
    intent: Annotated[Intent | None, Blank] = None
    first: Annotated[Day, Field(alias="from")]
    last: Annotated[Day, Field(alias="to")]
    size: Annotated[int, Field(ge=1, le=MOST)]
    seed: Annotated[Annotated[int, Field(ge=0, lt=LARGEST_SEED)] | None, Blank] = None

    def wanted(self) -> SampleRequest:
        """Return the sample to draw.

        Raises:
            BadInput: the value is missing, or the last day is before the first.
        """
        values = {
            SampledBy.EVERYTHING: None,
            SampledBy.AGENT: self.agent,
            SampledBy.OUTLET: self.outlet,
            SampledBy.INTENT: self.intent and self.intent.value,
        }
        value = values[self.sampled_by]
        if value is None and self.sampled_by is not SampledBy.EVERYTHING:
            raise BadInput((self.sampled_by.value,))
        try:
            period = Period(self.first, self.last)
        except ValueError as exc:
            raise BadInput(("from", "to")) from exc
        seed = secrets.randbelow(LARGEST_SEED) if self.seed is None else self.seed
        return SampleRequest(self.sampled_by, value, period, self.size, seed)


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show all spot checks, and the form for a new one."""
    return await _page(visit)


async def submit(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Draw a sample and go to it."""
    wanted = read_fields(SpotCheckForm, form).wanted()
    deps = visit.deps
    try:
        async with deps.database.transaction() as session:
            check_id = await begin(
                session, wanted, deps.scorecard, viewer.staff_id, deps.house.zone, visit.now
            )
    except NothingToCheck:
        return await _page(visit, form, is_empty=True)
    return go_to(f"{base_path(visit.request)}/checks/{check_id}")


async def show_one(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show one spot check: its progress, and the results once all of it is read."""
    check_id = path_id(visit.request, "check")
    weights = visit.deps.scorecard.weights
    async with visit.deps.database.reading() as session:
        check = await read_spot_check(session, check_id)
        readings = await readings_done(session, check_id)
        found = await quality(session, QualityScope(check_id=check_id), weights)
    return await show_page(
        visit,
        "quality/check.html",
        check=check,
        readings=readings,
        # Results must not influence the second reader.
        found=found if check.done == check.readings else None,
        scorecard=visit.deps.scorecard,
        short_day=lambda day: short_day(day, visit.language),
    )


async def _page(visit: Visit, form: dict[str, str] | None = None, *, is_empty: bool = False) -> Response:
    today = visit.now.astimezone(visit.deps.house.zone).date()
    async with visit.deps.database.reading() as session:
        checks = await list_spot_checks(session)
        names = await agents(session)
        outlets = await case_outlets(session)
        found = await quality(session, QualityScope(), visit.deps.scorecard.weights)
    return await show_page(
        visit,
        "quality/checks.html",
        200 if form is None else 422,
        checks=checks,
        agents=names,
        outlets=outlets,
        intents=tuple(Intent),
        kinds=tuple(SampledBy),
        marks=tuple(Mark),
        found=found,
        scorecard=visit.deps.scorecard,
        asked=form or _usual(today),
        is_empty=is_empty,
        most=MOST,
        short_day=lambda day: short_day(day, visit.language),
    )


def _usual(today: date) -> dict[str, str]:
    first = today - timedelta(days=USUAL - 1)
    return {"from": first.isoformat(), "to": today.isoformat(), "size": str(USUAL_SIZE)}
