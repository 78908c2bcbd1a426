"""The application's side of the wall: asks over Rasa's HTTP contract and believes little of the answer."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

import httpx

from nlu.contract.errors import NluBadAnswer, NluUnavailable
from nlu.contract.labels import Intent
from nlu.contract.text import classifiable
from nlu.contract.understanding import THRESHOLD, Understanding

_BATCH_SIZE = 64
_NO_BATCHES = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
_AWAY = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}


class NluClient:
    """Understands texts by asking the Rasa-compatible server at `url`, `timeout` seconds at most a time."""

    def __init__(self, url: str, timeout: float = 3.0) -> None:
        self._http = httpx.AsyncClient(
            base_url=url.rstrip("/"),
            timeout=timeout,
            trust_env=False,
            limits=httpx.Limits(max_connections=8),
        )
        self._offers_batches = True

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes the connections to the server."""
        await self._http.aclose()

    async def parse(self, text: str) -> Understanding:
        """What the text means. Raises NluUnavailable (ask again later) or NluBadAnswer (do not)."""
        response = await self._ask("POST", "/model/parse", {"text": classifiable(text)})
        return _understanding(_json(response), _model(response))

    async def parse_many(self, texts: Sequence[str]) -> list[Understanding]:
        """What each text means, in order; one request for many texts where the server offers that."""
        understood: list[Understanding] = []
        for start in range(0, len(texts), _BATCH_SIZE):
            understood += await self._parse_batch(texts[start : start + _BATCH_SIZE])
        return understood

    async def ready(self) -> bool:
        """Whether the server answers and has a model."""
        try:
            await self._ask("GET", "/status")
        except (NluUnavailable, NluBadAnswer):
            return False
        return True

    async def _parse_batch(self, texts: Sequence[str]) -> list[Understanding]:
        if self._offers_batches:
            response = await self._send(
                "POST", "/model/parse/batch", {"texts": [classifiable(text) for text in texts]}
            )
            if response.status_code not in _NO_BATCHES:
                return _understandings(_json(_checked(response)), _model(response), len(texts))
            self._offers_batches = False
        return [await self.parse(text) for text in texts]

    async def _ask(self, method: str, path: str, body: object = None) -> httpx.Response:
        return _checked(await self._send(method, path, body))

    async def _send(self, method: str, path: str, body: object = None) -> httpx.Response:
        try:
            return await self._http.request(method, path, json=body)
        except httpx.DecodingError as exc:
            raise NluBadAnswer("undecodable body") from exc
        except httpx.RequestError as exc:
            raise NluUnavailable(type(exc).__name__) from exc


def _checked(response: httpx.Response) -> httpx.Response:
    status = response.status_code
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _AWAY:
        raise NluUnavailable(f"status {status}")
    if status != HTTPStatus.OK:
        raise NluBadAnswer(f"status {status}")
    return response


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except (ValueError, RecursionError) as exc:
        raise NluBadAnswer("not JSON") from exc


def _model(response: httpx.Response) -> str:
    return str(response.headers.get("x-model-id", ""))


def _understandings(answer: Any, model: str, count: int) -> list[Understanding]:
    if not isinstance(answer, list) or len(answer) != count:
        raise NluBadAnswer(f"not a list of {count}")
    return [_understanding(one, model) for one in answer]


def _understanding(answer: Any, model: str) -> Understanding:
    if not isinstance(answer, Mapping) or not isinstance(answer.get("intent"), Mapping):
        raise NluBadAnswer("no intent")
    intent, confidence = _scored(answer["intent"])
    others = answer.get("intent_ranking", [])
    if not isinstance(others, list):
        raise NluBadAnswer("the ranking is no list")
    ranking = tuple(_scored(one) for one in others) or ((intent, confidence),)
    if ranking[0][0] is not intent:
        raise NluBadAnswer("the ranking does not begin with the intent")
    threshold = answer.get("threshold")
    return Understanding(
        intent, confidence, ranking, model, THRESHOLD if threshold is None else _share(threshold)
    )


def _scored(one: Any) -> tuple[Intent, float]:
    if not isinstance(one, Mapping):
        raise NluBadAnswer("an intent is no object")
    return _intent(one.get("name")), _share(one.get("confidence"))


def _share(number: Any) -> float:
    if not isinstance(number, int | float) or isinstance(number, bool):
        raise NluBadAnswer("a confidence is no number")
    # Python reads NaN and numbers beyond every float out of JSON; rounding may leave a hair above 1.
    if not 0 <= number <= 1 + 1e-6:
        raise NluBadAnswer("a confidence is out of bounds")
    return min(float(number), 1.0)


def _intent(name: Any) -> Intent:
    try:
        return Intent(name)
    except ValueError as exc:
        raise NluBadAnswer("an unknown intent") from exc
