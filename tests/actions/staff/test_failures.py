"""Every failure of staff is drawn in the tree at the top of its file."""

import re
from datetime import timedelta

from actions.staff import failures
from actions.staff.failures import StaffError, TooManyAttempts, WrongCredentials


def test_tree_draws_every_failure() -> None:
    drawn = re.findall(r"[├└]── (\w+)", failures.__doc__ or "")
    assert sorted(drawn) == sorted(failure.__name__ for failure in StaffError.__subclasses__())


def test_failures_of_a_login_name_the_account_where_there_is_one() -> None:
    locked = TooManyAttempts(timedelta(minutes=5), "lee")
    assert (locked.retry_after, locked.account) == (timedelta(minutes=5), "lee")
    assert [WrongCredentials("lee").account, WrongCredentials().account] == ["lee", None]
    assert "lee" not in str(WrongCredentials("lee")) + str(locked)
