"""The words of a text in its normal form, Chinese and English side by side."""

import logging
import re
import sys

import jieba

_PIECE = re.compile(
    "(?P<han>[\u3400-\u4dbf\u4e00-\u9fff]+)|(?P<word>[a-z\u00c0-\u024f]+(?:'[a-z]+)?|\\d+)|(?P<mark>[^\\w\\s])"
)

jieba.setLogLevel(logging.WARNING)
jieba.dt.tmp_dir = sys.prefix  # its cache is trusted blindly, so it must not lie where anybody can write


def words(text: str) -> list[str]:
    """Words in order: Chinese cut by jieba, English at blanks, numbers and marks each on their own."""
    found: list[str] = []
    for piece in _PIECE.finditer(text):
        if piece.lastgroup == "han":
            found.extend(jieba.lcut(piece.group(), HMM=False))
        else:
            found.append(piece.group())
    return found
