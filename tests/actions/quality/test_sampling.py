"""Drawing by lot."""

from collections import Counter

from actions.quality.sampling import draw, draw_second


def test_same_seed_draws_the_same_whatever_the_order() -> None:
    population = list(range(100))
    assert draw(population, 10, 7) == draw(population[::-1], 10, 7)
    assert len({draw(population, 10, seed) for seed in range(20)}) == 20


def test_no_more_is_drawn_than_there_is() -> None:
    assert draw([3, 1, 2], 10, 0) == (1, 2, 3)
    assert draw([], 5, 0) == ()


def test_everything_has_the_same_chance() -> None:
    drawn = Counter(each for seed in range(2000) for each in draw(range(10), 3, seed))
    assert all(500 < count < 700 for count in drawn.values())


def test_second_readings_are_a_share_and_at_least_one() -> None:
    assert len(draw_second(range(20), 20, 1)) == 4
    assert len(draw_second(range(3), 20, 1)) == 1
    assert draw_second(range(20), 0, 1) == ()
    assert set(draw_second([5, 9], 50, 1)) < {5, 9}
