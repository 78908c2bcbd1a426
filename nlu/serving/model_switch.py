"""Switches to another model while serving: no restart is needed when one is chosen in the folder."""

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
"""Seconds between two looks at the folder."""


class ParserHolder(Protocol):
    """Answers with a parser that can be replaced."""

    def swap(self, parser: Parser) -> None:
        """Answer all requests from now on with another parser."""


async def watch(
    folder: Path, known: str, load: Callable[[Path], Parser], endpoints: ParserHolder, every: float = EVERY
) -> None:
    """Look at the folder until cancelled, and swap in a model that is chosen after `known` (see `chosen`).

    It is loaded beside the running model, which answers until then. A model that cannot be loaded is named on
    standard error and skipped; the running one stays.
    """
    while True:
        await asyncio.sleep(every)
        name = chosen(folder)
        if name == known:
            continue
        known = name
        try:
            parser = await asyncio.to_thread(load, folder / name)
        except (SealError, OSError) as exc:
            print(f"the chosen model is not taken up: {exc}", file=sys.stderr, flush=True)
            continue
        endpoints.swap(parser)
        _collect_old_model()
        print(f"now serving {parser.identity}", file=sys.stderr, flush=True)


def _collect_old_model() -> None:
    """Free the model before; the one in use is kept from the garbage collector."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
