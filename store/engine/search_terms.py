"""What a text is found by: words as they are, Chinese in pairs of characters. Both databases index the same.

Chinese has no spaces, and most of its words have two characters. So 退款太慢 becomes 退款 款太 太慢 慢: every
pair, and the last character alone, so that any single character begins some term. A word that is asked for
finds all that begin with it: refund finds refunded. Traditional characters are indexed and sought as their
simplified ones, each by itself: phrases would make the same character differ from one text to the next.
A phone number is indexed backwards too, so that its last digits find it, also where two stand beside each
other; a query that is a phone number is sought as one, however it is written.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from opencc import OpenCC

LONGEST_TEXT = 4096  # characters: what one message holds
LONGEST_TERM = 40
LONGEST_QUERY = 8  # terms that are asked for at once
LEAST_ENDING = 4  # digits at the end of a phone number that find it
# Digits of a phone number, as E.164 allows them.
SHORTEST_PHONE, LONGEST_PHONE = 7, 15
DIGITS = re.compile(r"[0-9]+")
# Digits in groups, with spaces, hyphens and dashes, dots or brackets between them, as people write them.
DIGIT_GROUPS = re.compile(r"[0-9]+(?:[ .()\u2010-\u2015\u2212-]{1,2}[0-9]+)*")
BACKWARDS = "\u01c2"  # a letter of no language that is written here, before the digits

# CJK ideographs (with extension A and the compatibility forms), kana and bopomofo: written without spaces.
PAIRED = "\u3040-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
RUNS = re.compile(f"[{PAIRED}]+|[^\\W_{PAIRED}]+")
ONE_PAIRED = re.compile(f"[{PAIRED}]")
ACCENTS = re.compile("[\u0300-\u036f]")
IDEOGRAPHS = 0x3400  # the first


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """A term that a text must have; where it is no whole one, any that begins with it will do."""

    term: str
    is_whole: bool

    @property
    def ending(self) -> str | None:
        """Return the beginning of a term that finds phone numbers with these last digits; None for words."""
        are_digits = self.term.isascii() and self.term.isdigit() and len(self.term) >= LEAST_ENDING
        return BACKWARDS + self.term[::-1] if are_digits and not self.is_whole else None


def terms(text: str) -> str:
    """The different terms of a text, in the order in which they first come, with spaces between."""
    found = (term for run in _runs(text[:LONGEST_TEXT]) for term in _indexed(run))
    return " ".join(dict.fromkeys(found))


def phone_terms(text: str) -> str:
    """The terms by which the last digits of the phone numbers in a text find it, with spaces between."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TEXT])
    numbers = (number for run in DIGIT_GROUPS.findall(plain) for number in _phone_numbers(run))
    return " ".join(dict.fromkeys(BACKWARDS + number[::-1] for number in numbers))


def _phone_numbers(run: str) -> Iterator[str]:
    """Return what may be phone numbers in groups of digits: as many as the groups can be divided into.

    Where that is not clear, as in 138 1234 5678 139 8765 4321, too many are better than one that is missed.
    """
    for are_phones, together in groupby(DIGITS.findall(run), lambda group: len(group) <= LONGEST_PHONE):
        groups = list(together) if are_phones else []
        before, after = "", len("".join(groups))
        for group in groups:
            before, after = before + group, after - len(group)
            # One or two digits behind a number are an hour or a count, as in 138 1234 5678 10点.
            if len(before) >= SHORTEST_PHONE and (after <= 2 or after >= SHORTEST_PHONE):
                yield before[-LONGEST_PHONE:]


def query_terms(query: str) -> tuple[SearchTerm, ...]:
    """What a text must have to be found, all of it; nothing where there is nothing to look for."""
    plain = unicodedata.normalize("NFKC", query).strip(" +()")
    digits = "".join(DIGITS.findall(plain))
    if DIGIT_GROUPS.fullmatch(plain) and SHORTEST_PHONE <= len(digits) <= LONGEST_PHONE:
        return (SearchTerm(digits, is_whole=False),)
    found = (each for run in _runs(query) for each in _wanted(run))
    return tuple(dict.fromkeys(found))[:LONGEST_QUERY]


def _runs(text: str) -> Iterator[str]:
    folded = ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())
    simplified = unicodedata.normalize("NFKC", folded).translate(_simplifying())
    yield from (found.group() for found in RUNS.finditer(simplified))


def _indexed(run: str) -> Iterator[str]:
    if not _is_paired(run):
        yield run[:LONGEST_TERM]
        return
    yield from (run[at : at + 2] for at in range(len(run)))


def _wanted(run: str) -> Iterator[SearchTerm]:
    if _is_paired(run) and len(run) > 1:
        yield from (SearchTerm(run[at : at + 2], is_whole=True) for at in range(len(run) - 1))
        return
    yield SearchTerm(run[:LONGEST_TERM], is_whole=False)


class _Simplifying(dict[int, str]):
    """What stands for a character, looked up once each."""

    def __init__(self) -> None:
        super().__init__()
        self._convert = OpenCC("t2s").convert

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = found = self._convert(character) if code >= IDEOGRAPHS else character
        return found


@cache
def _simplifying() -> _Simplifying:
    return _Simplifying()


def _is_paired(run: str) -> bool:
    return ONE_PAIRED.match(run) is not None
