"""Which encoding a table is written in: Unicode, or the one of Chinese Windows, or one that is named."""

import codecs
from dataclasses import dataclass

MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CHINESE = "gb18030"
COMMON = 0.8
"""At least this share of the characters beyond ASCII is in GB 2312 where a text is Chinese.

Those 6,763 characters make up nearly all of what is written; in a text of another encoding that is read as
Chinese, they are as rare as the table of GB 18030 has it.
"""


class UnknownEncoding(Exception):
    """The bytes are text in none of the encodings that can be told apart."""

    def __init__(self) -> None:
        super().__init__(
            "it is neither UTF-8, UTF-16 nor GB 18030 (GBK): name its encoding with --encoding, such as big5"
        )


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and the encoding that it was read in."""

    text: str
    encoding: str


def decode(content: bytes, named: str | None = None) -> Decoded:
    """Return the text in the named encoding, or in the one that is recognised.

    Raises:
        UnknownEncoding: none fits; or the named one does not.
    """
    if named is not None:
        return _decoded(content, named)
    for mark, encoding in MARKED:
        if content.startswith(mark):
            return _decoded(content, encoding)
    if b"\0" in content[:2]:  # UTF-16 without a mark: a heading begins with a letter of ASCII
        return _decoded(content, "utf-16-be" if content[:1] == b"\0" else "utf-16-le")
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        found = _decoded(content, CHINESE)
    if not _reads_as_chinese(found.text):
        raise UnknownEncoding
    return found


def _decoded(content: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(content.decode(encoding).removeprefix("\ufeff"), encoding)
    except UnicodeDecodeError as exc:
        raise UnknownEncoding from exc


def _reads_as_chinese(text: str) -> bool:
    foreign = [sign for sign in text if not sign.isascii()]
    common = sum(1 for sign in foreign if sign.encode("gb2312", "ignore"))
    return common >= COMMON * len(foreign)
