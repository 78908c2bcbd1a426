"""Reading the authored messages."""

from pathlib import Path

import pytest

from nlu.contract.labels import Intent
from nlu.training.authored import AuthoredMessage, BadMessages, read_messages

DATA = Path(__file__).resolve().parents[3] / "data" / "nlu"


def test_read_messages_gives_intent_language_and_text(tmp_path: Path) -> None:
    (tmp_path / "praise.zh.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: praise\n  examples: |\n    - 好\n    - 很 - 好\n', encoding="utf-8"
    )
    assert read_messages(tmp_path) == [
        AuthoredMessage("praise", "zh", "好"),
        AuthoredMessage("praise", "zh", "很 - 好"),
    ]


@pytest.mark.parametrize(
    "content", ["nlu: [", "nlu: 3", "- a", "nlu:\n- intent: praise\n", "nlu:\n- 3\n", ""]
)
def test_read_messages_names_the_file_that_is_wrong(tmp_path: Path, content: str) -> None:
    (tmp_path / "praise.zh.yml").write_text(content, encoding="utf-8")
    with pytest.raises(BadMessages, match=r"praise\.zh\.yml"):
        read_messages(tmp_path)


def test_authored_messages_cover_every_intent_in_both_languages() -> None:
    found = {(one.intent, one.language) for one in read_messages(DATA)}
    assert found == {(str(intent), language) for intent in Intent for language in ("zh", "en")}
