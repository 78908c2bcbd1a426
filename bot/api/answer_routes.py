"""GET, PUT and DELETE /api/v1/answers: for systems that keep the knowledge of the business."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Request, Response, Security
from starlette.responses import JSONResponse

from actions.answers.answer_refusals import NoSuchAnswer
from actions.answers.document import KEY, AnswerDocument
from actions.answers.drafting import AnswerChange
from actions.answers.importing import import_answers
from actions.answers.publishing import retire
from bot.api.answer_bodies import ALL, ONE, AnswersBody, ImportBody, QuestionTakenBody
from bot.api.api_parts import ApiDeps
from bot.api.entity_tags import is_known, require_unchanged
from bot.api.key_sources import holder_of
from bot.api.service_bodies import MistakesBody, RefusalBody
from bot.api.services_ended import KEY as API_KEY
from store.models.answers import AnswerEdition
from store.queries.answers.published_versions import published_versions
from store.queries.edition import current_edition, locked_edition

LARGEST_SET = 8 * 1024 * 1024  # bytes: some 2,000 answers with ten variants each
REFUSED: dict[int | str, dict[str, Any]] = {
    401: {"model": RefusalBody, "description": "No key, or one that is not known."},
    403: {"model": RefusalBody, "description": "The key opens no answers."},
    422: {"model": MistakesBody, "description": "Something is missing or wrong; each is named."},
    503: {"model": RefusalBody, "description": "The database is not available; send it again."},
}
UNKNOWN: dict[int | str, dict[str, Any]] = {
    404: {"model": RefusalBody, "description": "No published answer has this key."}
}
KNOWN: dict[int | str, dict[str, Any]] = {304: {"description": "As If-None-Match names it."}}
PUT_REFUSED: dict[int | str, dict[str, Any]] = {
    **REFUSED,
    400: {"model": RefusalBody, "description": "The body is not JSON."},
    409: {"model": QuestionTakenBody, "description": "Two answers would have the same question."},
    412: {"model": RefusalBody, "description": "Changed since the version that If-Match names."},
    413: {"description": "The body is too large."},
}
AnswerKey = Annotated[str, Path(pattern=f"^{KEY}$", description="Your own id of the answer.")]


def answers_router(deps: ApiDeps) -> APIRouter:
    """Return the routes of answers."""
    router = APIRouter(prefix="/answers", tags=["answers"], dependencies=[Security(API_KEY)])
    _add_set(router, deps)
    _add_single(router, deps)
    return router


def _add_set(router: APIRouter, deps: ApiDeps) -> None:
    @router.get("", response_model=AnswersBody, responses={**REFUSED, **KNOWN})
    async def get_answers(request: Request) -> Response:
        """All published answers, in the form in which they are put. ETag names the edition."""
        async with deps.database.reading() as session:
            tag = edition_tag(await current_edition(session, AnswerEdition))
            if is_known(request, tag):
                return Response(status_code=304, headers={"ETag": tag})
            versions = await published_versions(session)
        body = AnswersBody.of({version.key: version for version in versions})
        return JSONResponse(body, headers={"ETag": tag})

    @router.put("", responses=PUT_REFUSED, max_body_size=LARGEST_SET)
    async def put_answers(
        body: Annotated[AnswersBody, Body(openapi_examples=ALL)], request: Request, response: Response
    ) -> ImportBody:
        """Publish the whole set, all or none: what is not in it is retired.

        The same set again changes nothing. With If-Match, the set is taken only if nothing was published
        since the edition that it names.
        """
        async with deps.database.transaction() as session:
            change = _change(request, deps)
            require_unchanged(request, edition_tag(await locked_edition(session, AnswerEdition, change.at)))
            plan = await import_answers(session, body.answers, change, whole=True)
            response.headers["ETag"] = edition_tag(await current_edition(session, AnswerEdition))
        return ImportBody.of(plan)


def _add_single(router: APIRouter, deps: ApiDeps) -> None:
    @router.get("/{key}", response_model=AnswerDocument, responses={**REFUSED, **UNKNOWN, **KNOWN})
    async def get_answer(key: AnswerKey, request: Request) -> Response:
        """One published answer. ETag names its version."""
        async with deps.database.reading() as session:
            versions = await published_versions(session, key)
        if not versions:
            raise NoSuchAnswer(key)
        tag = version_tag(versions[0].number)
        if is_known(request, tag):
            return Response(status_code=304, headers={"ETag": tag})
        return JSONResponse(dict(versions[0].content), headers={"ETag": tag})

    @router.put("/{key}", responses=PUT_REFUSED)
    async def put_answer(
        key: AnswerKey,
        body: Annotated[AnswerDocument, Body(openapi_examples=ONE)],
        request: Request,
        response: Response,
    ) -> ImportBody:
        """Publish one answer; the others stay. The same again changes nothing."""
        async with deps.database.transaction() as session:
            change = _change(request, deps)
            await locked_edition(session, AnswerEdition, change.at)
            before = await published_versions(session, key)
            require_unchanged(request, version_tag(before[0].number) if before else None)
            plan = await import_answers(session, {key: body}, change, whole=False)
            after = await published_versions(session, key)
            response.headers["ETag"] = version_tag(after[0].number)
        return ImportBody.of(plan)

    @router.delete("/{key}", status_code=204, responses={**REFUSED, **UNKNOWN})
    async def retire_answer(key: AnswerKey, request: Request) -> None:
        """Stop giving an answer; its versions are kept. Retiring it again changes nothing."""
        async with deps.database.transaction() as session:
            await retire(session, key, _change(request, deps))


def edition_tag(edition: int) -> str:
    """Return the entity tag of all that is published."""
    return f'"e{edition}"'


def version_tag(number: int) -> str:
    """Return the entity tag of one answer."""
    return f'"v{number}"'


def _change(request: Request, deps: ApiDeps) -> AnswerChange:
    return AnswerChange(f"key:{holder_of(request).name}", deps.clock())
