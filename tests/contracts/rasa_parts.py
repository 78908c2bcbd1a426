"""The real parser and the real endpoints, asked on the Rasa side."""

import asyncio
from pathlib import Path
from typing import Any

from aiohttp.test_utils import make_mocked_request

from nlu.serving.model import NluModel
from nlu.serving.server import ParseEndpoints
from tests.fakes.parser import NamedParser


def parsed(path: str, texts: list[str]) -> tuple[str, list[dict[str, Any]]]:
    """Return the identity of a model, and what it makes of texts."""
    model = NluModel.open(Path(path))
    return model.identity, model.parse(texts)


def identity_after_swap() -> str:
    """Return which parser endpoints name after they were given another."""
    endpoints = ParseEndpoints(NamedParser("first"))
    endpoints.swap(NamedParser("second"))
    answer = asyncio.run(endpoints.status(make_mocked_request("GET", "/status")))
    return str(answer.headers["x-model-id"])
