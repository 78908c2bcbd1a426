"""Runs in the Rasa environment and calls what the tests name: one JSON request and one answer a line."""

import importlib
import json
import sys
from typing import Any


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The result of the function, or the name of its exception."""
    module, _, name = request["call"].partition(":")
    try:
        return {"result": getattr(importlib.import_module(module), name)(*request["arguments"])}
    except Exception as exc:
        return {"error": f"{type(exc).__name__}: {exc}"}


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
