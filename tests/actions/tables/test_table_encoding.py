"""Which encoding a table is written in."""

import pytest

from actions.tables.table_encoding import UnknownEncoding, decode

TEXT = "id,门店,员工\r\nA001,静安寺店,李雷\r\n"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
    ],
)
def test_encoding_is_recognised(written: str, found: str) -> None:
    decoded = decode(TEXT.encode(written))
    assert (decoded.text, decoded.encoding) == (TEXT, found)


def test_rare_characters_of_names_are_read_among_others() -> None:
    text = "编号,员工\n1,陶喆\n2,朱镕基\n3,王小明在静安寺店服务\n"
    assert decode(text.encode("gbk")).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("id,店\n1,臺北車站總店\n", "big5"),
        ("id,agent\n1,Müller\n2,Café\n", "latin-1"),
        ("id\n1,ñandú\n", "cp1252"),
    ],
)
def test_other_encodings_are_refused_until_they_are_named(text: str, encoding: str) -> None:
    with pytest.raises(UnknownEncoding, match="--encoding"):
        decode(text.encode(encoding))
    assert decode(text.encode(encoding), encoding).text == text


def test_named_encoding_that_does_not_fit_is_refused() -> None:
    with pytest.raises(UnknownEncoding):
        decode(TEXT.encode("gbk"), "utf-8")
