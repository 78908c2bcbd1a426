"""Messages to replay: JSON Lines with a `text` each, and perhaps `id`, `intent` and `lang`."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.server.payloads import Json
from bot.sandbox.server.text_entities import MAX_TEXT, units

CHINESE = re.compile(r"[\u3400-\u9fff]")
CODES = {"zh": "zh-hans", "en": "en"}


class BadReplayFile(Exception):
    """The file cannot be replayed; `problems` has one sentence each, with file and line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class ReplayLine:
    """One message. `intent` is the one in the file, `language_code` the one that Telegram would send."""

    id: str
    text: str
    intent: str | None
    language_code: str


def read_replay_file(path: Path) -> list[ReplayLine]:
    """Read and check the whole file before anything is sent.

    Raises:
        BadReplayFile: the file cannot be read, is empty, or has wrong lines; all of them are named.
    """
    try:
        rows = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise BadReplayFile([f"{path}: cannot be read: {exc}"]) from exc
    lines: list[ReplayLine] = []
    problems: list[str] = []
    for number, row in enumerate(rows, 1):
        if not row.strip():
            continue
        try:
            lines.append(_line(row, number))
        except ValueError as exc:
            problems.append(f"{path}:{number}: {exc}")
    if not lines and not problems:
        problems.append(f"{path}: holds no messages")
    if problems:
        raise BadReplayFile(problems)
    return lines


def _line(row: str, number: int) -> ReplayLine:
    decoded = _object(row)
    text = decoded.get("text")
    if not text or not isinstance(text, str) or not text.strip():
        raise ValueError("`text` must be a text that is not empty")
    if units(text) > MAX_TEXT:
        raise ValueError(f"`text` is longer than a message can be ({MAX_TEXT} UTF-16 units)")
    intent = decoded.get("intent")
    return ReplayLine(
        id=str(decoded.get("id", number)),
        text=text,
        intent=None if intent is None else str(intent),
        language_code=_language_code(decoded, text),
    )


def _object(row: str) -> Json:
    try:
        decoded = json.loads(row)
    except ValueError as exc:
        raise ValueError("is not JSON; expected one object a line") from exc
    if isinstance(decoded, dict):
        return decoded
    raise ValueError('expected an object such as {"text": "…"}')


def _language_code(decoded: Json, text: str) -> str:
    code = CODES.get(str(decoded.get("lang")))
    return code or CODES["zh" if CHINESE.search(text) else "en"]
