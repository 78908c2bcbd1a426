"""A guarded process reaches allowed addresses, and nothing else."""

import json
import os
from ipaddress import ip_network
from pathlib import Path

import pytest

from bot.worker.webhooks.connection_guard import FORBIDDEN, ConnectionGuard

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


@pytest.mark.parametrize("path", ["/etc/hosts", "/dev/null", json.__file__, pytest.__file__, 4])
def test_names_and_libraries_are_read(path: object) -> None:
    guard = ConnectionGuard()
    guard.look("open", (path, "r", os.O_RDONLY | os.O_CLOEXEC))
    assert not guard.has_refused


@pytest.mark.parametrize(
    ("path", "flags"),
    [
        ("/etc/passwd", os.O_RDONLY),
        (b"/proc/self/environ", os.O_RDONLY),
        (Path(".env"), os.O_RDONLY),
        ("/etc/ssl/certs/../../passwd", os.O_RDONLY),
        ("/etc/hosts", os.O_RDWR),
        (json.__file__, os.O_WRONLY | os.O_CREAT),
    ],
)
def test_other_files_are_not_opened(path: object, flags: int) -> None:
    with pytest.raises(PermissionError):
        ConnectionGuard().look("open", (path, None, flags))


def test_link_to_another_file_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificates, secret = tmp_path / "certificates", tmp_path / ".env"
    secret.write_text("TOKEN=x")
    certificates.mkdir()
    (certificates / "link").symlink_to(secret)
    monkeypatch.setenv("SSL_CERT_DIR", str(certificates))
    guard = ConnectionGuard()
    guard.look("open", (str(certificates / "own.pem"), "r", os.O_RDONLY))
    with pytest.raises(PermissionError):
        guard.look("open", (str(certificates / "link"), "r", os.O_RDONLY))
