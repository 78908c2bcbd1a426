"""In whose name a key may speak. What belongs to other sources is as if it did not exist."""

from starlette.requests import Request

from actions.staff.api_keys import Holder


class ForeignSource(Exception):
    """The key does not speak for this source."""


def require_source(request: Request, source: str) -> None:
    """Let only a key of this source through.

    Raises:
        ForeignSource: the key has other sources. Nothing is looked up before, so the answer tells nothing.
    """
    if not holder_of(request).speaks_for(source):
        raise ForeignSource


def is_limited(request: Request) -> bool:
    """Return whether the key speaks for some sources only."""
    return holder_of(request).sources is not None


def holder_of(request: Request) -> Holder:
    """Return whose key the request came with."""
    holder: Holder = request.state.holder
    return holder
