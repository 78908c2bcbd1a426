"""Words that staff type: what goes out to a customer, or stays with colleagues."""


def plain_words(text: str) -> str:
    """The text with plain line ends and without space around it.

    Raises:
        ValueError: nothing is left, or it holds what no keyboard types.
    """
    kept = text.replace("\r\n", "\n").strip()
    if not kept or not all(char.isprintable() or char in "\n\t" or char in JOINERS for char in kept):
        raise ValueError("expected words")
    return kept


# Format characters that are part of emoji and of some scripts.
JOINERS = "\u200c\u200d\ufe0f\u3000\u00a0"
