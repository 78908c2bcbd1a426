"""The figures as a table for people and as JSON for programs."""

import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from benchmarks.claims import Claims
from benchmarks.growth import Growth
from benchmarks.load import Measured
from benchmarks.restarts import Restarts

OURS, PEER = "Huifang, SQLite, 1 process", "stock Rasa 3.6.21, SQLite"
HEAD = (
    "system",
    "messages/s",
    "rounds",
    "p50 ms",
    "p95 ms",
    "p99 ms",
    "lost",
    "twice",
    "start s",
    "processor ms a message, at 30/s",
    "at saturation",
    "memory MB",
)


def table(systems: Mapping[str, Measured]) -> str:
    """One line a system, and the ratios of ours to the peer's."""
    rows = [HEAD, *(_row(name, each) for name, each in systems.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join([*lines, *_ratio_lines(systems)])


def ratios(systems: Mapping[str, Measured]) -> Mapping[str, float]:
    """Throughput of ours as a multiple of the peer's, and our p95 as a part of the peer's."""
    ours, peer = systems.get(OURS), systems.get(PEER)
    if ours is None or peer is None or not peer.throughput or not ours.p95 or not peer.p95:
        return {}
    return {"throughput": round(ours.throughput / peer.throughput, 2), "p95": round(ours.p95 / peer.p95, 3)}


def write(
    file: Path,
    systems: Mapping[str, Measured],
    claims: Sequence[Claims],
    restarts: Restarts | None,
    growth: Growth | None,
) -> None:
    """Keep everything, with the machine that it was measured on."""
    found: dict[str, Any] = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {
            "cores": psutil.cpu_count(),
            "memory_mb": round(psutil.virtual_memory().total / 1e6),
            "python": platform.python_version(),
            "load_average": psutil.getloadavg(),
        },
        "systems": {name: asdict(each) for name, each in systems.items()},
        "ratios": ratios(systems),
        "claims": [asdict(each) for each in claims],
        "restarts": asdict(restarts) if restarts else None,
        "growth": asdict(growth) if growth else None,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _row(name: str, each: Measured) -> tuple[str, ...]:
    delays = (f"{value:.0f}" if value is not None else "-" for value in (each.p50, each.p95, each.p99))
    memory = ", ".join(f"{process} {size:.0f}" for process, size in each.memory.items())
    processor = (
        ", ".join(f"{process} {spent:.1f}" for process, spent in figures.items())
        for figures in (each.steady_processor, each.processor)
    )
    rounds = " ".join(f"{value:.0f}" for value in each.rounds)
    counts = (str(each.lost), str(each.twice), f"{each.start:.1f}")
    return (name, f"{each.throughput:.1f}", rounds, *delays, *counts, *processor, memory)


def _ratio_lines(systems: Mapping[str, Measured]) -> list[str]:
    found = ratios(systems)
    if not found:
        return []
    return [f"against stock Rasa: {found['throughput']:.1f} × its throughput, {found['p95']:.2f} × its p95"]
