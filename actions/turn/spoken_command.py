"""Commands without a slash: the words by which every user of text messages ends them, and begins them again.

They are read before any model, and only where they are the whole message.
"""

import re
from unicodedata import normalize

AROUND = " \t\r\n.。!！?？,，~～、…\"'“”「」"
CODES = {
    "stop": re.compile(
        r"stop(?:[\s,.!]*stop)*|stop ?all|unsubscribe(?: me)?|opt[ -]?out|unsub"
        r"|(?:回复?)?td?(?:[退][订訂])?|(?:我要)?[退][订訂](?:td?)?|取消[订訂][阅閱]"
    ),
    "start": re.compile(r"start|unstop|resubscribe|[恢復恢复]{2}(?:[订訂][阅閱]|回[访訪])|重新[订訂][阅閱]"),
}
NAMED = re.compile(r"/([a-z]{1,32})")


def spoken_command(text: str) -> str | None:
    """The name of the command that a text is; width, case and punctuation make no difference."""
    said = normalize("NFKC", text).strip(AROUND).lower()
    if named := NAMED.fullmatch(said):
        return named[1]
    return next((name for name, code in CODES.items() if code.fullmatch(said)), None)
