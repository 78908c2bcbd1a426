"""Entity tags: a caller reads something only if it changed, and writes only if it did not."""

from hashlib import sha256

from pydantic import BaseModel
from starlette.requests import Request

from actions.answers.answer_refusals import ChangedMeanwhile

ANY = "*"


def content_tag(body: BaseModel) -> str:
    """Return the entity tag of a body, which is that of its bytes."""
    return f'"{sha256(body.model_dump_json().encode()).hexdigest()[:32]}"'


def is_known(request: Request, tag: str) -> bool:
    """Return whether the caller has this version already (If-None-Match)."""
    return tag in _tags(request, "if-none-match")


def require_unchanged(request: Request, tag: str | None) -> None:
    """Let a write through that names the version it goes on from, or names none (If-Match).

    Raises:
        ChangedMeanwhile: the caller went on from another version; `tag` None means that there is none.
    """
    tags = _tags(request, "if-match")
    if tags and tag not in tags and not (ANY in tags and tag is not None):
        raise ChangedMeanwhile


def _tags(request: Request, header: str) -> tuple[str, ...]:
    given = request.headers.get(header, "")
    return tuple(each.strip().removeprefix("W/") for each in given.split(",") if each.strip())
