"""A trained model in memory: a Rasa model archive, of which only the steps that understand text are loaded.

Rasa's own Agent would import its dialogue side and TensorFlow with it (20 s and 500 MB before the first
message) and let a text with a leading slash choose its own intent. The archive says which steps there are.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from tarsafe import TarSafe

from nlu.seal import verify

_INPUT = "nlu_message_converter"
_SLASH_COMMANDS = "run_RegexMessageHandler"


class Model:
    """Understands texts. Not safe for use by several threads at once."""

    def __init__(self, runner: DaskGraphRunner, target: str, identity: str) -> None:
        """A model whose graph gives its messages at `target`."""
        self._runner = runner
        self._target = target
        self.identity = identity

    @classmethod
    def open(cls, path: Path) -> Model:
        """Loads a model file; raises SealError unless it is as it was when it was trained."""
        digest = verify(path)
        with tempfile.TemporaryDirectory() as folder:
            with TarSafe.open(path, mode="r:gz") as archive:
                archive.extractall(folder)
            schema, target = _steps(json.loads((Path(folder) / "metadata.json").read_text(encoding="utf-8")))
            runner = DaskGraphRunner(
                schema, LocalModelStorage(Path(folder) / "components"), ExecutionContext(schema)
            )
        model = cls(runner, target, f"{path.name.removesuffix('.tar.gz')}-{digest[:12]}")
        model.parse(["你好 hello"])  # dictionaries are read at their first use: not with a customer's message
        return model

    def parse(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """Rasa's parse answer for each text."""
        if not texts:
            return []
        messages = [Message({TEXT: text}) for text in texts]
        result = self._runner.run(inputs={_INPUT: messages}, targets=[self._target])
        return [_answer(message) for message in result[self._target]]


def _steps(metadata: dict[str, Any]) -> tuple[GraphSchema, str]:
    """The nodes between the message and the slash commands, and the last of them."""
    nodes = metadata["predict_schema"]["nodes"]
    target = nodes.pop(_SLASH_COMMANDS)["needs"]["messages"]
    nodes.pop(_INPUT)
    return GraphSchema.from_dict({"nodes": nodes}), target


def _answer(message: Message) -> dict[str, Any]:
    given = ("intent", "intent_ranking", "threshold")
    return {"text": message.get(TEXT), "entities": [], **{name: message.get(name) for name in given}}
