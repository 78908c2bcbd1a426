"""Cantonese function words in their standard written form, so that both share the same features."""

import re

_PAIRS = """
點解:为什么 点解:为什么 乜嘢:什么 做乜:干什么 咩:什么 乜:什么 邊度:哪里 边度:哪里 邊個:谁 边个:谁
幾時:什么时候 几时:什么时候 幾耐:多久 几耐:多久 幾多:多少 几多:多少 點樣:怎样 点样:怎样
點算:怎么办 点算:怎么办 唔該:麻烦 唔该:麻烦 多謝:多谢 冇:没有 未有:没有 唔:不 係:是 喺:在 嘅:的
咗:了 佢:他 哋:们 啲:些 嗰:那 呢度:这里 嚟:来 畀:给 俾:给 睇:看 食:吃 飲:喝 搵:找 攞:拿
靚:漂亮 仲:还 好正:很好 抵食:实惠 好嬲:很生气
"""
_STANDARD = dict(pair.split(":") for pair in _PAIRS.split())
_UNMISTAKABLE = re.compile("[冇唔係喺嘅咗佢哋啲嗰嚟畀睇搵攞咩乜]|點解|点解|邊度|边度|幾時|几时")
_WORDS = re.compile("|".join(sorted(_STANDARD, key=len, reverse=True)))


def standard_chinese(text: str) -> str:
    """Return the text with Cantonese function words replaced; other Chinese is returned as it is.

    Some of the words (仲, 食) mean other things in Mandarin, so they are replaced only beside a word that is
    Cantonese without doubt.
    """
    return _WORDS.sub(lambda found: _STANDARD[found.group()], text) if _UNMISTAKABLE.search(text) else text
