"""Every refusal is drawn in the tree at the top of its file."""

import re

from actions.casework import refusals
from actions.casework.refusals import CaseworkError, Superseded


def test_tree_draws_every_refusal() -> None:
    drawn = re.findall(r"[├└]── (\w+)", refusals.__doc__ or "")
    assert sorted(drawn) == sorted(refusal.__name__ for refusal in CaseworkError.__subclasses__())


def test_superseded_conversation_names_the_newest() -> None:
    refusal = Superseded(7)
    assert (refusal.newest, str(refusal)) == (7, "conversation 7 is newer")
