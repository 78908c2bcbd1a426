"""A server of its own, to be measured from outside. Linux only: it reads /proc."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from nlu.training.checksum import ROOT

_TICKS = os.sysconf("SC_CLK_TCK")


class ServerFailed(Exception):
    """The server did not start or answered with an error; its own words are on stderr."""


@dataclass(frozen=True)
class Served:
    """A running server: the seconds from its start until it was ready, and ways to ask and to watch it."""

    pid: int
    model: str
    ready_after: float
    connection: HTTPConnection

    def parse(self, text: str) -> dict[str, Any]:
        """One text, one request."""
        return dict(self._ask("/model/parse", {"text": text}))

    def parse_batch(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """Several texts, one request."""
        return list(self._ask("/model/parse/batch", {"texts": list(texts)}))

    def processor_seconds(self) -> float:
        """The processor time that the server has used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def megabytes(self) -> float:
        """The memory that it holds now."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def _ask(self, path: str, body: object) -> Any:
        self.connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        response = self.connection.getresponse()
        content = response.read()
        if response.status != 200:
            raise ServerFailed(f"{path} was answered with {response.status}")
        return json.loads(content)


@contextmanager
def serving(model: Path) -> Iterator[Served]:
    """A server of this model on any free port, as long as the block runs."""
    began = time.monotonic()
    command = [sys.executable, "-W", "ignore", "-m", "nlu.serve", "--model", str(model.resolve())]
    with subprocess.Popen(  # noqa: S603 -- our own module
        [*command, "--port", "0", "--watch-stdin"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as child:
        first = child.stdout.readline().split() if child.stdout else []
        if first[:1] != ["ready"]:
            raise ServerFailed("the server did not start")
        where = urlsplit(first[-1])
        connection = HTTPConnection(str(where.hostname), where.port, timeout=120)
        try:
            yield Served(child.pid, first[1], time.monotonic() - began, connection)
        finally:
            connection.close()  # leaving the block closes the server's standard input, and it ends
