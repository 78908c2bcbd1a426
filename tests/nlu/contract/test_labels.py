"""The labels that both sides agree on."""

import json

import yaml

from nlu.contract.labels import MAIN_INTENTS, Intent, Language
from tests.nlu.conftest import ROOT


def test_labels_are_written_as_their_values() -> None:
    assert (str(Intent.HUMAN), json.dumps({"intent": Intent.HUMAN, "language": Language.ZH})) == (
        "human",
        '{"intent": "human", "language": "zh"}',
    )


def test_rasas_domain_names_the_same_intents() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert domain["intents"] == [str(intent) for intent in Intent]


def test_main_intents_are_those_of_a_service() -> None:
    assert list(map(str, MAIN_INTENTS)) == ["inquiry", "complaint", "praise"]
