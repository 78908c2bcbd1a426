"""The authored messages that are labelled with attributes."""

from pathlib import Path

import pytest

from nlu.training.attributes import AttributeMessage, read_attributes
from nlu.training.authored import BadMessages
from tests.nlu.conftest import ROOT

FILES = {
    "urgency.en.yml": "urgent: [fire!]\ncalm: [hello]\n",
    "aspects.en.yml": "- text: cold soup\n  aspects: [product]\n",
    "mixed.en.yml": "- text: nice but slow\n  praise: nice\n  complaint: but slow\n- text: nice\n",
}


def test_messages_are_read_file_by_file(tmp_path: Path) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert read_attributes(tmp_path) == [
        AttributeMessage("cold soup", "aspects", ("product",)),
        AttributeMessage("nice but slow", "mixed", ("nice", "but slow")),
        AttributeMessage("nice", "mixed", ("", "")),
        AttributeMessage("fire!", "urgent", True),
        AttributeMessage("hello", "urgent", False),
    ]


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert read_attributes(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mood.en.yml", "[]"),
        ("urgency.en.yml", "urgent: [a]"),
        ("aspects.en.yml", "- text: a\n  aspects: [weather]"),
        ("mixed.en.yml", "- a"),
        ("mixed.en.yml", "- {"),
    ],
)
def test_odd_files_are_named(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(BadMessages, match=name):
        read_attributes(tmp_path)


def test_both_sides_of_an_authored_mixed_message_quote_it() -> None:
    mixed = [one for one in read_attributes(ROOT / "data" / "attributes") if one.attribute == "mixed"]
    odd = [
        one.text
        for one in mixed
        if isinstance(one.value, tuple) and not all(side in one.text for side in one.value)
    ]
    assert (len(mixed) > 500, odd) == (True, [])
