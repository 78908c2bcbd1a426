"""Sends the same messages to any system through its sandbox, steadily or as fast as it answers."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import psutil

from benchmarks.systems import Start, System
from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.replay.replay_file import ReplayLine, read_replay_file
from bot.sandbox.replay.replay_report import report
from bot.sandbox.replay.replay_run import Exchange, Replay, ReplayPace

WARM_UP = 100
RATE = 30.0
WINDOW = 64
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to measure, in seconds; `rounds` at saturation, of which the median counts."""

    steady: float = 20.0
    saturated: float = 8.0
    rounds: int = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one system. Latency is from the update to its reply, in ms, at a steady rate.

    `throughput` is the median of the `rounds` at saturation, in replies a second; `memory` is resident, in
    MB, by process, after all messages; `lost` and `twice` count messages of all rounds. `processor` is the
    processor time a message in ms, by process, in the rounds at saturation, `steady_processor` at the rate.
    """

    throughput: float
    rounds: tuple[float, ...]
    p50: float | None
    p95: float | None
    p99: float | None
    lost: int
    twice: int
    messages: int
    start: float
    memory: Mapping[str, float]
    steady_processor: Mapping[str, float]
    processor: Mapping[str, float]


async def measure(start: Start, file: Path, plan: Plan) -> Measured:
    """Start a system, warm it up, and measure: first steadily, then at saturation."""
    begun = time.monotonic()
    async with start() as system, SandboxClient.at(system.sandbox_url) as client:
        ready = time.monotonic() - begun
        lines = cycle(read_replay_file(file))
        guess = _throughput(await _send(client, list(islice(lines, WARM_UP)), ReplayPace(window=WINDOW)))
        idle = _processor(system)
        steady = await _send(client, list(islice(lines, int(RATE * plan.steady))), ReplayPace(rate=RATE))
        calm = _processor(system)
        saturated = []
        for _ in range(plan.rounds):
            count = int(max(WINDOW * 2, min(guess * plan.saturated, 4000)))
            saturated.append(await _send(client, list(islice(lines, count)), ReplayPace(window=WINDOW)))
            guess = _throughput(saturated[-1])
        busy = _processor(system)
        every = [report(each, {}) for each in (steady, *saturated)]
        throughputs = tuple(round(_throughput(each), 1) for each in saturated)
        return Measured(
            throughput=median(throughputs),
            rounds=throughputs,
            p50=every[0].p50,
            p95=every[0].p95,
            p99=every[0].p99,
            lost=sum(len(each.lost) for each in every),
            twice=sum(len(each.twice) for each in every),
            messages=sum(each.sent for each in every),
            start=ready,
            memory=_memory(system),
            steady_processor=_a_message(idle, calm, every[0].sent),
            processor=_a_message(calm, busy, sum(each.sent for each in every[1:])),
        )


async def _send(client: SandboxClient, lines: list[ReplayLine], pace: ReplayPace) -> list[Exchange]:
    return await Replay(client, pace, _unheard).run(lines)


def _unheard(sent: int, answered: int) -> None:
    """Progress that is not shown."""


def _throughput(exchanges: list[Exchange]) -> float:
    """Replies a second, from the first message to the last reply."""
    answered = [each.replies[0] for each in exchanges if each.replies]
    if not answered:
        return 0.0
    return len(answered) / (max(answered) - min(each.sent_at for each in exchanges))


def _memory(system: System) -> Mapping[str, float]:
    return {name: round(psutil.Process(pid).memory_info().rss / 1e6, 1) for name, pid in system.pids.items()}


def _processor(system: System) -> Mapping[str, float]:
    """Seconds of processor that each process has used so far."""
    return {name: sum(psutil.Process(pid).cpu_times()[:2]) for name, pid in system.pids.items()}


def _a_message(before: Mapping[str, float], after: Mapping[str, float], messages: int) -> Mapping[str, float]:
    return {name: round((after[name] - before[name]) / messages * 1000, 2) for name in before}
