"""What is said of a training that the system ended."""

import pytest

from bot.process.memory import MIB
from bot.process.training_memory import lack_of_memory, was_killed


@pytest.mark.parametrize(("code", "killed"), [(-9, True), (137, True), (1, False), (0, False), (-15, False)])
def test_only_a_kill_counts_as_one(code: int, killed: bool) -> None:
    assert was_killed(code) is killed


def test_sentence_names_what_is_needed_and_what_there_is() -> None:
    needed = "training needs up to 1300 MB of memory, and 900 MB are available"
    said = lack_of_memory(900 * MIB)
    assert said.startswith(f"the system ended the training, most likely for lack of memory: {needed}; ")
    assert said.endswith("; train on a larger machine and bring models/ here, or add swap space")
