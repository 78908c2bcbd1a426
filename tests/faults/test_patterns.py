"""Fault 54: every pattern over text takes linear time, whatever a customer writes."""

import re
import time
from pathlib import Path

import pytest

from tests.patterns import ROOT, adversarial, inline_calls, modules_with_patterns, patterns_of

# Processor time, which other processes do not prolong directly; a busy machine still has it run slower, so
# that only a pattern whose time also grows faster than the text is slow.
LONGEST = 0.05
SHORTER = 4  # so much shorter is the text for comparison: linear time is 4 times less, quadratic 16 times
STEEP = 8
TRIES = 5
FILES = [file.relative_to(ROOT) for file in modules_with_patterns()]
# A name is escaped before it becomes a part of a pattern; a part of a document is found by its own name.
MADE_OF_NAMES = {Path("actions/quality/masking.py"), Path("nlu/measuring/markdown.py")}


def is_slow(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a pattern takes longer than it may, and more than in proportion to the text."""
    if took(pattern, text, tries=1) <= LONGEST:
        return False
    shorter = text[: len(text) // SHORTER] + text[-1]
    whole = took(pattern, text)
    return whole > LONGEST and whole > STEEP * took(pattern, shorter)


def took(pattern: re.Pattern[str], text: str, tries: int = TRIES) -> float:
    """Seconds of processor time for all that is found in a text; the least of some tries."""
    times = []
    for _ in range(tries):
        began = time.process_time()
        for _ in pattern.finditer(text):
            pass
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_54_hard_text_takes_no_pattern_long(file: Path) -> None:
    slow = {
        (pattern.pattern, text[:20])
        for pattern in patterns_of(ROOT / file)
        for text in adversarial(pattern)
        if is_slow(pattern, text)
    }
    assert slow == set()


@pytest.mark.parametrize("file", FILES, ids=str)
def test_54_patterns_are_constants(file: Path) -> None:
    inline = inline_calls(ROOT / file)
    assert inline == [] or file in MADE_OF_NAMES


def test_54_the_search_for_slow_patterns_finds_one() -> None:
    quadratic = re.compile(r"((@)|(a))+\.")
    assert any(is_slow(quadratic, text) for text in adversarial(quadratic) if text.startswith("@@"))
