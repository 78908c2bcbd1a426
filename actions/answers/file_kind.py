"""Which files can be sent with an answer: by the ending of the name, the first bytes and the size. Pure."""

from actions.answers.answer_refusals import FileFault, FileRefused
from store.models.conversations import MessageKind

LARGEST_KEPT = 10 * 1024 * 1024  # bytes, as of the files of staff; the Bot API takes no larger photos
MOST_FILES = 3  # of an answer
LONGEST_NAME = 100  # characters
PICTURES = {"jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
_ZIPPED, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
BEGINNINGS = {
    **PICTURES,
    "gif": b"GIF8",
    "pdf": b"%PDF-",
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp"), _ZIPPED),
    **dict.fromkeys(("doc", "xls", "ppt"), _COMPOUND),
    **dict.fromkeys(("txt", "csv", "ics", "vcf"), b""),
}


def ending_of(name: str) -> str:
    """Return the ending of a file's name in lower case, without the dot; empty where it has none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def require_size(name: str, size: int) -> None:
    """Let pass a file of so many bytes.

    Raises:
        FileRefused: it is too large.
    """
    if size > LARGEST_KEPT:
        raise FileRefused(name, FileFault.SIZE, f"{LARGEST_KEPT // 1024**2} MiB")


def kept_kind(name: str, content: bytes) -> MessageKind:
    """Return what a file is sent as.

    Raises:
        FileRefused: it is of a kind that is not sent, empty or too large, or its content is not what the
            name says.
    """
    beginning = BEGINNINGS.get(ending_of(name))
    if beginning is None:
        raise FileRefused(name, FileFault.KIND, ", ".join(BEGINNINGS))
    require_size(name, len(content))
    if not content:
        raise FileRefused(name, FileFault.EMPTY)
    if not content.startswith(beginning) or (not beginning and b"\0" in content):
        raise FileRefused(name, FileFault.CONTENT, ending_of(name))
    return MessageKind.PHOTO if ending_of(name) in PICTURES else MessageKind.DOCUMENT
