"""Refusing forms that pages of other sites post, also where they could plant the cookie of the login form.

The rule is that of Go's `http.CrossOriginProtection`: the browser's own word counts first. A request with
neither header is no browser's, and has no cookies that others could use.
"""

from urllib.parse import urlsplit

from starlette.requests import Request

from actions.staff.failures import NotAllowed

OWN = frozenset({"same-origin", "none"})  # "none": typed or from a bookmark


def require_same_origin(request: Request) -> None:
    """Refuse what a page of another origin, also of a neighbouring host, has sent.

    Raises:
        NotAllowed: the browser says so.
    """
    said = request.headers.get("sec-fetch-site")
    if said is not None:
        if said not in OWN:
            raise NotAllowed(f"the form came from a page that is {said}")
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise NotAllowed("the form came from a page of another host")
