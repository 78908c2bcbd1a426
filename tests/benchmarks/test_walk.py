"""A walk is counted in files, moves and returns."""

from benchmarks.walk import Recorder, Walk
from store.queues.message_split import split

WALK = Walk(("actions/a.py", "store/x.py", "actions/b.py", "store/x.py", "actions/b.py", "actions/a.py"))


def test_every_change_of_file_is_a_move_and_a_known_file_a_return() -> None:
    assert (WALK.files, WALK.moves, WALK.returns) == (3, 5, 3)


def test_walk_within_a_folder_leaves_out_what_lies_between() -> None:
    assert WALK.within("actions").steps == ("actions/a.py", "actions/b.py", "actions/a.py")


def test_functions_of_ours_are_recorded_once_for_each_stay_in_a_file() -> None:
    with Recorder(("tests/benchmarks/test_walk.py", "nothing")) as recorder:
        split("a")
        split("b")
    assert recorder.whole.steps == ("store/queues/message_split.py",)
    assert recorder.inner.steps == ()


def test_what_the_outer_function_calls_is_recorded_apart() -> None:
    with Recorder(("store/queues/message_split.py", "split")) as recorder:
        split("a")
    assert recorder.inner.steps == ("store/queues/message_split.py",)
