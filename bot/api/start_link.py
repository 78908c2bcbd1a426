"""The link by which an unknown customer makes themselves known."""


def start_link(username: str | None, token: str) -> str | None:
    """Opens the bot of this name (without @) with a token; None while the name is not known."""
    return f"https://t.me/{username}?start={token}" if username else None
