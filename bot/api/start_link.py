"""The link by which an unknown customer starts the bot."""


def start_link(username: str | None, token: str) -> str | None:
    """Return the link that opens the bot of this name (without @) with a token; None without a name."""
    return f"https://t.me/{username}?start={token}" if username else None
