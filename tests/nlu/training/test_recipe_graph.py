"""The graph of Rasa's recipe, made by another process."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.nlu.conftest import PYTHON, QUIET, ROOT

pytestmark = pytest.mark.rasa

MAKES = (
    "import json, sys\n"
    "from pathlib import Path\n"
    "from nlu.training.authored import CannotTrain\n"
    "from nlu.training.recipe_graph import RecipeProcess\n"
    "try:\n"
    "    with RecipeProcess(Path(sys.argv[1])) as recipe:\n"
    "        graph = recipe.graph()\n"
    "    steps = {name: node.needs for name, node in graph.train_schema.nodes.items()}\n"
    "    answers = list(graph.predict_schema.as_dict()['nodes'])[-1]\n"
    "    print(json.dumps([steps, answers, 'tensorflow' in sys.modules]))\n"
    "except CannotTrain as exc:\n"
    "    print(json.dumps(str(exc)))\n"
)


def made_of(config: Path) -> object:
    """What the graph of the configuration is like, or why there is none."""
    call = [str(PYTHON), "-c", MAKES, str(config)]
    done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, env=QUIET, check=True)
    return json.loads(done.stdout)


def test_steps_read_the_messages_themselves_and_tensorflow_stays_out(tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    config.write_text(
        "recipe: default.v1\nassistant_id: huifang\nlanguage: zh\n"
        "pipeline:\n- name: nlu.components.registry.TextNormalizer\n",
        encoding="utf-8",
    )
    assert made_of(config) == [
        {
            "nlu_training_data_provider": {"importer": "__importer__"},
            "run_nlu.components.registry.TextNormalizer0": {"training_data": "nlu_training_data_provider"},
        },
        "run_RegexMessageHandler",
        False,
    ]


def test_wrong_configuration_is_named(tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    tokenizer = "- name: nlu.components.registry.MixedTokenizer\n"
    config.write_text(f"recipe: default.v1\nlanguage: zh\npipeline:\n{tokenizer * 2}", encoding="utf-8")
    assert "more than one tokenizer" in str(made_of(config))


def test_process_does_not_outlive_a_training_that_has_no_messages(tmp_path: Path) -> None:
    ends = (
        "import sys\n"
        "from pathlib import Path\n"
        "from nlu.training.recipe_graph import RecipeProcess\n"
        "try:\n"
        "    with RecipeProcess(Path(sys.argv[1])) as recipe:\n"
        "        raise ValueError\n"
        "except ValueError:\n"
        "    print(recipe._child.returncode)\n"
    )
    call = [str(PYTHON), "-W", "ignore", "-c", ends, str(tmp_path / "config.yml")]
    done = subprocess.run(call, capture_output=True, text=True, cwd=ROOT, env=QUIET, check=False)
    assert done.stdout == "-9\n"  # killed, and waited for
