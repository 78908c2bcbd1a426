"""The place of a name in a notice."""

import pytest

from actions.cases.alerts import STALLED, URGENT
from actions.staffroom.topics.notice_lines import Assignee, NoticeLine, joined, notice_line
from nlu.contract.labels import Language
from store.models.address import Address
from store.queues.text_mention import TextMention

ACCOUNT = Address(7)


def named(line: NoticeLine) -> str:
    """Return what stands at the place of the mention, as Telegram counts it."""
    assert line.mention is not None
    encoded = line.text.encode("utf-16-le")[2 * line.mention.offset :]
    return encoded[: 2 * line.mention.length].decode("utf-16-le")


@pytest.mark.parametrize("name", ["Ann", "李娜", "👩‍🔧 娜", "<b>Ann</b> *x* @bo {whom}", "HF-000001"])
@pytest.mark.parametrize("language", [Language.ZH, Language.EN])
def test_mention_is_where_the_name_stands(language: Language, name: str) -> None:
    line = notice_line(language, URGENT, "HF-000001", Assignee(name, ACCOUNT))
    assert (named(line), line.mention and line.mention.account) == (name, ACCOUNT)
    assert line.text.endswith(name)


def test_name_without_an_account_is_plain() -> None:
    line = notice_line(Language.EN, STALLED, "HF-000001", Assignee("Ann", None))
    assert line == NoticeLine("HF-000001: nothing was done for too long. Ann")


def test_case_of_no_one_names_no_one() -> None:
    line = notice_line(Language.EN, STALLED, "HF-000001", None)
    assert line == NoticeLine("HF-000001: nothing was done for too long.")


def test_joined_lines_keep_the_places_of_names() -> None:
    lines = [
        NoticeLine("🔴 李娜", TextMention(3, 2, ACCOUNT)),
        NoticeLine("none"),
        NoticeLine("Bo", TextMention(0, 2, Address(8))),
    ]
    text, mentions = joined(lines)
    assert text == "🔴 李娜\nnone\nBo"
    assert mentions == (TextMention(3, 2, ACCOUNT), TextMention(11, 2, Address(8)))
