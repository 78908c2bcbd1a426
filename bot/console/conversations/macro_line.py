"""What the page says that a macro does."""

from collections.abc import Iterator

from actions.casework.canned import MacroActions
from bot.console.web.visit import Visit


def macro_line(visit: Visit, actions: MacroActions) -> str:
    """Return what is done when the reply is sent; empty where nothing is."""
    return " · ".join(_parts(visit, actions))


def _parts(visit: Visit, actions: MacroActions) -> Iterator[str]:
    if actions.wait:
        yield visit.text("macros.waits")
    if actions.priority is not None:
        yield visit.text("macros.priority", priority=visit.name_of(actions.priority))
    if actions.settle is not None:
        names = visit.deps.house.settle_reasons.get(actions.settle)
        yield visit.text("macros.settles", reason=names[visit.language] if names else actions.settle)
