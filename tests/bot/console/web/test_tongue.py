"""Staff read the name of a customer's language in their own."""

import pytest

from bot.console.web.tongue import tongue
from nlu.contract.labels import Language


@pytest.mark.parametrize(
    ("tag", "chinese", "english"),
    [
        ("zh-Hant", "中文 (繁体)", "Chinese (Traditional)"),
        ("yue-Hant", "粤语 (繁体)", "Cantonese (Traditional)"),
        ("es", "西班牙语", "Spanish"),
        ("qqq", "qqq", "qqq"),
    ],
)
def test_tag_has_a_name_in_each_language(tag: str, chinese: str, english: str) -> None:
    assert (tongue(tag, Language.ZH), tongue(tag, Language.EN)) == (chinese, english)
