"""Installs the application for talks. Those that wait for a timer have an installation with a short one."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from tests.journeys.installation import installed
from tests.journeys.talks.played_talk import PlayedTalk
from tests.journeys.talks.talk_player import TalkPlayer
from tests.journeys.talks.talk_script import TalkScript
from tests.ports import free_ports

SHORT_WAIT = "6s"


def play_talks(scripts: Sequence[TalkScript], folder: Path, nlu_url: str) -> list[PlayedTalk]:
    """Play talks, with databases in the folder."""
    slow_folder = folder / "slow"
    slow_folder.mkdir()
    return asyncio.run(_play_all(scripts, folder, slow_folder, nlu_url))


async def _play_all(
    scripts: Sequence[TalkScript], folder: Path, slow_folder: Path, nlu_url: str
) -> list[PlayedTalk]:
    slow = [script for script in scripts if script.slow]
    other = [script for script in scripts if not script.slow]
    played = await asyncio.gather(
        _play(other, folder, HUIFANG_NLU_URL=nlu_url),
        _play(slow, slow_folder, HUIFANG_NLU_URL=nlu_url, HUIFANG_UNCLEAR_WAIT=SHORT_WAIT),
    )
    return [talk for talks in played for talk in talks]


async def _play(scripts: Sequence[TalkScript], folder: Path, **settings: str) -> list[PlayedTalk]:
    if not scripts:
        return []
    async with (
        installed(folder, free_ports(), **settings) as installation,
        TalkPlayer.at(installation) as player,
    ):
        return await player.play(scripts)
