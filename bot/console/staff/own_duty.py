"""The viewer's choice of which cases are given to them by rule, and when they are away."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework.assigning import duty
from actions.casework.assigning.duty import HOUR, MOST, DutyPlan
from actions.staff.sessions import Viewer
from bot.console.web.fields import Blank, Parameters, ShortText, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit
from nlu.contract.labels import Language

PATH = "/account"


def _minute(text: str) -> int:
    """Return the minute of the day of a time such as 09:30."""
    hours, _, minutes = text.partition(":")
    return int(hours) * HOUR + int(minutes)


def _names(value: object) -> object:
    return [name.strip() for name in str(value).replace("，", ",").split(",") if name.strip()]


ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$"), AfterValidator(_minute)]
Names = Annotated[tuple[ShortText, ...], BeforeValidator(_names), Field(max_length=50)]


class DutyForm(Parameters):
    """The choice; a shift has both ends or none."""

    takes: bool = False
    most: Annotated[int, Field(ge=1, le=100)] = MOST
    begins: Annotated[ClockTime | None, Blank] = None
    ends: Annotated[ClockTime | None, Blank] = None
    outlets: Names = ()
    zh: bool = False
    en: bool = False


class AwayForm(Parameters):
    """Whether the viewer is away."""

    away: bool


async def choose(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Keep the choice."""
    posted = read_fields(DutyForm, form)
    has_shift = posted.begins is not None and posted.ends is not None
    spoken = {Language.ZH: posted.zh, Language.EN: posted.en}
    plan = DutyPlan(
        takes_cases=posted.takes,
        most=posted.most,
        begins=_as_minute(posted.begins) if has_shift else None,
        ends=_as_minute(posted.ends) if has_shift else None,
        outlets=posted.outlets,
        languages=tuple(each for each, is_spoken in spoken.items() if is_spoken),
    )

    async def change(session: AsyncSession) -> None:
        await duty.choose_duty(session, viewer.staff_id, plan, visit.now)

    return await run_action(visit, change, PATH, Notice.CHANGED)


async def leave(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Note that the viewer is away, or back."""
    posted = read_fields(AwayForm, form)

    async def change(session: AsyncSession) -> None:
        await duty.set_away(session, viewer.staff_id, visit.now, is_away=posted.away)

    return await run_action(visit, change, PATH, Notice.CHANGED)


def _as_minute(value: object) -> int | None:
    return value if isinstance(value, int) else None
