"""Runs the training graph of Rasa's recipe and packs what its steps have learned.

`rasa train nlu` does the same, and takes a fingerprint of every feature of every message after every step, to
skip steps the next time. With our quick steps that costs more than it can ever save; so does its reading of
the messages, which copies and fingerprints each of them several times.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from rasa.engine.constants import PLACEHOLDER_IMPORTER
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.recipe import Recipe
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.data import TrainingType
from rasa.shared.exceptions import RasaException

from nlu.importer import AuthoredMessages
from nlu.messages import BadMessages


class TrainingError(Exception):
    """The configuration or the messages cannot be trained on; the message says why."""


def train(config: Path, data: Path, trained: Path, tell: Callable[[str], None]) -> None:
    """Trains on the messages in `data` and writes the model file `trained`; `tell` hears of the progress."""
    try:
        _train(config, data, trained, tell)
    except (RasaException, BadMessages, ValueError) as exc:
        raise TrainingError(str(exc)) from exc


def _train(config: Path, data: Path, trained: Path, tell: Callable[[str], None]) -> None:
    importer = AuthoredMessages(config, data)
    messages = len(importer.get_nlu_data().intent_examples)
    if not messages:
        raise TrainingError(f"no messages in {data}")
    recipe = Recipe.recipe_for_name("default.v1")
    graph = recipe.graph_config_for_recipe(importer.get_config(), {}, training_type=TrainingType.NLU)
    tell(f"2/3 learning from {messages} messages …")
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage.create(Path(folder))
        runner = DaskGraphRunner.create(graph.train_schema, storage, ExecutionContext(graph.train_schema))
        runner.run(inputs={PLACEHOLDER_IMPORTER: importer})
        tell("3/3 packing the model …")
        storage.create_model_package(trained, graph, Domain.empty())
