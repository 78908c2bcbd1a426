"""The network that one client controls, by which connections and attempts are counted."""

from ipaddress import IPv6Address, ip_address, ip_network


def network_of(host: str) -> str:
    """Return an IPv4 address as it is, or the /64 network of an IPv6 address; other hosts are unchanged."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ip_network((address, 64), strict=False))
    return str(address)
