"""`python -m benchmarks.desks`: how soon staff see in the group what the console says, and the other way.

The target is 2 s each way, with an open page of the conversation and a topic that may be written to: the
pace of a group lets one message pass in 4 s, so that as much lies between two answers.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from actions.staffroom.room.room_pace import INTERVAL
from benchmarks.databases import load_average
from bot.sandbox.control.sandbox_client import SandboxClient
from tests.journeys.installation import Process, installed
from tests.journeys.two_desks import figures, two_desks
from tests.ports import free_ports

TARGET = 2.0  # seconds


def main() -> None:
    """Measure and print; exit with 1 where an answer was seen later than the target."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desks", description=__doc__)
    parser.add_argument("--times", type=int, default=25)
    times = parser.parse_args().times
    in_topic, in_console = asyncio.run(_measure(times))
    print(f"console to topic: {figures(in_topic)}")
    print(f"topic to open page: {figures(in_console)}")
    print(load_average())
    raise SystemExit(max(*in_topic, *in_console) > TARGET)


async def _measure(times: int) -> tuple[list[float], list[float]]:
    with tempfile.TemporaryDirectory(prefix="huifang-desks-") as folder:
        nlu = await Process.start(Path(folder), {}, "nlu", "--port", "0")
        try:
            url = (await nlu.said("ready ")).split()[-1]
            async with (
                installed(Path(folder), free_ports(), HUIFANG_NLU_URL=url) as installation,
                SandboxClient.at(installation.sandbox_url) as telegram,
            ):
                await installation.start()
                async with two_desks(installation, telegram) as desks:
                    in_topic, in_console = [], []
                    for number in range(times):
                        await asyncio.sleep(INTERVAL.total_seconds())
                        in_topic.append(await desks.say_in_console(f"Answer {number}."))
                        in_console.append(await desks.say_in_topic(f"Reply {number}."))
                    return in_topic, in_console
        finally:
            await nlu.stop()


if __name__ == "__main__":
    main()
