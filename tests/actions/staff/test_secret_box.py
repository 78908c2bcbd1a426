"""Secrets are encrypted with the first key and opened with any."""

import pytest

from actions.staff.failures import UnreadableSecret
from actions.staff.secret_box import SecretBox, is_locked

OLD, NEW = "o" * 32, "n" * 32


def test_secret_is_not_in_what_is_kept() -> None:
    kept = SecretBox((OLD,)).lock("JBSWY3DP")
    assert (is_locked(kept), "JBSWY3DP" in kept, SecretBox((OLD,)).open(kept)) == (True, False, "JBSWY3DP")


def test_secret_of_before_opens_as_it_is() -> None:
    assert SecretBox((OLD,)).open("JBSWY3DP") == "JBSWY3DP"


def test_new_key_before_the_old_one_opens_both() -> None:
    kept = SecretBox((OLD,)).lock("JBSWY3DP")
    both = SecretBox((NEW, OLD))
    assert (both.open(kept), SecretBox((NEW,)).open(both.lock("x"))) == ("JBSWY3DP", "x")


@pytest.mark.parametrize("end", ["AAAA", "é", ""])
def test_changed_secret_does_not_open(end: str) -> None:
    kept = SecretBox((OLD,)).lock("JBSWY3DP")
    with pytest.raises(UnreadableSecret):
        SecretBox((OLD,)).open(kept[:-4] + end)


def test_other_key_opens_nothing() -> None:
    with pytest.raises(UnreadableSecret):
        SecretBox((NEW,)).open(SecretBox((OLD,)).lock("JBSWY3DP"))


@pytest.mark.parametrize("keys", [(), ("short",), (OLD, "short")])
def test_short_keys_are_refused(keys: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="at least 32 characters"):
        SecretBox(keys)
