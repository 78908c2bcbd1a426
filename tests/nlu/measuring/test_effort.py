"""What work has cost."""

import subprocess
import sys

from nlu.measuring.effort import processor_seconds


def test_time_of_a_child_that_ended_is_counted() -> None:
    before = processor_seconds()
    subprocess.run([sys.executable, "-c", "sum(range(3_000_000))"], check=True)
    assert processor_seconds() > before
