"""A seed repeats a run's decisions."""

from collections import Counter

import pytest

from tests.chaos.room_script import TROUBLES, Trouble, VisitPlan, answer_plan, visit_plan
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


def test_customers_send_bursts_albums_edits_and_taps() -> None:
    strokes = [stroke(1, number) for number in range(100)]
    assert any(len(one.texts) > 1 for one in strokes)
    assert {one.album for one in strokes} == {0, 2, 3}
    assert any(one.edited is not None for one in strokes)
    assert any(one.taps > 1 for one in strokes)


def test_seed_repeats_visits_and_answers() -> None:
    first = [(visit_plan(7, number), answer_plan(7, number, 1)) for number in range(50)]
    again = [(visit_plan(7, number), answer_plan(7, number, 1)) for number in range(50)]
    other = [(visit_plan(8, number), answer_plan(8, number, 1)) for number in range(50)]
    assert (first == again, first == other) == (True, False)


def test_visitors_ask_for_a_person_and_write_more() -> None:
    assert {len(visit_plan(1, number).texts) for number in range(50)} == {2, 3, 4}


def test_everything_happens_to_the_room_once_in_so_many_visits() -> None:
    cycle = len(TROUBLES) // 2
    found = [each for number in range(1, 1 + 2 * cycle) for each in visit_plan(1, number).troubles]
    assert Counter(found) == Counter(2 * TROUBLES)
    assert found[: len(TROUBLES)] != found[len(TROUBLES) :]


@pytest.mark.parametrize(
    ("texts", "before"),
    [
        (2, [[], [Trouble.RIGHTS, Trouble.CLOSED]]),
        (4, [[], [Trouble.RIGHTS], [Trouble.CLOSED], []]),
    ],
)
def test_troubles_come_between_the_texts(texts: int, before: list[list[Trouble]]) -> None:
    plan = VisitPlan(1, 0, "en", ((0.0, "Hi"),) * texts, (Trouble.RIGHTS, Trouble.CLOSED))
    assert [plan.troubles_before(place) for place in range(texts)] == before


def test_some_visitors_send_albums_edit_or_write_twice_at_once() -> None:
    plans = [visit_plan(1, number) for number in range(1, 50)]
    assert {plan.album for plan in plans} == {0, 2, 3}
    assert {plan.edited is None for plan in plans} == {True, False}
    assert {plan.texts[1][0] == 0 for plan in plans} == {True, False}


def test_staff_answer_as_replies_and_edit_some() -> None:
    plans = [answer_plan(1, number, 0) for number in range(50)]
    assert {plan.is_reply for plan in plans} == {True, False}
    assert {plan.edited is None for plan in plans} == {True, False}
