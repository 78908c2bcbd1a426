"""A seed repeats a run's decisions."""

from tests.chaos.script import Target, kill, stroke


def test_seed_repeats_decisions() -> None:
    first = [(stroke(7, number), kill(7, number, postgres=True)) for number in range(50)]
    again = [(stroke(7, number), kill(7, number, postgres=True)) for number in range(50)]
    other = [(stroke(8, number), kill(8, number, postgres=True)) for number in range(50)]
    assert (first == again, first == other) == (True, False)


def test_something_besides_the_application_dies_in_about_half_of_the_kills() -> None:
    beside = {Target.NLU, Target.POSTGRES}
    shares = {
        postgres: sum(1 for n in range(1000) if kill(1, n, postgres=postgres).targets & beside) / 1000
        for postgres in (False, True)
    }
    assert all(0.45 < share < 0.55 for share in shares.values())


def test_sqlite_has_one_process_to_kill() -> None:
    targets = {target for number in range(200) for target in kill(1, number, postgres=False).targets}
    assert targets == {Target.APPLICATION, Target.NLU}
