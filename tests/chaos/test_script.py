"""A seed repeats a run's decisions."""

from tests.chaos.script import Target, kill, stroke


def test_seed_repeats_decisions() -> None:
    first = [(stroke(7, number), kill(7, number, postgres=True)) for number in range(50)]
    again = [(stroke(7, number), kill(7, number, postgres=True)) for number in range(50)]
    other = [(stroke(8, number), kill(8, number, postgres=True)) for number in range(50)]
    assert (first == again, first == other) == (True, False)


def test_fifteen_kills_hit_everything() -> None:
    targets = {target for number in range(1, 16) for target in kill(20261123, number, postgres=True).targets}
    assert targets == {*Target}


def test_sqlite_has_one_process_to_kill() -> None:
    targets = {target for number in range(200) for target in kill(1, number, postgres=False).targets}
    assert targets == {Target.APPLICATION, Target.NLU}
