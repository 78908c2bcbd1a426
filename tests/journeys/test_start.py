"""What an operator reads when something stands in the way."""

from pathlib import Path

import pytest

from tests.journeys.installation import Installation, Process
from tests.ports import free_ports


async def refused(folder: Path, *arguments: str, **environment: str) -> str:
    """What a command that cannot start says; it has to exit with 1 and a message, not a traceback."""
    process = await Process.start(folder, environment, *arguments)
    assert await process.ended(60) == 1
    said = "\n".join(process.lines)
    assert "Traceback" not in said
    return said


async def test_wrong_settings_are_all_named(tmp_path: Path) -> None:
    said = await refused(
        tmp_path, "run", HUIFANG_PORT="x", HUIFANG_QUIET_HOURS="night", HUIFANG_TELEGRAM_TOKEN="no"
    )
    assert [line.split()[1] for line in said.splitlines()] == [
        "HUIFANG_TELEGRAM_TOKEN:",
        "HUIFANG_PORT:",
        "HUIFANG_QUIET_HOURS:",
    ]


async def test_refused_token_ends_the_process(installation: Installation, tmp_path: Path) -> None:
    sandbox = await Process.start(tmp_path, {}, "sandbox", "--port", "0", "--token", "7:only-this-one")
    api = (await sandbox.said("Bot API")).split()[2].partition("/bot")[0]
    environment = {**installation.environment, "HUIFANG_TELEGRAM_API": api, "HUIFANG_NLU_URL": api}
    said = await refused(tmp_path, "run", **environment)
    await sandbox.stop()
    assert "Telegram refuses the bot token" in said


async def test_own_sandbox_is_waited_for_without_a_word(tmp_path: Path) -> None:
    ports = free_ports()
    environment = {
        "HUIFANG_SANDBOX_PORT": str(ports[0]),
        "HUIFANG_PORT": str(ports[1]),
        "HUIFANG_NLU_URL": f"http://127.0.0.1:{ports[1]}",
    }
    process = await Process.start(tmp_path, environment, "run", module="tests.journeys.patient")
    try:
        await process.said('"polling"')
        complaints = [line for line in process.lines if "does not answer" in line]
    finally:
        code = await process.stop()
    assert (complaints, code) == ([], 0)


async def test_used_port_is_named(installation: Installation, tmp_path: Path) -> None:
    port = installation.sandbox_url.rpartition(":")[2]
    said = await refused(tmp_path, "web", **{**installation.environment, "HUIFANG_PORT": port})
    assert said.startswith(f"huifang: port {port} on 127.0.0.1 is in use")


@pytest.mark.parametrize("address", ["mysql://x/y", "nonsense"])
async def test_unknown_database_is_named(tmp_path: Path, address: str) -> None:
    said = await refused(tmp_path, "db", "upgrade", HUIFANG_DATABASE_URL=address)
    assert said.startswith("huifang: HUIFANG_DATABASE_URL: ")
