"""What the page says of colleagues at the same conversation."""

from collections.abc import Sequence

from bot.console.web.invisible_characters import in_table
from bot.console.web.visit import Visit
from nlu.contract.labels import Language
from store.queries.conversations.colleagues import Colleague


def colleague_line(visit: Visit, colleagues: Sequence[Colleague]) -> str:
    """Return who writes and who reads here; empty where there is no one else."""
    between, parts = "、" if visit.language is Language.ZH else ", ", []
    for is_writing, key in ((True, "work.writing_too"), (False, "work.reading_too")):
        names = [in_table(each.name) for each in colleagues if each.is_writing is is_writing]
        if names:
            parts.append(visit.text(key, names=between.join(names)))
    return " · ".join(parts)
