"""`parse_mode=MarkdownV2`, as far as bots that write plain replies need it.

Bold, italic, underline, strikethrough, spoiler, code, pre and links become entities; every reserved character
that is not escaped is refused, as Telegram does. Block quotes and custom emoji are not read.
"""

from dataclasses import dataclass, field

from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.entities import FormattedText
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.utf16 import units

RESERVED = "_*[]()~`>#+-=|{}.!"
PAIRS = {"||": "spoiler", "__": "underline", "*": "bold", "_": "italic", "~": "strikethrough"}
LITERAL = {"```": "pre", "`": "code"}


@dataclass(slots=True)
class _Reading:
    source: str
    at: int = 0
    parts: list[str] = field(default_factory=list)
    offset: int = 0
    stack: list[tuple[str, int, int]] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.offset += units(text)

    def starts(self, mark: str) -> bool:
        return self.source.startswith(mark, self.at)


def parse_markdown(source: str) -> FormattedText:
    """Turn MarkdownV2 into text and entities.

    Raises:
        BadRequest: a mark is not closed, or a reserved character is not escaped.
    """
    reading = _Reading(source)
    while reading.at < len(source):
        _step(reading)
    if reading.stack:
        mark, _, byte = reading.stack[-1]
        raise _trouble(f"Can't find end of {_name(mark)} entity at byte offset {byte}")
    return FormattedText("".join(reading.parts), sorted(reading.entities, key=_outermost_first))


def _step(reading: _Reading) -> None:
    character = reading.source[reading.at]
    following = reading.source[reading.at + 1 : reading.at + 2]
    if character == "\\" and following and ord(following) < 127:
        reading.add(following)
        reading.at += 2
    elif mark := next((mark for mark in LITERAL if reading.starts(mark)), None):
        _literal(reading, mark)
    elif mark := next((mark for mark in PAIRS if reading.starts(mark)), None):
        _pair(reading, mark)
    elif character == "[":
        reading.stack.append(("[", reading.offset, _byte(reading)))
        reading.at += 1
    elif character == "]" and reading.stack and reading.stack[-1][0] == "[":
        _link(reading)
    elif character in RESERVED:
        raise _trouble(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")
    else:
        reading.add(character)
        reading.at += 1


def _literal(reading: _Reading, mark: str) -> None:
    start = reading.at + len(mark)
    end = reading.source.find(mark, start)
    if end < 0:
        raise _trouble(f"Can't find end of {_name(mark)} entity at byte offset {_byte(reading)}")
    inner = reading.source[start:end].replace("\\`", "`").replace("\\\\", "\\")
    offset = reading.offset
    reading.add(inner)
    _entity(reading, offset, {"type": LITERAL[mark]})
    reading.at = end + len(mark)


def _pair(reading: _Reading, mark: str) -> None:
    if reading.stack and reading.stack[-1][0] == mark:
        _, offset, _ = reading.stack.pop()
        _entity(reading, offset, {"type": PAIRS[mark]})
    else:
        reading.stack.append((mark, reading.offset, _byte(reading)))
    reading.at += len(mark)


def _link(reading: _Reading) -> None:
    _, offset, byte = reading.stack.pop()
    end = reading.source.find(")", reading.at)
    if reading.source[reading.at + 1 : reading.at + 2] != "(" or end < 0:
        raise _trouble(f"Can't find end of a URL at byte offset {byte}")
    _entity(reading, offset, {"type": "text_link", "url": reading.source[reading.at + 2 : end]})
    reading.at = end + 1


def _entity(reading: _Reading, offset: int, kind: Json) -> None:
    if length := reading.offset - offset:
        reading.entities.append({"offset": offset, "length": length, **kind})


def _name(mark: str) -> str:
    return {"```": "Pre", "`": "Code", "[": "TextUrl"}.get(mark) or PAIRS[mark].capitalize()


def _byte(reading: _Reading) -> int:
    return len(reading.source[: reading.at].encode("utf-8", "surrogatepass"))


def _trouble(detail: str) -> BadRequest:
    return BadRequest(f"can't parse entities: {detail}")


def _outermost_first(entity: Json) -> tuple[int, int]:
    return entity["offset"], -entity["length"]
