"""The list of conversations."""

from datetime import timedelta
from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field
from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.fields import Blank, Day, Parameters, Place, read_fields
from bot.console.pages import show as show_page
from bot.console.times import start_of
from bot.console.visit import Visit
from nlu.labels import Intent, Language
from store.queries.conversations import ConversationFilter, list_conversations


class Asked(Parameters):
    """What the address may ask for. `first` and `last` are days on the clock of the business."""

    intent: Annotated[Intent | None, Blank] = None
    language: Annotated[Language | None, Blank] = None
    first: Annotated[Day | None, Blank, Field(alias="from")] = None
    last: Annotated[Day | None, Blank, Field(alias="to")] = None
    uncertain: bool = False
    open: bool = False
    before: Annotated[Place | None, Blank] = None

    @property
    def is_narrowed(self) -> bool:
        """Whether some conversations are left out."""
        return bool(self.query)

    @property
    def query(self) -> str:
        """The filter as it stands in an address, without the place in the list."""
        return urlencode(
            self.model_dump(
                mode="json", by_alias=True, exclude_defaults=True, exclude_none=True, exclude={"before"}
            )
        )


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """A page of conversations, newest first."""
    asked = read_fields(Asked, visit.request.query_params)
    async with visit.deps.database.reading() as session:
        page = await list_conversations(session, _filter(visit, asked), after=asked.before)
    return await show_page(
        visit,
        "conversations.html",
        page=page,
        asked=asked,
        intents=tuple(Intent),
        languages=tuple(Language),
    )


def _filter(visit: Visit, asked: Asked) -> ConversationFilter:
    zone = visit.deps.house.zone
    return ConversationFilter(
        intent=asked.intent,
        language=asked.language,
        since=start_of(asked.first, zone) if asked.first else None,
        until=start_of(asked.last + timedelta(days=1), zone) if asked.last else None,
        with_open_case=asked.open,
        uncertain=asked.uncertain,
    )
