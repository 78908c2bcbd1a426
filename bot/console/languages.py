"""In which language a visitor reads the console."""

from collections.abc import Iterator

from nlu.labels import Language


def choose_page_language(
    chosen: Language | None, kept: str | None, accepted: str, default: Language
) -> Language:
    """What the member of staff chose, else what this browser keeps, else what it accepts, else the default.

    `kept` is the cookie and `accepted` the header `Accept-Language` (RFC 9110, 12.5.4).
    """
    if chosen is not None:
        return chosen
    if kept in {*Language}:
        return Language(kept)
    return next(_accepted(accepted), default)


def _accepted(header: str) -> Iterator[Language]:
    ranges = [_weighed(part) for part in header.split(",")[:20]]
    for _, tag in sorted(ranges, key=lambda weighed: -weighed[0]):
        if tag in {*Language}:
            yield Language(tag)


def _weighed(part: str) -> tuple[float, str]:
    tag, _, parameter = part.partition(";")
    _, _, quality = parameter.strip().partition("q=")
    try:
        weight = float(quality) if quality else 1.0
    except ValueError:
        weight = 0.0
    return weight, tag.strip().lower().partition("-")[0]
