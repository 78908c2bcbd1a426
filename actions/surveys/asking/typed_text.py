"""What a customer typed, without what makes no difference to its meaning."""

from unicodedata import normalize

LONGEST = 60  # characters; a longer text tells something
BLANK = " \t\n\r\f\v\u2028\u2029"
# What may stand before and behind an answer without changing it.
BEFORE = BLANK + "\"'“”‘’「」（("
BEHIND = BLANK + "\"'“”‘’「」）)。.!！~～,，"
TRADITIONAL = str.maketrans("滿還沒錯對過個", "满还没错对过个")


def plain(text: str) -> str:
    """The text without case, width, frame and the differences between the two scripts."""
    folded = normalize("NFKC", text).replace("\ufe0f", "").lower().translate(TRADITIONAL)
    return folded.lstrip(BEFORE).rstrip(BEHIND)
