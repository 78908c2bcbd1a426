"""`make audit`, against a database of vulnerabilities that answers as told."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from docs.audit import known_vulnerabilities
from docs.locked_packages import ROOT, LockedPackage


class Answers(BaseHTTPRequestHandler):
    """Knows two vulnerabilities of httpx."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        known = {"vulns": [{"id": "PYSEC-1"}, {"id": "PYSEC-2"}]}
        results = [known if query["package"]["name"] == "httpx" else {} for query in asked]
        body = json.dumps({"results": results}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def database() -> Iterator[str]:
    """The address of a database."""
    server = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def audit(address: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "docs.audit"],
        cwd=ROOT,
        env={**os.environ, "OSV_DATABASE": address},
        capture_output=True,
        text=True,
        check=False,
    )


def test_vulnerabilities_are_named_with_their_package(database: str) -> None:
    packages = [LockedPackage("anyio", "4.0"), LockedPackage("httpx", "0.28.1")]
    assert known_vulnerabilities(packages, database) == {packages[1]: ["PYSEC-1", "PYSEC-2"]}
    done = audit(database)
    assert (done.returncode, "PYSEC-1, PYSEC-2\n" in done.stdout) == (1, True)


def test_database_out_of_reach_is_said_so(unused_port: int) -> None:
    done = audit(f"http://127.0.0.1:{unused_port}")
    assert (done.returncode, done.stderr.startswith("NOT CHECKED: http://127.0.0.1:")) == (3, True)
