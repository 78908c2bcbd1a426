from actions.answers.finding.thresholds import (
    FEWEST,
    NULLS_ANSWERED,
    PRECISION,
    HeldOutTrial,
    Thresholds,
    calibrate,
)

REFERENCE = Thresholds(answer=0.6, margin=0.05, offer=0.3)


def trials(count: int, score: float, *, is_right: bool | None, margin: float = 0.2) -> list[HeldOutTrial]:
    return [HeldOutTrial(score, margin, is_right)] * count


def test_few_trials_leave_the_reference() -> None:
    assert calibrate(trials(FEWEST - 1, 0.9, is_right=True), REFERENCE) == REFERENCE


def test_threshold_falls_where_lower_scores_are_right() -> None:
    found = calibrate([*trials(50, 0.56, is_right=True), *trials(20, 0.3, is_right=None)], REFERENCE)
    assert found.answers(0.56, 0.2)
    assert not found.answers(0.3, 0.2)


def test_threshold_rises_above_wrong_answers_and_above_nulls() -> None:
    known = [*trials(50, 0.645, is_right=True), *trials(10, 0.62, is_right=False)]
    found = calibrate([*known, *trials(10, 0.63, is_right=None)], REFERENCE)
    assert (found.answers(0.645, 0.2), found.answers(0.63, 0.2), found.answers(0.62, 0.2)) == (
        True,
        False,
        False,
    )


def test_margin_keeps_out_wrong_answers_with_a_small_lead() -> None:
    known = [
        *trials(50, 0.7, is_right=True, margin=0.15),
        *trials(10, 0.7, is_right=False, margin=0.03),
    ]
    found = calibrate(known, REFERENCE)
    assert (found.answers(0.7, 0.15), found.answers(0.7, 0.03)) == (True, False)


def test_strictest_threshold_holds_where_none_is_within_the_limits() -> None:
    found = calibrate(trials(50, 0.9, is_right=False), REFERENCE)
    assert round(found.answer, 2) == 0.65


def test_limits_are_kept_on_the_trials() -> None:
    known = [HeldOutTrial(0.4 + step / 200, step % 7 / 50, step % 9 > 0 or step > 70) for step in range(100)]
    nulls = [HeldOutTrial(0.3 + step / 200, 0.05, None) for step in range(80)]
    found = calibrate([*known, *nulls], REFERENCE)
    said = [each for each in known if found.answers(each.score, each.margin)]
    assert sum(bool(each.is_right) for each in said) >= PRECISION * len(said) > 0
    assert sum(found.answers(each.score, each.margin) for each in nulls) <= NULLS_ANSWERED * len(nulls)


def test_entry_without_a_lead_is_never_said() -> None:
    found = calibrate([HeldOutTrial(0.9, 0.0, True)] * 50, REFERENCE)
    assert found.answers(0.9, 0.0) is False
