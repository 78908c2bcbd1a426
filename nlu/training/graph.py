"""Runs the training graph of Rasa's recipe and packs what its steps have learned.

`rasa train nlu` does the same, and takes a fingerprint of every feature of every message after every step, to
skip steps the next time. With our quick steps that costs more than it can ever save; so does its reading of
the messages, which copies and fingerprints each of them several times.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rasa.engine.constants import PLACEHOLDER_IMPORTER
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.recipe import Recipe
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.data import TrainingType
from rasa.shared.exceptions import RasaException

from nlu.training.authored import BadMessages
from nlu.training.importer import AuthoredMessages


class TrainingError(Exception):
    """The configuration or the messages cannot be trained on; the message says why."""


@dataclass(frozen=True)
class Lessons:
    """What to learn from: the pipeline's configuration, authored messages, and those of customers, if any."""

    config: Path
    data: Path
    learned: Path | None = None


def train(lessons: Lessons, trained: Path, tell: Callable[[str], None]) -> None:
    """Trains and writes the model file `trained`; `tell` hears of the progress."""
    try:
        _train(lessons, trained, tell)
    except (RasaException, BadMessages, ValueError) as exc:
        raise TrainingError(str(exc)) from exc


def _train(lessons: Lessons, trained: Path, tell: Callable[[str], None]) -> None:
    importer = AuthoredMessages(lessons.config, lessons.data, lessons.learned)
    messages = len(importer.get_nlu_data().intent_examples)
    if not messages:
        raise TrainingError(f"no messages in {lessons.data}")
    recipe = Recipe.recipe_for_name("default.v1")
    graph = recipe.graph_config_for_recipe(importer.get_config(), {}, training_type=TrainingType.NLU)
    tell(f"2/3 learning from {messages} messages …")
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage.create(Path(folder))
        runner = DaskGraphRunner.create(graph.train_schema, storage, ExecutionContext(graph.train_schema))
        runner.run(inputs={PLACEHOLDER_IMPORTER: importer})
        tell("3/3 packing the model …")
        storage.create_model_package(trained, graph, Domain.empty())
