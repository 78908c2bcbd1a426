"""What a message is tied to: the one that it replies to, what it quotes, its origin, its album.

A tie of an odd form is left out: what the customer wrote counts more.
"""

from collections.abc import Mapping
from typing import Any

from actions.turn.incoming import Ties

LONGEST_QUOTE = 1024
NO_NAME = "?"
# Where the different kinds of origins have their names.
ORIGINS: Mapping[str, str] = {
    "user": "sender_user",
    "hidden_user": "sender_user_name",
    "chat": "sender_chat",
    "channel": "chat",
}


def read_ties(content: Mapping[str, Any], topic: int | None) -> Ties:
    """Return the ties of a message with this content in this topic."""
    replied = _replied(content, topic)
    album = content.get("media_group_id")
    return Ties(
        reply_to=_number(replied.get("message_id")),
        quoted=_quoted(content, replied),
        forwarded_from=_origin_name(content["forward_origin"]) if "forward_origin" in content else None,
        album=album if isinstance(album, str) else None,
    )


def _replied(content: Mapping[str, Any], topic: int | None) -> Mapping[str, Any]:
    """Return the message that is replied to. Each message of a topic seems to reply to the topic's first."""
    replied = _object(content.get("reply_to_message"))
    is_topic = "forum_topic_created" in replied or (topic is not None and replied.get("message_id") == topic)
    return {} if is_topic else replied


def _quoted(content: Mapping[str, Any], replied: Mapping[str, Any]) -> str | None:
    """Return the part that the customer chose, else its beginning; and where it is, if elsewhere."""
    elsewhere = _object(content.get("external_reply"))
    story = _object(content.get("reply_to_story"))
    chosen = _text(_object(content.get("quote")).get("text"))
    whole = _text(replied.get("text")) or _text(replied.get("caption"))
    words = chosen or whole
    if elsewhere:
        words = ": ".join(part for part in (_origin_name(elsewhere.get("origin")), words) if part)
    elif story:
        words = words or _name(story.get("chat"))
    return words[:LONGEST_QUOTE] or None


def _origin_name(origin: Any) -> str:
    details = _object(origin)
    where = ORIGINS.get(_text(details.get("type")), "")
    return _name(details.get(where)) or _text(details.get("author_signature")) or NO_NAME


def _name(holder: Any) -> str:
    """Return the name of a person or a chat; a hidden person has nothing else."""
    if isinstance(holder, str):
        return holder.strip()
    details = _object(holder)
    person = " ".join(filter(None, (_text(details.get(name)) for name in ("first_name", "last_name"))))
    return _text(details.get("title")) or person or _text(details.get("username"))


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _number(value: Any) -> int | None:
    is_id = isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63
    return value if is_id else None
