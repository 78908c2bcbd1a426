"""What a customer typed, without what makes no difference to its meaning."""

import re
from unicodedata import normalize

LONGEST = 60  # characters; a longer text tells something
# Whatever stands around an answer without changing it.
FRAME = re.compile(r"^[\s\"'“”‘’「」（(]+|[\s\"'“”‘’「」）)。.!！~～,，]+$")
TRADITIONAL = str.maketrans("滿還沒錯對過個", "满还没错对过个")


def plain(text: str) -> str:
    """The text without case, width, frame and the differences between the two scripts."""
    folded = normalize("NFKC", text).replace("\ufe0f", "").lower().translate(TRADITIONAL)
    return FRAME.sub("", FRAME.sub("", folded))
