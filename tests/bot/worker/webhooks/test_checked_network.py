"""Which addresses may be connected to."""

from collections.abc import Sequence
from ipaddress import ip_address, ip_network

import pytest
from httpcore import ConnectError

from bot.worker.webhooks.checked_network import CheckedNetwork, ForbiddenAddress, is_allowed, is_own, resolve

OWN = (ip_network("10.1.0.0/16"), ip_network("fd00::/8"))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "10.1.2.3", "fd00::1"]
)
def test_internet_and_own_networks_are_allowed(address: str) -> None:
    assert is_allowed(ip_address(address), OWN) is True


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",  # noqa: S104 - no socket is bound to it
        "10.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff0e::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
    ],
)
def test_inner_addresses_are_not_allowed(address: str) -> None:
    assert is_allowed(ip_address(address), OWN) is False


def test_own_address_may_be_written_as_ipv6() -> None:
    assert is_own(ip_address("::ffff:10.1.0.1"), OWN) is True


@pytest.mark.parametrize("found", [["8.8.8.8", "10.0.0.1"], ["127.0.0.1"], []])
async def test_name_is_refused_if_one_of_its_addresses_is(found: Sequence[str]) -> None:
    async def known(host: str, port: int) -> Sequence[str]:
        return found

    with pytest.raises(ForbiddenAddress):
        await CheckedNetwork(OWN, known).connect_tcp("crm.example", 443)


async def test_plain_connections_are_for_own_networks() -> None:
    async def known(host: str, port: int) -> Sequence[str]:
        return ["8.8.8.8"]

    with pytest.raises(ForbiddenAddress):
        await CheckedNetwork(OWN, known, is_own_only=True).connect_tcp("crm.example", 80)


@pytest.mark.parametrize("host", ["127.1", "0x7f000001", "2130706433", "localhost"])
async def test_other_forms_of_inner_addresses_are_recognised(host: str) -> None:
    with pytest.raises((ForbiddenAddress, ConnectError)):
        await CheckedNetwork((), resolve).connect_tcp(host, 443)


async def test_name_that_is_not_known_is_a_failure() -> None:
    async def unknown(host: str, port: int) -> Sequence[str]:
        raise OSError("not known")

    with pytest.raises(ConnectError):
        await CheckedNetwork((), unknown).connect_tcp("crm.example", 443)
