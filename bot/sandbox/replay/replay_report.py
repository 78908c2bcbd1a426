"""The figures of a replay."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Protocol

from bot.sandbox.replay.replay_run import Exchange
from bot.sandbox.server.payloads import Json

NOTHING = "-"


class RecognisedIntents(Protocol):
    """The intents that Huifang has recognised."""

    async def by_customer(self, telegram_ids: Sequence[int]) -> Mapping[int, str]:
        """Return the intent of the first text of each customer; customers without one are missing."""


@dataclass(frozen=True, slots=True)
class ReplayReport:
    """The figures of one replay. Delays are milliseconds from sending to the first reply, or None.

    `twice` counts customers with more than one reply to their one message. `table` counts (true, recognised)
    pairs; "-" stands for no intent.
    """

    sent: int
    answered: int
    lost: list[str]
    twice: list[str]
    p50: float | None
    p95: float | None
    p99: float | None
    table: dict[tuple[str, str], int]

    def as_json(self) -> Json:
        """Return the figures for programs."""
        rows: dict[str, dict[str, int]] = {}
        for (true, recognised), times in sorted(self.table.items()):
            rows.setdefault(true, {})[recognised] = times
        return {
            "sent": self.sent,
            "answered": self.answered,
            "lost": len(self.lost),
            "twice": len(self.twice),
            "lost_ids": self.lost,
            "twice_ids": self.twice,
            "latency_ms": {"p50": self.p50, "p95": self.p95, "p99": self.p99},
            "intents": rows,
        }

    def as_text(self) -> str:
        """Return the figures for people."""
        lines = [
            f"sent {self.sent}, answered {self.answered}, lost {len(self.lost)}, twice {len(self.twice)}",
            f"from sending to reply, ms: p50 {_ms(self.p50)}, p95 {_ms(self.p95)}, p99 {_ms(self.p99)}",
            *(
                f"{name}: {', '.join(ids)}"
                for name, ids in (("lost", self.lost), ("twice", self.twice))
                if ids
            ),
        ]
        return "\n".join([*lines, "", *_table(self.table)])


def report(exchanges: Sequence[Exchange], recognised: Mapping[int, str]) -> ReplayReport:
    """Return the figures of the exchanges. `recognised` is by customer."""
    delays = sorted(exchange.delay * 1000 for exchange in exchanges if exchange.delay is not None)
    pairs = Counter((one.line.intent or NOTHING, recognised.get(one.customer, NOTHING)) for one in exchanges)
    return ReplayReport(
        sent=len(exchanges),
        answered=len(delays),
        lost=[one.line.id for one in exchanges if not one.replies],
        twice=[one.line.id for one in exchanges if len(one.replies) > 1],
        p50=percentile(delays, 50),
        p95=percentile(delays, 95),
        p99=percentile(delays, 99),
        table=dict(pairs),
    )


def percentile(ascending: Sequence[float], share: float) -> float | None:
    """Return the nearest-rank percentile, to a tenth, or None without values."""
    if not ascending:
        return None
    return round(ascending[max(0, ceil(len(ascending) * share / 100) - 1)], 1)


def _ms(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.0f}"


def _table(table: Mapping[tuple[str, str], int]) -> list[str]:
    rows = sorted({true for true, _ in table})
    columns = sorted({recognised for _, recognised in table})
    width = max(map(len, [*rows, *columns, "true \\ recognised"]))
    lines = ["  ".join(cell.rjust(width) for cell in ["true \\ recognised", *columns])]
    for true in rows:
        counts = [str(table.get((true, recognised), 0)) for recognised in columns]
        lines.append("  ".join(cell.rjust(width) for cell in [true, *counts]))
    right = sum(times for (true, recognised), times in table.items() if true == recognised != NOTHING)
    known = sum(times for (true, _), times in table.items() if true != NOTHING)
    return lines + ([f"agree: {right} of {known}"] if known else [])
