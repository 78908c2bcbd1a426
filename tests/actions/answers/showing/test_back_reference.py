"""Questions that leave out what they are about."""

import pytest

from actions.answers.showing.back_reference import refers_back


@pytest.mark.parametrize(
    "text",
    [
        "what time does it start",
        "When does it end?",
        "How much is it?",
        "is it free",
        "How long does it take?",
        "and on Sunday?",
        "what about tomorrow",
        "Sunday?",
        "几点开始",
        "那几点结束呢？",
        "要多久",
        "多少钱",
        "要钱吗？",
        "那周日呢",
        "星期六呢？",
        "那25号呢",
        "那週日呢",
    ],
)
def test_text_without_a_thing_refers_back(text: str) -> None:
    assert refers_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "Is it possible to pay by card?",
        "when will it arrive",
        "where is it?",
        "has it shipped?",
        "Is it here yet?",
        "is it open now?",
        "are they closed today",
        "has it been processed?",
        "did they call back",
        "is it still there?",
        "is it back in stock",
        "will it come today",
        "How long does it take to deliver to Canada?",
        "what about returns?",
        "Are you open on Sunday?",
        "Is parking free?",
        "几点开门",
        "周六能退货吗",
        "那退货呢",
        "运费多少钱",
        "多久能到",
        "???",
        "",
    ],
)
def test_text_that_names_its_thing_stands_for_itself(text: str) -> None:
    assert not refers_back(text)
