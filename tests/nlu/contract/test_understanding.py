"""What a text was understood as."""

from nlu.contract.labels import Intent
from nlu.contract.understanding import THRESHOLD, Mixed, Understanding


def understanding(confidence: float, threshold: float = THRESHOLD) -> Understanding:
    return Understanding(Intent.PRAISE, confidence, ((Intent.PRAISE, confidence),), "m", threshold)


def test_understanding_is_sure_from_the_threshold_on() -> None:
    assert (understanding(THRESHOLD).sure, understanding(THRESHOLD - 0.01).sure) == (True, False)


def test_understanding_goes_by_the_threshold_of_its_model() -> None:
    assert (understanding(0.5, 0.4).sure, understanding(0.5, 0.51).sure) == (True, False)


def test_two_sides_differ() -> None:
    sides = [Mixed("前台很好，", "就是早餐少"), Mixed("is the class ok", "is the class ok ")]
    assert [each.has_two_sides for each in sides] == [True, False]
