"""A server of one model in a process that can be measured from outside. Linux only: it reads /proc."""

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

_BATCH = 64
_TICKS = os.sysconf("SC_CLK_TCK")


class ServerFailed(Exception):
    """The server did not start or answered with an error; its own words are on stderr."""


@dataclass(frozen=True)
class MeasuredServer:
    """A running server; `ready_after` is the time from its start until it was ready, in seconds."""

    pid: int
    model: str
    ready_after: float
    connection: HTTPConnection

    def parse(self, text: str) -> dict[str, Any]:
        """Return the answer to one text, sent alone.

        Raises:
            ServerFailed: the server refuses the request.
        """
        return dict(self._post("/model/parse", {"text": text}))

    def parse_many(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """Return the answers to the texts, sent in batches.

        Raises:
            ServerFailed: the server refuses a request.
        """
        starts = range(0, len(texts), _BATCH)
        batches = [{"texts": texts[start : start + _BATCH]} for start in starts]
        return [one for batch in batches for one in self._post("/model/parse/batch", batch)]

    def processor_seconds(self) -> float:
        """Return the processor time that the server has used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def megabytes(self) -> float:
        """Return the memory that the server holds now."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def _post(self, path: str, body: object) -> Any:
        self.connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        response = self.connection.getresponse()
        content = response.read()
        if response.status != 200:
            raise ServerFailed(f"{path} was answered with {response.status}")
        return json.loads(content)


@contextmanager
def serving(model: Path) -> Iterator[MeasuredServer]:
    """Serve this model on any free port for the time of the block.

    Raises:
        ServerFailed: the server does not start.
    """
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
            yield MeasuredServer(child.pid, first[1], time.monotonic() - began, connection)
        finally:
            connection.close()  # leaving the block closes the server's standard input, and it ends
