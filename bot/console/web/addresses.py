"""The address that a request comes from, and the addresses that it may be redirected to."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import Request

LONGEST_TARGET = 1000  # characters


def network_address(request: Request) -> str:
    """Return the visitor's address for throttling; of IPv6 the /64 network, all of which one visitor has."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ip_network((address, 64), strict=False))
    return str(address)


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
