"""The examples for nginx and Caddy, read by the programs themselves."""

import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


def test_caddy_understands_its_file(tmp_path: Path) -> None:
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("caddy is not installed")
    options = ["--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"]
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "DOMAIN": "desk.example.com"}
    done = subprocess.run(
        [caddy, "validate", *options], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["Valid configuration"])


def test_nginx_understands_its_file(tmp_path: Path) -> None:
    nginx, openssl = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin"), shutil.which("openssl")
    if nginx is None or openssl is None:
        pytest.skip("nginx or openssl is not installed")
    certificate = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=desk.example.com"]
    written = [
        "-keyout",
        str(tmp_path / "privkey.pem"),
        "-out",
        str(tmp_path / "fullchain.pem"),
        "-days",
        "2",
    ]
    subprocess.run([*certificate, *written], check=True, capture_output=True)
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    (tmp_path / "site.conf").write_text(
        site.replace("/etc/letsencrypt/live/desk.example.com", str(tmp_path)), encoding="utf-8"
    )
    main = tmp_path / "nginx.conf"
    temporary = "".join(
        f"{each}_temp_path {tmp_path}/{each};"
        for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main.write_text(
        f"pid {tmp_path}/pid; error_log stderr; events {{}} "
        f"http {{ access_log off; {temporary} include {tmp_path}/site.conf; }}",
        encoding="utf-8",
    )
    done = subprocess.run(
        [nginx, "-t", "-p", str(tmp_path), "-c", str(main)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "test is successful" in done.stderr) == (0, True)


@pytest.mark.parametrize("header", ["Host $http_host", "X-Forwarded-For", "X-Forwarded-Proto $scheme"])
def test_nginx_names_the_visitor(header: str) -> None:
    assert f"proxy_set_header {header}" in (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
