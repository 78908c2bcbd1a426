"""Takes up another model while serving: when one is chosen on the shelf, no restart is needed."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from nlu.serving.parser import Parser
from nlu.training.checksum import SealError
from nlu.training.model_registry import chosen

EVERY = 1.0
"""Seconds between two looks at the shelf."""


class Swappable(Protocol):
    """Whoever answers with a parser."""

    def swap(self, parser: Parser) -> None:
        """Gives all requests from now on to another parser."""


async def watch(
    shelf: Path, known: str, load: Callable[[Path], Parser], endpoints: Swappable, every: float = EVERY
) -> None:
    """Looks at the shelf until cancelled, and swaps in what is chosen after `known` (see `chosen`).

    It is loaded beside the running model, which answers until the other can. A model that cannot be loaded
    is named on standard error and left alone; the running one stays.
    """
    while True:
        await asyncio.sleep(every)
        name = chosen(shelf)
        if name == known:
            continue
        known = name
        try:
            parser = await asyncio.to_thread(load, shelf / name)
        except (SealError, OSError) as exc:
            print(f"the chosen model is not taken up: {exc}", file=sys.stderr, flush=True)
            continue
        endpoints.swap(parser)
        _forget_the_old()
        print(f"now serving {parser.identity}", file=sys.stderr, flush=True)


def _forget_the_old() -> None:
    """A model in use is kept from the garbage collector; the one before it is garbage now."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
