"""What is said of colleagues at the same conversation."""

from collections.abc import Callable, Sequence

import pytest

from bot.console.conversations.colleague_line import colleague_line
from bot.console.web.visit import Visit
from nlu.contract.labels import Language
from store.queries.conversations.colleagues import Colleague

WRITER, READER, OTHER = Colleague("Lee", True), Colleague("Kim", False), Colleague("Mei", False)


@pytest.mark.parametrize(
    ("colleagues", "language", "line"),
    [
        ((), Language.EN, ""),
        ((WRITER,), Language.EN, "Writing here: Lee"),
        ((WRITER, READER), Language.EN, "Writing here: Lee · Also open at: Kim"),
        ((READER, OTHER), Language.EN, "Also open at: Kim, Mei"),
        ((READER, OTHER), Language.ZH, "Kim、Mei 也打开了这个会话"),
    ],
)
def test_writers_come_first(
    visit: Callable[..., Visit], colleagues: Sequence[Colleague], language: Language, line: str
) -> None:
    assert colleague_line(visit(language), colleagues) == line
