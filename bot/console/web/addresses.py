"""The address that a request comes from, and the addresses that it may be redirected to."""

from ipaddress import ip_address

from starlette.requests import Request

from bot.website.client_network import network_of

LONGEST_TARGET = 1000  # characters


def network_address(request: Request) -> str:
    """Return the visitor's address for throttling; of IPv6 the /64 network, all of which one visitor has."""
    return network_of(request.client.host if request.client else "")


def is_loopback(request: Request) -> bool:
    """Return whether the browser's address of the console is that of its own machine."""
    host = request.url.hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def base_path(request: Request) -> str:
    """Return where the console is mounted, such as `/console`."""
    return str(request.scope.get("root_path", ""))


def own_target(request: Request, target: str) -> str:
    """Return the target if it is within the console, else the console's first page."""
    base = base_path(request)
    is_own = target.startswith(f"{base}/") and not target.startswith("//") and "\\" not in target
    return target if is_own and len(target) <= LONGEST_TARGET and target.isprintable() else f"{base}/"
