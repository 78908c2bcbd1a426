"""Runs the training graph of Rasa's recipe on the authored messages and packs what its steps have learned.

`rasa train nlu` does the same, and takes a fingerprint of every feature of every message after every step, to
skip steps the next time. With these quick steps that costs more than it can ever save; so does Rasa's own
reader, which copies and fingerprints each message several times and takes a hundred times as long.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.engine.constants import PLACEHOLDER_IMPORTER
from rasa.engine.graph import ExecutionContext, GraphModelConfiguration
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_config_file

from nlu.training.attributes import read_attributes
from nlu.training.authored import CannotTrain, read_messages
from nlu.training.recipe_graph import RecipeProcess

WEIGHT = 5
"""This many authored messages weigh as much as one that a customer wrote and a person labelled."""


@dataclass(frozen=True)
class TrainingSources:
    """What to learn from: the pipeline's configuration, authored messages, and others, if any."""

    config: Path
    data: Path
    learned: Path | None = None
    attributes: Path | None = None


class MessageImporter:
    """The part of Rasa's TrainingDataImporter that the graph calls: messages with an intent, no dialogue."""

    def __init__(self, sources: TrainingSources) -> None:
        """Read the messages; those of customers weigh more.

        Raises:
            BadMessages: they cannot be read.
        """
        self._config = sources.config
        own = read_messages(sources.learned) if sources.learned else []
        read = [*read_messages(sources.data), *(one for one in own for _ in range(WEIGHT))]
        self._data = TrainingData()
        # Given to the constructor, the repetitions would be dropped.
        labelled = read_attributes(sources.attributes) if sources.attributes else []
        self._data.training_examples = [
            *(Message({TEXT: one.text, INTENT: one.intent}) for one in read),
            *(Message({TEXT: one.text, one.attribute: one.value}) for one in labelled),
        ]

    def get_nlu_data(self, language: str | None = None) -> TrainingData:
        """Return the messages; every caller gets the same ones, to which the steps of the graph add."""
        return self._data

    def get_config(self) -> dict[str, Any]:
        """Return the pipeline's configuration."""
        return dict(read_config_file(str(self._config)))

    def get_domain(self) -> Domain:
        """Return an empty domain: the intents are those of the messages."""
        return Domain.empty()

    def get_stories(self) -> StoryGraph:
        """Return no stories."""
        return StoryGraph([])


def train(sources: TrainingSources, trained: Path, tell: Callable[[str], None]) -> None:
    """Train and write the model file `trained`; `tell` is called with each line of progress.

    Raises:
        CannotTrain: the configuration or the messages are wrong.
    """
    try:
        with RecipeProcess(sources.config) as recipe:
            importer = MessageImporter(sources)
            if not importer.get_nlu_data().intent_examples:
                raise CannotTrain(f"no messages in {sources.data}")
            tell(f"2/3 learning from {len(importer.get_nlu_data().intent_examples)} messages …")
            graph = recipe.graph()
        _run_graph(graph, importer, trained, tell)
    except (RasaException, ValueError) as exc:
        raise CannotTrain(str(exc)) from exc


def _run_graph(
    graph: GraphModelConfiguration, importer: MessageImporter, trained: Path, tell: Callable[[str], None]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage.create(Path(folder))
        runner = DaskGraphRunner.create(graph.train_schema, storage, ExecutionContext(graph.train_schema))
        runner.run(inputs={PLACEHOLDER_IMPORTER: importer})
        tell("3/3 packing the model …")
        storage.create_model_package(trained, graph, Domain.empty())
