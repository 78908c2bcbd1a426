"""The application's client of the understanding: it asks over Rasa's HTTP contract and checks each answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Annotated, Self

import aiohttp
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from nlu.contract.errors import NluBadAnswer, NluUnavailable
from nlu.contract.labels import Aspect, Intent
from nlu.contract.talk_state import TalkState
from nlu.contract.text import classifiable
from nlu.contract.understanding import THRESHOLD, Mixed, Understanding

_BATCH_SIZE = 64
_NO_BATCHES = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}
_AWAY = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}

# Rounding may leave slightly more than 1.
_Share = Annotated[
    float, Field(ge=0, le=1 + 1e-6, allow_inf_nan=False), AfterValidator(lambda share: min(share, 1.0))
]


class _ScoredIntent(BaseModel):
    model_config = ConfigDict(strict=True)

    name: Intent
    confidence: _Share


class _Sides(BaseModel):
    model_config = ConfigDict(strict=True)

    praise: str
    complaint: str


class _ParseAnswer(BaseModel):
    model_config = ConfigDict(strict=True, hide_input_in_errors=True)

    intent: _ScoredIntent
    intent_ranking: list[_ScoredIntent] = []
    threshold: _Share | None = None
    urgent: bool = False
    aspects: list[Aspect] = []
    mixed: _Sides | None = None


_ANSWERS = TypeAdapter(list[_ParseAnswer], config=ConfigDict(hide_input_in_errors=True))


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    content: bytes
    model: str


class NluClient:
    """Understands texts by asking the Rasa-compatible server at `url`.

    A connection, and then each part of the answer, may take up to `timeout` seconds.
    """

    def __init__(self, url: str, timeout: float = 3.0) -> None:
        self._url = url.rstrip("/")
        # A text is never asked about twice on its own; stock Rasa closes a connection that is idle for 5 s.
        self._http = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=8, keepalive_timeout=4.0),
            timeout=aiohttp.ClientTimeout(connect=timeout, sock_read=timeout),
            headers={"Accept-Encoding": "identity"},
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        self._offers_batches = True

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections to the server."""
        await self._http.close()

    async def parse(self, text: str, state: TalkState | None = None) -> Understanding:
        """Return what the text means in this state of the talk; without one, as a stranger reads it.

        Raises:
            NluUnavailable: ask again later.
            NluBadAnswer: do not ask again.
        """
        body: dict[str, object] = {"text": classifiable(text)}
        if state is not None:
            body["state"] = state.as_plain()
        response = _checked(await self._send("POST", "/model/parse", body))
        try:
            answer = _ParseAnswer.model_validate_json(response.content)
        except ValidationError as exc:
            raise NluBadAnswer(_reason(exc)) from exc
        return _understanding(answer, response)

    async def parse_many(self, texts: Sequence[str]) -> list[Understanding]:
        """Return what each text means, in order; a server that offers batches gets many texts a request.

        Raises:
            NluUnavailable: ask again later.
            NluBadAnswer: do not ask again.
        """
        understood: list[Understanding] = []
        for start in range(0, len(texts), _BATCH_SIZE):
            understood += await self._parse_batch(texts[start : start + _BATCH_SIZE])
        return understood

    async def ready(self) -> bool:
        """Return whether the server answers and has a model."""
        try:
            _checked(await self._send("GET", "/status"))
        except (NluUnavailable, NluBadAnswer):
            return False
        return True

    async def _parse_batch(self, texts: Sequence[str]) -> list[Understanding]:
        if self._offers_batches:
            response = await self._send(
                "POST", "/model/parse/batch", {"texts": [classifiable(text) for text in texts]}
            )
            if response.status not in _NO_BATCHES:
                return _understandings(_checked(response), len(texts))
            self._offers_batches = False
        return [await self.parse(text) for text in texts]

    async def _send(self, method: str, path: str, body: object = None) -> _Reply:
        try:
            async with self._http.request(
                method, f"{self._url}{path}", json=body, allow_redirects=False
            ) as answer:
                return _Reply(answer.status, await answer.read(), answer.headers.get("x-model-id", ""))
        except (aiohttp.ClientError, TimeoutError) as exc:
            raise NluUnavailable(type(exc).__name__) from exc


def _checked(response: _Reply) -> _Reply:
    status = response.status
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _AWAY:
        raise NluUnavailable(f"status {status}")
    if status != HTTPStatus.OK:
        raise NluBadAnswer(f"status {status}")
    return response


def _understandings(response: _Reply, count: int) -> list[Understanding]:
    try:
        answers = _ANSWERS.validate_json(response.content)
    except ValidationError as exc:
        raise NluBadAnswer(_reason(exc)) from exc
    if len(answers) != count:
        raise NluBadAnswer(f"not a list of {count}")
    return [_understanding(answer, response) for answer in answers]


def _understanding(answer: _ParseAnswer, response: _Reply) -> Understanding:
    ranking = tuple((one.name, one.confidence) for one in answer.intent_ranking or [answer.intent])
    if ranking[0][0] is not answer.intent.name:
        raise NluBadAnswer("the ranking does not begin with the intent")
    return Understanding(
        answer.intent.name,
        answer.intent.confidence,
        ranking,
        model=response.model,
        threshold=THRESHOLD if answer.threshold is None else answer.threshold,
        urgent=answer.urgent,
        aspects=tuple(answer.aspects),
        mixed=Mixed(answer.mixed.praise, answer.mixed.complaint) if answer.mixed else None,
    )


def _reason(error: ValidationError) -> str:
    """Return the kind and the place of the first fault, and nothing of the answer's own words."""
    first = error.errors(include_input=False, include_url=False)[0]
    return f"{first['type']} at {'.'.join(map(str, first['loc'])) or 'the top'}"
