"""What makes no difference to the meaning of a typed answer is left out."""

import pytest

from actions.surveys.asking.typed_text import plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("５。", "5"),
        ("5️⃣", "5"),
        ("🔟", "10"),
        ("「非常滿意」！", "非常满意"),
        ("  Not Yet… ", "not yet"),
        ("That’s all", "that's all"),
        ("好的😊", "好的"),
    ],
)
def test_plain_text_has_one_form(text: str, expected: str) -> None:
    assert plain(text) == expected
