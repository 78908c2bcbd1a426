"""Which script a text is written in."""

import pytest

from nlu.components.words.script import han_share


@pytest.mark.parametrize(
    ("text", "share"),
    [("还没到", 1.0), ("still waiting", 0.0), ("wifi 好慢", 2 / 3), ("😀 123 ?!", 0.5), ("", 0.5)],
)
def test_han_share_counts_characters_against_words(text: str, share: float) -> None:
    assert han_share(text) == share
