"""Taking up another model while serving."""

import asyncio
from pathlib import Path

import pytest

from nlu.serving.model_switch import watch
from nlu.serving.parser import Parser
from nlu.training.checksum import SealStale
from nlu.training.model_registry import choose
from tests.fakes.parser import NamedParser, RecordingEndpoints


def load(path: Path) -> Parser:
    if path.name == "stale":
        raise SealStale("of another version")
    return NamedParser(path.name)


async def test_watch_swaps_in_what_is_chosen_and_passes_over_what_cannot_be_loaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    choose(tmp_path / "a")
    answering = RecordingEndpoints()
    watching = asyncio.create_task(watch(tmp_path, "a", load, answering, every=0.01))
    for name in ("b", "stale", "c"):
        choose(tmp_path / name)
        async with asyncio.timeout(20):
            while name not in capsys.readouterr().err.replace("of another version", "stale"):
                await asyncio.sleep(0.01)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    assert answering.given == ["b", "c"]


async def test_watch_leaves_the_first_model_alone(tmp_path: Path) -> None:
    choose(tmp_path / "a")
    answering = RecordingEndpoints()
    watching = asyncio.create_task(watch(tmp_path, "a", load, answering, every=0.001))
    await asyncio.sleep(0.05)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    assert answering.given == []
