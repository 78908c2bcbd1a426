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

from rasa.engine.graph import ExecutionContext, GraphNode, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from tarsafe import TarSafe

from nlu.components.classifier.talk_prior import STATE
from nlu.contract.talk_state import TalkState
from nlu.training.checksum import ROOT, verify

_INPUT = "nlu_message_converter"
_SLASH_COMMANDS = "run_RegexMessageHandler"


class NluModel:
    """A parser of texts. Several threads may ask at once: the steps only read, apart from one that locks."""

    def __init__(self, steps: Sequence[GraphNode], identity: str) -> None:
        """Make a model that passes its messages from step to step."""
        self._steps = steps
        self.identity = identity

    @classmethod
    def open(cls, path: Path) -> NluModel:
        """Load a model file.

        Raises:
            SealError: the file is not as it was when this code trained it.
        """
        digest = verify(path, ROOT)
        with tempfile.TemporaryDirectory() as folder:
            with TarSafe.open(path, mode="r:gz") as archive:
                archive.extractall(folder)
            metadata = json.loads((Path(folder) / "metadata.json").read_text(encoding="utf-8"))
            steps = _steps(metadata["predict_schema"], LocalModelStorage(Path(folder) / "components"))
        model = cls(steps, f"{path.name.removesuffix('.tar.gz')}-{digest[:12]}")
        model.parse(["你好 hello"])  # dictionaries are read at their first use: not with a customer's message
        return model

    def parse(self, texts: Sequence[str], states: Sequence[TalkState | None] = ()) -> list[dict[str, Any]]:
        """Return Rasa's parse answer for each text; `states`, if given, has the state of each talk."""
        if not texts:
            return []
        known = states or [None] * len(texts)
        passed = (
            _INPUT,
            [Message({TEXT: text, STATE: state}) for text, state in zip(texts, known, strict=True)],
        )
        for step in self._steps:
            passed = step(passed)
        return [_answer(message) for message in passed[1]]


def _steps(schema: dict[str, Any], storage: LocalModelStorage) -> list[GraphNode]:
    """Return the loaded nodes from the message to the slash commands, which are left out.

    A graph without dialogue is a chain, and following it takes a tenth of the time of Rasa's own runner.
    """
    nodes = schema["nodes"]
    chain = [nodes[_SLASH_COMMANDS]["needs"]["messages"]]
    while (before := nodes[chain[-1]]["needs"]["messages"]) != _INPUT:
        chain.append(before)
    graph = GraphSchema.from_dict({"nodes": {name: nodes[name] for name in reversed(chain)}})
    context = ExecutionContext(graph)
    return [GraphNode.from_schema_node(name, node, storage, context) for name, node in graph.nodes.items()]


def _answer(message: Message) -> dict[str, Any]:
    given = ("intent", "intent_ranking", "threshold", "mixed")
    attributes = {"urgent": message.get("urgent", False), "aspects": message.get("aspects", [])}
    read = {name: message.get(name) for name in given}
    return {"text": message.get(TEXT), "entities": [], **read, **attributes}
