"""The lines on a terminal when everything runs: the addresses, and the first password."""

import asyncio
from collections.abc import Callable

from bot.wiring.parts import Parts

Say = Callable[[str], None]

LONGEST_WAIT = 60.0
PAUSE = 0.1


async def welcome(parts: Parts, password: str | None, say: Say) -> None:
    """Print the addresses, and say when messages are understood."""
    if parts.plan.web:
        for line in addresses(parts, password):
            say(line)
    if not parts.plan.worker:
        return
    try:
        async with asyncio.timeout(LONGEST_WAIT):
            while not await parts.classifier.ready():  # noqa: ASYNC110 - another process sets no event
                await asyncio.sleep(PAUSE)
    except TimeoutError:
        say("The NLU server does not answer yet. Messages are kept, and answered when it does.")
        return
    say("Ready. Stop with Ctrl-C.")


def addresses(parts: Parts, password: str | None) -> list[str]:
    """Return the lines for a terminal."""
    settings = parts.plan.settings
    site = f"http://{settings.host}:{settings.port}"
    login = f"   (name: admin, password: {password} – shown only now)" if password else ""
    chat = [f"  Customer chat   {settings.telegram_api}/"] if parts.plan.sandbox else []
    return [
        "",
        *chat,
        f"  Staff console   {site}/console/{login}",
        f"  API             {site}/api/v1/docs",
        "",
    ]
