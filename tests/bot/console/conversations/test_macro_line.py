"""What is said of a macro."""

from collections.abc import Callable

import pytest

from actions.casework.canned import NO_ACTIONS, MacroActions
from bot.console.conversations.macro_line import macro_line
from bot.console.web.visit import Visit
from nlu.contract.labels import Language
from store.models.cases import Priority


@pytest.mark.parametrize(
    ("actions", "language", "line"),
    [
        (NO_ACTIONS, Language.EN, ""),
        (MacroActions(wait=True), Language.EN, "Waits for the customer – the clock stops"),
        (
            MacroActions(priority=Priority.HIGH, settle="refunded"),
            Language.EN,
            "Priority: Urgent · Settles the case: Refunded",
        ),
        (MacroActions(settle="refunded"), Language.ZH, "结案：已退款"),
        (MacroActions(settle="luck"), Language.EN, "Settles the case: luck"),
    ],
)
def test_every_action_is_named(
    visit: Callable[..., Visit], actions: MacroActions, language: Language, line: str
) -> None:
    assert macro_line(visit(language), actions) == line
