"""What staff say at one desk is seen at the other, with everything real.

How soon is printed; `python -m benchmarks.desks` measures it more often.
"""

import pytest

from bot.sandbox.control.sandbox_client import SandboxClient
from tests.journeys.installation import Installation
from tests.journeys.two_desks import figures, two_desks

pytestmark = pytest.mark.rasa


async def test_answers_of_console_and_topic_are_seen_in_the_other(
    installation: Installation, telegram: SandboxClient
) -> None:
    await installation.start()
    async with two_desks(installation, telegram) as desks:
        in_topic = [await desks.say_in_console(f"Answer {number}.") for number in range(3)]
        in_console = [await desks.say_in_topic(f"Reply {number}.") for number in range(3)]
    print(f"seen in the topic: {figures(in_topic)}; in the console: {figures(in_console)}")
    assert (len(in_topic), len(in_console)) == (3, 3)
