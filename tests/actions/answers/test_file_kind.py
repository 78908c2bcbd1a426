"""Files are taken by the ending of the name, the size and the first bytes; refusals name file and limit."""

import pytest

from actions.answers.answer_refusals import FileFault, FileRefused
from actions.answers.file_kind import LARGEST_KEPT, ending_of, kept_kind
from store.models.conversations import MessageKind


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.JPG", b"\xff\xd8\xff\xe0", MessageKind.PHOTO),
        ("a.png", b"\x89PNG\r\n\x1a\n", MessageKind.PHOTO),
        ("a.gif", b"GIF89a", MessageKind.DOCUMENT),
        ("早餐.pdf", b"%PDF-1.4", MessageKind.DOCUMENT),
        ("a.b.docx", b"PK\x03\x04", MessageKind.DOCUMENT),
        ("a.txt", "你好".encode(), MessageKind.DOCUMENT),
    ],
)
def test_file_is_sent_as_what_it_is(name: str, content: bytes, kind: MessageKind) -> None:
    assert kept_kind(name, content) is kind


@pytest.mark.parametrize(
    ("name", "content", "fault", "said"),
    [
        (
            "a.exe",
            b"MZ",
            FileFault.KIND,
            "a.exe: files of this kind are not sent; known endings are jpg, jpeg,",
        ),
        ("pdf", b"%PDF-", FileFault.KIND, "pdf: files of this kind are not sent"),
        ("a.pdf", b"%PDF-" + bytes(LARGEST_KEPT), FileFault.SIZE, "a.pdf: it is larger than 10 MiB"),
        ("a.txt", b"", FileFault.EMPTY, "a.txt: it is empty"),
        ("a.pdf", b"<html>", FileFault.CONTENT, "a.pdf: its content is not that of a file that ends in .pdf"),
        ("a.txt", b"MZ\0", FileFault.CONTENT, "a.txt: its content is not that of a file that ends in .txt"),
    ],
)
def test_other_files_are_refused_by_name_and_limit(
    name: str, content: bytes, fault: FileFault, said: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        kept_kind(name, content)
    assert (refused.value.fault, str(refused.value)[: len(said)]) == (fault, said)


def test_largest_file_is_taken() -> None:
    assert kept_kind("a.txt", b"x" * LARGEST_KEPT) is MessageKind.DOCUMENT


def test_ending_is_in_lower_case() -> None:
    assert [ending_of(name) for name in ("a.PDF", "a.tar.gz", "none", "a.")] == ["pdf", "gz", "", ""]
