"""What must hold for the authored messages, and between those that train and those that measure."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from nlu.contract.labels import Aspect, Intent, Language
from nlu.training.authored import AuthoredMessage, read_messages
from nlu.training.duplicates import folded, near_duplicates
from tests.nlu.conftest import Call

ROOT = Path(__file__).resolve().parents[2]
MEASURED = sorted((ROOT / "data" / "eval").glob("*.jsonl"))
# The others are labelled with an intent.
ATTRIBUTES = {"urgency": "urgent", "aspects": "aspects", "mixed": "mixed"}
REAL = ROOT.parent / "shared" / "nlu" / "dev.jsonl"  # beside a checkout in development, nowhere else


@pytest.fixture(scope="module")
def authored() -> list[AuthoredMessage]:
    """The messages that train."""
    return read_messages(ROOT / "data" / "nlu")


def texts_of(path: Path) -> list[str]:
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


def is_labelled(line: dict[str, object], subject: str) -> bool:
    label = line.get(ATTRIBUTES.get(subject, "intent"))
    if isinstance(label, list):
        return set(label) <= set(map(str, Aspect))
    return isinstance(label, bool) if subject in ATTRIBUTES else label in set(map(str, Intent))


def test_no_message_is_written_twice(authored: list[AuthoredMessage]) -> None:
    written: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for one in authored:
        written[one.intent, one.language, " ".join(one.text.casefold().split())].append(one.text)
    assert [texts for texts in written.values() if len(texts) > 1] == []


def test_no_message_has_two_intents(authored: list[AuthoredMessage]) -> None:
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for one in authored:
        meant[folded(one.text)].add(one.intent)
    assert {text: intents for text, intents in meant.items() if len(intents) > 1} == {}


def test_main_intents_have_their_breadth(authored: list[AuthoredMessage]) -> None:
    counts = {
        (intent, language): sum((one.intent, one.language) == (intent, language) for one in authored)
        for intent in map(str, (Intent.INQUIRY, Intent.COMPLAINT, Intent.PRAISE))
        for language in map(str, Language)
    }
    assert {group: n for group, n in counts.items() if n < 1_500} == {}


def test_intents_of_a_talk_have_their_breadth(authored: list[AuthoredMessage]) -> None:
    wanted = {Intent.FOLLOW_UP: 400, Intent.WITHDRAW: 400, Intent.ACKNOWLEDGE: 250, Intent.OPT_OUT: 250}
    counts = {
        (intent, language): sum((one.intent, one.language) == (intent, language) for one in authored)
        for intent in wanted
        for language in map(str, Language)
    }
    assert {group: n for group, n in counts.items() if n < wanted[group[0]]} == {}


@pytest.mark.parametrize("path", MEASURED, ids=lambda path: path.name)
def test_measured_messages_repeat_none_that_trains(path: Path, authored: list[AuthoredMessage]) -> None:
    assert list(near_duplicates(texts_of(path), [one.text for one in authored])) == []


@pytest.mark.parametrize("path", MEASURED, ids=lambda path: path.name)
def test_measured_messages_are_well_labelled(path: Path) -> None:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    odd = [
        line["id"]
        for line in lines
        if line["lang"] not in set(map(str, Language)) or not is_labelled(line, path.name.split(".")[0])
    ]
    assert (odd, len({line["id"] for line in lines})) == ([], len(lines))


def test_no_authored_message_repeats_a_real_one(authored: list[AuthoredMessage]) -> None:
    real = texts_of(REAL) if REAL.exists() else []
    ours = [one.text for one in authored] + [text for path in MEASURED for text in texts_of(path)]
    assert list(near_duplicates(real, ours)) == []


@pytest.mark.rasa
def test_stock_rasa_takes_only_the_authored_messages_for_training_data(rasa: Call) -> None:
    taken = rasa("tests.nlu.rasa_checks:training_files", str(ROOT / "data"))
    assert taken == [str(path) for path in sorted((ROOT / "data" / "nlu").glob("*.yml"))]
