"""Small losses of many candidates do not add up."""

from pathlib import Path

import pytest

from nlu.training.model_history import (
    ModelHistory,
    Rights,
    TriedModel,
    mark,
    marked,
    read_history,
    write_history,
)
from nlu.training.trial import TOLERATED, Trial

SET = "eval.jsonl"
N = 1000


def model(name: str, right: int, n: int = N, moved: int = 0) -> TriedModel:
    """A model that gets so many messages right, one after the other from the one to which it has moved."""
    return TriedModel(name, {SET: {f"{number}": (number - moved) % n < right for number in range(n)}})


def rights(tried: TriedModel) -> Rights:
    return tried.sets[SET]


def trial(running: TriedModel, candidate: TriedModel) -> Trial:
    return Trial.of(SET, list(rights(running).values()), list(rights(candidate).values()))


def test_chain_of_small_losses_ends_at_what_one_loss_may_be() -> None:
    history = ModelHistory("p").with_model(model("m0", 781))
    running, promoted = model("m0", 781), []
    for number in range(1, 30):
        candidate = model(f"m{number}", 781 - 4 * number, moved=10 * number)  # 0.4 points fewer each time
        alone = trial(running, candidate)
        assert not alone.worse  # beside the running model alone, each loss is too small
        if not history.judged(alone, rights(candidate)).worse:
            promoted.append(candidate)
            running, history = candidate, history.with_model(candidate)
        else:
            break
    assert [one.name for one in promoted] == ["m1", "m2"]
    assert (781 - sum(rights(running).values())) / N <= TOLERATED


def test_best_is_remembered_however_many_follow() -> None:
    history = ModelHistory("p").with_model(model("best", 800))
    for number in range(40):
        history = history.with_model(model(f"m{number}", 795))
    assert [one.name for one in history.models] == ["best", *(f"m{number}" for number in range(30, 40))]
    candidate = model("next", 789)
    judged = history.judged(trial(model("m39", 795), candidate), rights(candidate))
    assert (judged.best, judged.worse) == (0.8, True)


def test_better_candidate_passes() -> None:
    history = ModelHistory("p").with_model(model("m0", 800))
    candidate = model("m1", 805)
    judged = history.judged(trial(model("m0", 800), candidate), rights(candidate))
    assert (judged.best, judged.worse) == (0.8, False)


def test_messages_that_a_rival_never_saw_do_not_count() -> None:
    history = ModelHistory("p").with_model(model("m0", 300, n=400))
    candidate = model("m1", 500)
    judged = history.judged(trial(model("m0", 500), candidate), rights(candidate))
    assert judged.rival == Trial(SET, 400, right=300, fixed=100, broken=0)
    assert ModelHistory("p").judged(trial(candidate, candidate), rights(candidate)).rival is None


def test_history_is_read_as_it_was_written_and_only_for_its_pipeline(tmp_path: Path) -> None:
    history = ModelHistory("p").with_model(model("m0", 3, n=5)).with_model(model("m1", 5, n=5))
    write_history(tmp_path, history)
    assert read_history(tmp_path, "p") == history
    assert read_history(tmp_path, "other") == ModelHistory("other")


@pytest.mark.parametrize("content", ["", "{}", '{"pipeline": "p", "models": [1]}', "[]"])
def test_broken_history_is_an_empty_one(tmp_path: Path, content: str) -> None:
    (tmp_path / "tried.json").write_text(content, encoding="utf-8")
    assert read_history(tmp_path, "p") == ModelHistory("p")


def test_marks_hold_no_words() -> None:
    found = marked([("怎么样了", "inquiry"), ("怎么样了", "complaint")], [True, False])
    assert found == {mark("怎么样了", "inquiry"): True, mark("怎么样了", "complaint"): False}
    assert all(len(one) == 8 for one in found)
