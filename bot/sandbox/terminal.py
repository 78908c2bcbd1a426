"""The work of `huifang sandbox` and `huifang sandbox replay`; `bot.cli` reads their options."""

from collections.abc import Callable
from pathlib import Path

from bot.sandbox.control.sandbox_client import SandboxClient, SandboxError
from bot.sandbox.replay.replay_file import BadReplayFile, read_replay_file
from bot.sandbox.replay.replay_report import RecognisedIntents, ReplayReport, report
from bot.sandbox.replay.replay_run import Progress, Replay, ReplayPace
from bot.sandbox.sandbox_server import CannotServe, SandboxServer, address, bound_socket, serve_until_stopped
from bot.sandbox.server.rates import NO_RATES, TELEGRAM_RATES
from bot.sandbox.server.sandbox_world import BadToken, World, WorldSettings
from bot.sandbox.server.webhook_delivery import LOOPBACK

__all__ = ["RATES", "BadReplayFile", "BadToken", "CannotServe", "ReplayPace", "SandboxError", "WorldSettings"]

RATES = {"telegram": TELEGRAM_RATES, "off": NO_RATES}
Echo = Callable[[str], None]


async def serve(settings: WorldSettings, host: str, port: int, echo: Echo, *, watch_stdin: bool) -> None:
    """Print the addresses and serve until the process is stopped.

    Raises:
        BadToken: the token in the settings has the wrong form.
        CannotServe: the port is taken, or the address is refused.
    """
    world = World(settings)
    with bound_socket(host, port) as bound:
        _print_addresses(address(bound), host, echo)
        server = SandboxServer(world, everywhere=host not in LOOPBACK)
        await serve_until_stopped(server, bound, watch_stdin=watch_stdin)


def _print_addresses(url: str, host: str, echo: Echo) -> None:
    echo("Sandbox for trying and testing; this is not Telegram.")
    echo(f"  chat page  {url}/")
    echo(f"  Bot API    {url}/bot<token>/<method>  (HUIFANG_TELEGRAM_API={url})")
    echo(f"  control    {url}/sandbox/status")
    if host not in LOOPBACK:
        echo("  Warning: there are no passwords; every machine that reaches this address can use it.")


async def replay(
    file: Path, url: str, pace: ReplayPace, intents: RecognisedIntents, progress: Progress
) -> ReplayReport:
    """Send a file through the sandbox at `url` and report.

    Raises:
        BadReplayFile: some lines are wrong; no message was sent.
        SandboxError: the sandbox does not answer, or refused.
    """
    lines = read_replay_file(file)
    async with SandboxClient.at(url) as client:
        exchanges = await Replay(client, pace, progress).run(lines)
    return report(exchanges, await intents.by_customer([exchange.customer for exchange in exchanges]))
