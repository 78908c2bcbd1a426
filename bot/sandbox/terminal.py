"""What `huifang sandbox` and `huifang sandbox replay` do, apart from reading their options."""

from collections.abc import Callable
from pathlib import Path

from bot.sandbox.control.control_edge import LOOPBACK
from bot.sandbox.control.sandbox_client import SandboxClient, SandboxError
from bot.sandbox.replay.replay_file import BadReplayFile, read_replay_file
from bot.sandbox.replay.replay_report import RecognisedIntents, ReplayReport, report
from bot.sandbox.replay.replaying import Pace, Replay
from bot.sandbox.server.rates import NO_RATES, TELEGRAM_RATES
from bot.sandbox.server.world import BadToken, World, WorldSettings
from bot.sandbox.serving import CannotServe, SandboxServer, address, bound_socket, serve_until_told

__all__ = ["RATES", "BadReplayFile", "BadToken", "CannotServe", "Pace", "SandboxError", "WorldSettings"]

RATES = {"telegram": TELEGRAM_RATES, "off": NO_RATES}
Tell = Callable[[str], None]
Progress = Callable[[int, int], None]


async def serve(settings: WorldSettings, host: str, port: int, tell: Tell, *, watch_stdin: bool) -> None:
    """Tell the addresses and serve until told to stop.

    Raises:
        BadToken: the one token to accept has not the form of a token.
        CannotServe: the port is taken, or the address is not ours.
    """
    world = World(settings)
    with bound_socket(host, port) as bound:
        _introduce(address(bound), host, tell)
        server = SandboxServer(world, everywhere=host not in LOOPBACK)
        await serve_until_told(server, bound, watch_stdin=watch_stdin)


def _introduce(url: str, host: str, tell: Tell) -> None:
    tell("Sandbox for trying and testing; this is not Telegram.")
    tell(f"  chat page  {url}/")
    tell(f"  Bot API    {url}/bot<token>/<method>  (HUIFANG_TELEGRAM_API={url})")
    tell(f"  control    {url}/sandbox/status")
    if host not in LOOPBACK:
        tell("  Whoever reaches this machine can use it: it knows no passwords.")


async def replay(
    file: Path, url: str, pace: Pace, intents: RecognisedIntents, progress: Progress
) -> ReplayReport:
    """Send a file through the sandbox at `url` and report.

    Raises:
        BadReplayFile: some lines are wrong; nothing was sent.
        SandboxError: the sandbox does not answer, or refused.
    """
    lines = read_replay_file(file)
    async with SandboxClient.at(url) as client:
        exchanges = await Replay(client, pace, progress).run(lines)
    return report(exchanges, await intents.by_customer([exchange.customer for exchange in exchanges]))
