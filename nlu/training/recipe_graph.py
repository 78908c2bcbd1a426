"""The graph of Rasa's recipe for a configuration, made by a process that ends with it.

Rasa's recipe and its check of a configuration import TensorFlow, which takes 450 MB and learns nothing here.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from rasa.engine.constants import PLACEHOLDER_IMPORTER
from rasa.engine.graph import GraphModelConfiguration, GraphSchema
from rasa.shared.data import TrainingType
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_config_file

from nlu.training.authored import CannotTrain

_VALIDATORS = ("schema_validator", "finetuning_validator")


class RecipeProcess:
    """A process that makes the graph while its parent does something else; it ends with the block."""

    def __init__(self, config: Path) -> None:
        """Start it."""
        self._child = subprocess.Popen(  # noqa: S603 -- our own module
            [sys.executable, "-W", "ignore", "-m", "nlu.training.recipe_graph", str(config)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "RecipeProcess":
        return self

    def __exit__(self, *failure: object) -> None:
        self._child.kill()  # nothing, if it has ended
        with self._child:
            """Close its pipes and wait."""

    def graph(self) -> GraphModelConfiguration:
        """Wait for the graph.

        Raises:
            CannotTrain: the configuration is wrong.
        """
        answer, errors = self._child.communicate()
        if self._child.returncode:
            raise CannotTrain((errors.strip().splitlines() or ["Rasa's recipe made no graph"])[-1])
        plain = json.loads(answer)
        return GraphModelConfiguration(
            train_schema=GraphSchema.from_dict(plain.pop("train")),
            predict_schema=PackedGraph(plain.pop("predict")),
            training_type=TrainingType.NLU,
            core_target=None,
            **plain,
        )


class PackedGraph:
    """A graph that is packed and not run. Its steps are not imported: one of Rasa's imports TensorFlow."""

    def __init__(self, plain: dict[str, Any]) -> None:
        """Keep what `as_dict` of the graph has returned."""
        self._plain = plain

    def as_dict(self) -> dict[str, Any]:
        """Return the graph as it is packed."""
        return self._plain


def main() -> int:
    """Print the graph of the configuration that the first argument names; return the exit code."""
    try:
        print(json.dumps(_graph(dict(read_config_file(sys.argv[1])))))
    except (RasaException, ValueError) as exc:
        print(" ".join(str(exc).split()), file=sys.stderr)
        return 1
    return 0


def _graph(config: dict[str, Any]) -> dict[str, Any]:
    # Slow imports, for which this process exists.
    from rasa.engine.recipes.recipe import Recipe  # noqa: PLC0415
    from rasa.graph_components.validators.default_recipe_validator import (  # noqa: PLC0415
        DefaultV1RecipeValidator,
    )

    recipe = Recipe.recipe_for_name("default.v1")
    graph = recipe.graph_config_for_recipe(config, {}, training_type=TrainingType.NLU)
    # What it refuses depends on the steps alone.
    DefaultV1RecipeValidator(graph.train_schema)._validate_nlu(TrainingData())  # noqa: SLF001
    return {
        "train": _without_validators(graph.train_schema.as_dict()),
        "predict": graph.predict_schema.as_dict(),
        "assistant_id": graph.assistant_id,
        "language": graph.language,
        "nlu_target": graph.nlu_target,
    }


def _without_validators(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema with the first step that learns at the place of those that only check."""
    nodes = {name: node for name, node in schema["nodes"].items() if name not in _VALIDATORS}
    for node in nodes.values():
        node["needs"] = {
            name: PLACEHOLDER_IMPORTER if source in _VALIDATORS else source
            for name, source in node["needs"].items()
        }
    return {**schema, "nodes": nodes}


if __name__ == "__main__":
    sys.exit(main())
