"""Fault 44: any request that the API's description allows or forbids is answered, and never with a 5xx."""

import asyncio
import socket
import sys

import pytest

from tests.bot.api.conftest import System
from tests.bot.sandbox.web_server import quiet_server

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
EXAMPLES = 40  # requests of each kind and operation
DESCRIPTION = "/api/v1/openapi.json"


@pytest.mark.timeout(600)
async def test_44_whole_description_is_answered_without_a_server_error(system: System) -> None:
    bound = socket.create_server(("127.0.0.1", 0))
    async with quiet_server(system.site, bound):
        run = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "schemathesis.cli", "run", _address(bound)),
            *("--header", f"Authorization: Bearer {system.key}"),
            *("--checks", CHECKS, "--mode", "all", "--phases", "examples,coverage,fuzzing"),
            *("--max-examples", str(EXAMPLES), "--seed", "44", "--generation-database", "none"),
            *("--workers", "1", "--no-color", "--warnings", "off"),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await run.communicate()
    assert run.returncode == 0, said.decode()[-6000:]


def _address(bound: socket.socket) -> str:
    return f"http://127.0.0.1:{bound.getsockname()[1]}{DESCRIPTION}"
