"""A guarded process reaches allowed addresses, and nothing else."""

from ipaddress import ip_network

import pytest

from bot.worker.webhooks.notices.connection_guard import FORBIDDEN, ConnectionGuard

GUARD = (ip_network("10.1.0.0/16"),)


@pytest.mark.parametrize(
    "address", [("93.184.216.34", 25), ("10.1.2.3", 25), ("2606:2800:220:1::1", 443, 0, 0), None]
)
def test_allowed_address_passes(address: object) -> None:
    guard = ConnectionGuard(GUARD)
    guard.look("socket.connect", (object(), address))
    assert not guard.has_refused


@pytest.mark.parametrize(
    "address",
    [
        ("127.0.0.1", 25),
        ("10.2.0.1", 25),
        ("169.254.169.254", 80),
        ("::1", 25, 0, 0),
        ("::ffff:127.0.0.1", 25, 0, 0),
        ("fe80::1%eth0", 25, 0, 2),
        ("mail.example", 25),
        "/run/dbus.sock",
        (0, 0),
    ],
)
@pytest.mark.parametrize("event", ["socket.connect", "socket.sendto", "socket.sendmsg"])
def test_all_else_is_refused(event: str, address: object) -> None:
    guard = ConnectionGuard(GUARD)
    with pytest.raises(PermissionError):
        guard.look(event, (object(), address))
    assert guard.has_refused


@pytest.mark.parametrize("event", sorted(FORBIDDEN))
def test_other_programs_are_refused(event: str) -> None:
    with pytest.raises(PermissionError):
        ConnectionGuard().look(event, ())


def test_what_the_library_does_otherwise_passes() -> None:
    guard = ConnectionGuard()
    guard.look("open", ("/etc/hosts", "r", 0))
    assert not guard.has_refused
