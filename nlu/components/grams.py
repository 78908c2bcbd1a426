"""Character and word n-grams of a text in its normal form."""


def character_grams(text: str, shortest: int, longest: int) -> list[str]:
    """All runs of `shortest` to `longest` characters, the edges of the text marked by blanks."""
    edged = f" {text} "
    return [
        edged[start : start + size]
        for size in range(shortest, longest + 1)
        for start in range(len(edged) - size + 1)
    ]


def word_grams(words: list[str], shortest: int, longest: int) -> list[str]:
    """All runs of `shortest` to `longest` words joined by blanks, the edges of the text marked by < and >."""
    edged = ["<", *words, ">"]
    return [
        " ".join(edged[start : start + size])
        for size in range(shortest, longest + 1)
        for start in range(len(edged) - size + 1)
        if size > 1 or 0 < start < len(edged) - 1
    ]
