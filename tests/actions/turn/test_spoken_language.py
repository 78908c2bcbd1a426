"""A wish for a language is read where it is the whole message, in both languages and scripts."""

import pytest

from actions.turn.spoken_language import wished_language
from nlu.contract.labels import Language


@pytest.mark.parametrize(
    "text",
    [
        *(
            "English please",
            "in english pls!",
            "Can you reply to me in English?",
            "do you speak English",
            "ENGLISH",
        ),
        *(
            "请讲英文",
            "可以用英語回覆我嗎？",
            "你好，能说英语吗",
            "I don't understand Chinese",
            "我看不懂中文。",
        ),
        "Sorry, I can't read Chinese. English please",
        *("can we do english pls", "let's switch to English", "I only speak English", "eng only plz"),
        *("reply in english thx", "English would be great", "说英文行不", "切英文吧"),
    ],
)
def test_english_is_wished(text: str) -> None:
    assert wished_language(text) is Language.EN


@pytest.mark.parametrize(
    "text",
    [
        *(
            "请用中文跟我说",
            "中文谢谢",
            "麻煩講中文",
            "可唔可以講廣東話？",
            "会说普通话吗",
            "我不懂英文，请说中文",
        ),
        *("Chinese please", "can u talk to me in mandarin", "i cant read english"),
        *("可以講中文咩", "英文睇唔明", "我英语不好，能说中文吗", "我只会中文", "轉做中文"),
    ],
)
def test_chinese_is_wished(text: str) -> None:
    assert wished_language(text) is Language.ZH


@pytest.mark.parametrize(
    "text",
    [
        *(
            "你们有英文菜单吗",
            "英语课几点开始",
            "中文版说明书在哪里",
            "你们的英语老师很好",
            "English breakfast please",
        ),
        *(
            "the guide spoke no English",
            "can I get English tea",
            "do you have english",
            "有英文吗",
            "老师英文不好",
            "我想学英文",
            "is the English tour still on",
            "hello",
            "",
            "我要投诉，前台只说英文",
        ),
    ],
)
def test_other_texts_wish_for_none(text: str) -> None:
    assert wished_language(text) is None
