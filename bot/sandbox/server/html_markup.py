"""`parse_mode=HTML`, with Telegram's tags and Telegram's complaints."""

import re
from dataclasses import dataclass, field

from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.entities import FormattedText
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.utf16 import units

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
TOKEN = re.compile(r"<(?P<tag>[^>]*)>|&(?P<reference>#x?[0-9A-Fa-f]+|lt|gt|amp|quot);|(?P<open><)")
START = re.compile(r"(?P<name>[a-zA-Z][a-zA-Z-]*)(?P<rest>.*)", re.DOTALL)
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


@dataclass(slots=True)
class _Open:
    name: str
    offset: int
    attributes: dict[str, str]


@dataclass(slots=True)
class _Reading:
    source: str
    parts: list[str] = field(default_factory=list)
    offset: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.offset += units(text)


def parse_html(source: str) -> FormattedText:
    """Turn HTML into text and entities.

    Raises:
        BadRequest: a tag is unknown, not closed, or closed in the wrong order.
    """
    reading = _Reading(source)
    at = 0
    for match in TOKEN.finditer(source):
        reading.add(source[at : match.start()])
        at = match.end()
        if match["reference"]:
            reading.add(_character(match["reference"]))
        elif match["open"]:
            raise _trouble(f"Unclosed start tag at byte offset {_byte(source, match.start())}")
        elif match["tag"].startswith("/"):
            _close(reading, match["tag"][1:].strip().lower(), match.start())
        else:
            _open(reading, match["tag"], match.start())
    reading.add(source[at:])
    if reading.stack:
        raise _trouble(f'Can\'t find end tag corresponding to start tag "{reading.stack[-1].name}"')
    return FormattedText("".join(reading.parts), sorted(reading.entities, key=_outermost_first))


def _open(reading: _Reading, inner: str, at: int) -> None:
    match = START.fullmatch(inner)
    name = match["name"].lower() if match else inner.split(" ", 1)[0]
    attributes = {
        found[0].lower(): found[1] or found[2] or found[3]
        for found in ATTRIBUTE.findall(match["rest"] if match else "")
    }
    if name not in TAGS or (name == "span" and attributes.get("class") != "tg-spoiler"):
        raise _trouble(f'Unsupported start tag "{name}" at byte offset {_byte(reading.source, at)}')
    reading.stack.append(_Open(name, reading.offset, attributes))


def _close(reading: _Reading, name: str, at: int) -> None:
    if not reading.stack:
        raise _trouble(f"Unexpected end tag at byte offset {_byte(reading.source, at)}")
    opened = reading.stack.pop()
    if name and name != opened.name:
        raise _trouble(
            f"Unmatched end tag at byte offset {_byte(reading.source, at)}, "
            f'expected "</{opened.name}>", found "</{name}>"'
        )
    length = reading.offset - opened.offset
    if length:
        reading.entities.append({"offset": opened.offset, "length": length, **_kind(opened)})


def _kind(opened: _Open) -> Json:
    kind = TAGS[opened.name]
    if kind == "text_link":
        return {"type": kind, "url": opened.attributes.get("href", "")}
    if kind == "custom_emoji":
        return {"type": kind, "custom_emoji_id": opened.attributes.get("emoji-id", "")}
    if kind == "blockquote" and "expandable" in opened.attributes:
        return {"type": "expandable_blockquote"}
    return {"type": kind}


def _character(reference: str) -> str:
    if reference in NAMED:
        return NAMED[reference]
    digits = reference[1:]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else f"&{reference};"


def _byte(source: str, at: int) -> int:
    return len(source[:at].encode("utf-8", "surrogatepass"))


def _trouble(detail: str) -> BadRequest:
    return BadRequest(f"can't parse entities: {detail}")


def _outermost_first(entity: Json) -> tuple[int, int]:
    return entity["offset"], -entity["length"]
