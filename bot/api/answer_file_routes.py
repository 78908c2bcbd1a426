"""GET and PUT /api/v1/answers/files/{sha256}: the contents of files that answers send."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response, Security

from actions.answers.answer_refusals import FileFault, FileRefused
from actions.answers.document import CHECKSUM, FileName
from actions.answers.file_keeping import NewFile, checksum_of, keep_file
from actions.answers.file_kind import LARGEST_KEPT
from bot.api.api_parts import ApiDeps
from bot.api.service_bodies import MistakesBody, RefusalBody
from bot.api.services_ended import KEY as API_KEY
from store.queries.answers.kept_contents import kept_content
from store.queries.not_found import NotFound

ANY_CONTENT = "application/octet-stream"
REFUSED: dict[int | str, dict[str, Any]] = {
    401: {"model": RefusalBody, "description": "No key, or one that is not known."},
    403: {"model": RefusalBody, "description": "The key opens no answers."},
    503: {"model": RefusalBody, "description": "The database is not available; send it again."},
}
GET_REFUSED: dict[int | str, dict[str, Any]] = {
    **REFUSED,
    200: {"content": {ANY_CONTENT: {}}, "description": "The content."},
    404: {"model": RefusalBody, "description": "No file with this checksum is kept."},
}
PUT_REFUSED: dict[int | str, dict[str, Any]] = {
    **REFUSED,
    413: {"description": "The file is too large."},
    422: {
        "model": MistakesBody,
        "description": "A file of this kind is not sent, or its content is not what name or checksum say.",
    },
}
CONTENT = {"requestBody": {"required": True, "content": {ANY_CONTENT: {"schema": {"format": "binary"}}}}}
FileChecksum = Annotated[str, Path(pattern=f"^{CHECKSUM}$", description="The SHA-256 of the content.")]


def answer_files_router(deps: ApiDeps) -> APIRouter:
    """Return the routes of the contents."""
    router = APIRouter(prefix="/answers/files", tags=["answers"], dependencies=[Security(API_KEY)])

    @router.get("/{sha256}", response_class=Response, responses=GET_REFUSED)
    async def get_answer_file(sha256: FileChecksum) -> Response:
        """The content of a file."""
        async with deps.database.reading() as session:
            content = await kept_content(session, sha256)
        if content is None:
            raise NotFound("file", 0)
        return Response(content, media_type=ANY_CONTENT)

    @router.put(
        "/{sha256}",
        status_code=204,
        responses=PUT_REFUSED,
        max_body_size=LARGEST_KEPT,
        openapi_extra=CONTENT,
    )
    async def put_answer_file(
        sha256: FileChecksum,
        name: Annotated[FileName, Query(description="Its name, whose ending says what it is.")],
        request: Request,
    ) -> None:
        """Hand in a file, at most 10 MiB, before the answers that name it; one that none names is dropped
        after a day. The same content again changes nothing.
        """
        file = NewFile(name, await request.body())
        if checksum_of(file.content) != sha256:
            raise FileRefused(name, FileFault.CHECKSUM, sha256)
        async with deps.database.transaction() as session:
            await keep_file(session, file, deps.clock())

    return router
