"""Whether the application grows while it works: its memory over 100,000 messages."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import psutil

from benchmarks.systems import huifang_on_sqlite
from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.replay.replay_file import read_replay_file
from bot.sandbox.replay.replay_run import Replay, ReplayPace

MESSAGES = 100_000
WARM_UP = 2_000  # caches and pools have been filled by then
PORTION = 2_000


@dataclass(frozen=True, slots=True)
class Growth:
    """Resident memory of the application in MB, after the warm-up and at the end; `lost` of all messages."""

    messages: int
    before: float
    after: float
    lost: int


async def measure_growth(file: Path, messages: int, tell: Callable[[str], None]) -> Growth:
    """Send so many messages, each by a new customer, as fast as they are answered."""
    async with huifang_on_sqlite() as system, SandboxClient.at(system.sandbox_url) as client:
        process = psutil.Process(system.pids["application"])
        lines, lost, before = cycle(read_replay_file(file)), 0, 0.0
        for sent in range(0, messages + WARM_UP, PORTION):
            if sent == WARM_UP:
                before = process.memory_info().rss / 1e6
            portion = list(islice(lines, PORTION))
            exchanges = await Replay(client, ReplayPace(window=64), lambda _sent, _answered: None).run(
                portion
            )
            lost += sum(1 for each in exchanges if not each.replies)
            tell(f"{sent + PORTION} messages: {process.memory_info().rss / 1e6:.0f} MB")
        return Growth(messages, round(before, 1), round(process.memory_info().rss / 1e6, 1), lost)
