"""The bodies of answers, as the API describes them."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

from actions.answers.answer_refusals import Clash
from actions.answers.document import AnswerDocument, Key
from actions.answers.importing import ImportPlan
from nlu.contract.labels import Language
from store.queries.answers.published_versions import PublishedVersion

EXAMPLE = {
    "tags": ["hours"],
    "wordings": {
        "zh": {
            "question": "你们几点开门？",
            "variants": ["营业时间是几点到几点"],
            "answer": "今天的营业时间是 {hours_today}。",
        },
        "en": {
            "question": "When do you open?",
            "variants": ["What are your opening hours?"],
            "answer": "Today we are open {hours_today}.",
            "buttons": [{"text": "Map", "url": "https://example.com/map"}],
        },
    },
}
ONE = {"hours": {"summary": "Opening hours in two languages", "value": EXAMPLE}}
ALL = {"set": {"summary": "A set of one answer", "value": {"answers": {"opening-hours": EXAMPLE}}}}


class AnswersBody(BaseModel):
    """The whole set: documents by key, each as `huifang answers export` writes it."""

    model_config = ConfigDict(extra="forbid")

    answers: Annotated[dict[Key, AnswerDocument], Field(min_length=1)]

    @classmethod
    def of(cls, versions: Mapping[str, PublishedVersion]) -> dict[str, Any]:
        """Return what is published, in the form in which it is put."""
        return {"answers": {key: dict(version.content) for key, version in versions.items()}}


class ImportBody(BaseModel):
    """What putting answers did, by key."""

    added: list[str]
    changed: list[str]
    unchanged: list[str]
    retired: list[str]

    @classmethod
    def of(cls, plan: ImportPlan) -> Self:
        """Return the answer with this plan."""
        return cls(
            added=list(plan.added),
            changed=list(plan.changed),
            unchanged=list(plan.unchanged),
            retired=list(plan.retired),
        )


class ClashBody(BaseModel):
    """A question that another answer has."""

    key: str
    question: str
    language: Language
    outlet: str | None
    holder: str = Field(description="The answer that has the question.")


class QuestionTakenBody(BaseModel):
    """Two answers would have the same question; nothing was written."""

    detail: str
    clashes: list[ClashBody]

    @classmethod
    def of(cls, clashes: tuple[Clash, ...]) -> Self:
        """Return the refusal of these questions."""
        bodies = [
            ClashBody(
                key=each.key,
                question=each.question,
                language=each.language,
                outlet=each.outlet,
                holder=each.holder,
            )
            for each in clashes
        ]
        return cls(detail="; ".join(map(str, clashes)), clashes=bodies)
