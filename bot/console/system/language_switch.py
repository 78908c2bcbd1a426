"""The switch between languages."""

from starlette.responses import Response

from actions.staff.roster import choose_language
from bot.console.web.addresses import own_target
from bot.console.web.cookies import Cookie, keep_cookie
from bot.console.web.fields import Parameters, read_fields
from bot.console.web.rendering import go_to
from bot.console.web.visit import Visit
from nlu.contract.labels import Language


class LanguageForm(Parameters):
    """The fields of the form."""

    language: Language
    next: str = ""


async def submit(visit: Visit, form: dict[str, str]) -> Response:
    """Store the language, with the member of staff or in the browser, and go back."""
    posted = read_fields(LanguageForm, form)
    if visit.viewer is not None:
        async with visit.deps.database.transaction() as session:
            await choose_language(session, visit.viewer.staff_id, posted.language)
    response = go_to(own_target(visit.request, posted.next))
    keep_cookie(visit.request, response, Cookie.LANGUAGE, posted.language.value)
    return response
