"""Row 11: kappa is weighted, by criterion, and its interval rests on conversations."""

from tests.simulation.inference.agreement import kappas


def test_interval_of_kappa_holds_the_truth() -> None:
    found = {each.what: each for each in kappas(300)}
    whole = [each for what, each in found.items() if "8 criteria" in what]
    assert [0.92 <= each.after <= 0.98 for each in whole] == [True, True]
    assert [each.before < 0.9 for each in whole] == [True, True]
    assert [each.after > 0.9 for what, each in found.items() if "one criterion" in what] == [True, True]
