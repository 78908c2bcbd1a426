"""How soon the application receives again after it was killed, with the NLU server up and away."""

import asyncio
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.journeys.installation import Installation, Process, installed
from tests.ports import free_ports

TIMES = 3


@dataclass(frozen=True, slots=True)
class Restarts:
    """Seconds from the start of the process to its first answered poll; medians of three."""

    nlu_up: float
    nlu_away: float


async def measure_restarts() -> Restarts:
    """Start, kill and start again."""
    with tempfile.TemporaryDirectory(prefix="huifang-bench-") as folder:
        async with installed(Path(folder), free_ports()) as installation:
            away = await _median(installation, f"http://127.0.0.1:{free_ports()[0]}")
            nlu = await Process.start(Path(folder), {}, "nlu", "--port", "0")
            try:
                up = await _median(installation, (await nlu.said("ready ")).split()[-1])
            finally:
                await nlu.stop()
    return Restarts(nlu_up=up, nlu_away=away)


async def _median(installation: Installation, nlu_url: str) -> float:
    installation.environment["HUIFANG_NLU_URL"] = nlu_url
    return round(median([await _once(installation) for _ in range(TIMES)]), 2)


async def _once(installation: Installation) -> float:
    begun = time.monotonic()
    process = await Process.start(installation.folder, installation.environment, "run")
    await process.said('"polling"')
    took = time.monotonic() - begun
    await process.kill()
    await asyncio.sleep(0.1)
    return took
