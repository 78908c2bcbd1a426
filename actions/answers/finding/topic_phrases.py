"""The authored phrases of `data/finding/topics.yml`: topics, each with ways to ask in every language."""

from collections.abc import Sequence
from pathlib import Path

from actions.answers.finding.metric_training import TopicPhrase
from actions.settings.yaml_files import load_yaml
from nlu.contract.labels import Language


def read_topic_phrases(file: Path) -> Sequence[TopicPhrase]:
    """Return all phrases.

    Raises:
        DataError: the file is missing or is no YAML.
    """
    return [
        TopicPhrase(topic, Language(language), phrase)
        for topic, by_language in load_yaml(file).items()
        for language, phrases in by_language.items()
        for phrase in phrases
    ]
