"""The folder of models."""

from pathlib import Path

import pytest

from nlu.training.checksum import SealBroken, SealStale
from nlu.training.model_registry import (
    KEPT,
    NoSuchModel,
    choose,
    chosen,
    current,
    prune,
    restore,
    stock,
    usable,
)
from tests.nlu.made_up import change_component, trained


def test_usable_is_the_fitting_model_trained_last(root: Path) -> None:
    newer, _ = trained(root, "b", moment=200), trained(root, "c", moment=100)
    (root / "config.diet.yml").write_text("pipeline: [other]", encoding="utf-8")
    trained(root, "a", moment=300, config="config.diet.yml")
    assert usable(root, root) == newer


def test_usable_passes_over_models_without_seal(root: Path) -> None:
    (root / "stray.tar.gz").touch()
    assert usable(root, root) is None


@pytest.mark.parametrize("changed", ["nlu/components/step.py", "config.yml"])
def test_usable_is_nothing_after_a_change_of_code_or_configuration(root: Path, changed: str) -> None:
    trained(root)
    (root / changed).write_text("changed", encoding="utf-8")
    assert usable(root, root) is None


def test_usable_stays_after_a_change_of_the_messages(root: Path) -> None:
    model = trained(root)
    (root / "data" / "praise.zh.yml").write_text("nlu: [more]", encoding="utf-8")
    assert usable(root, root) == model


def test_usable_of_no_folder_is_nothing(root: Path) -> None:
    assert usable(root / "models", root) is None


def test_current_is_the_usable_model(root: Path) -> None:
    model = trained(root)
    assert current(root, root) == model


def test_current_says_what_to_do_where_there_is_no_model(root: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no model in .*: train one with `huifang nlu train`"):
        current(root, root)


def test_current_says_what_to_do_where_all_models_are_of_other_code(root: Path) -> None:
    trained(root)
    change_component(root)
    with pytest.raises(SealStale, match="train again with `huifang nlu train`"):
        current(root, root)


def test_chosen_model_is_current_though_another_is_newer(root: Path) -> None:
    older = trained(root, "a", moment=100)
    trained(root, "b", moment=200)
    choose(older)
    assert (usable(root, root), chosen(root)) == (older, "a.tar.gz")


def test_chosen_model_that_does_not_fit_gives_way_to_the_newest_that_does(root: Path) -> None:
    (root / "config.diet.yml").write_text("pipeline: [other]", encoding="utf-8")
    choose(trained(root, "a", moment=300, config="config.diet.yml"))
    fitting = trained(root, "b", moment=200)
    assert usable(root, root) == fitting


def test_nothing_is_chosen_in_an_empty_folder(root: Path) -> None:
    assert chosen(root / "models") == ""


def test_stock_lists_the_newest_first_and_marks_the_current(root: Path) -> None:
    choose(trained(root, "a", moment=100))
    trained(root, "b", moment=200)
    assert [(one.name, one.usable, one.current) for one in stock(root, root)] == [
        ("b", True, False),
        ("a", True, True),
    ]


def test_restore_goes_back_one_model_at_a_time(root: Path) -> None:
    for moment, name in enumerate("abc", start=1):
        choose(trained(root, name, moment=moment))
    restored = [restore(root, root), restore(root, root)]
    with pytest.raises(NoSuchModel):
        restore(root, root)
    assert (restored, chosen(root)) == (["b", "a"], "a.tar.gz")


def test_restore_takes_a_model_by_name(root: Path) -> None:
    for moment, name in enumerate("abc", start=1):
        choose(trained(root, name, moment=moment))
    assert (restore(root, root, "a"), restore(root, root, "c"), chosen(root)) == ("a", "c", "c.tar.gz")


def test_restore_refuses_what_is_not_there_or_was_changed(root: Path) -> None:
    trained(root, "a", moment=1).write_bytes(b"other")
    choose(trained(root, "b", moment=2))
    with pytest.raises(NoSuchModel, match="no model x"):
        restore(root, root, "x")
    with pytest.raises(SealBroken):
        restore(root, root, "a")
    assert chosen(root) == "b.tar.gz"


def test_prune_keeps_the_newest_and_the_current_with_their_seals(root: Path) -> None:
    names = [f"{number:02}" for number in range(KEPT + 3)]
    models = [trained(root, name, moment=moment) for moment, name in enumerate(names)]
    choose(models[0])
    prune(root)
    kept = ["00", *names[-KEPT:]]
    assert sorted(path.name for path in root.glob("*.tar.gz*")) == sorted(
        f"{name}.tar.gz{seal}" for name in kept for seal in ("", ".sha256")
    )
