"""Surveys, invitations and answers as the API gives them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import Question
from bot.api.record_bodies import NumberedBody
from nlu.contract.labels import Language
from store.models.occasions import Occasion
from store.models.question_kinds import Kind
from store.models.surveys import InvitationStatus

Texts = Mapping[Language, str]


class AskedQuestionBody(BaseModel):
    """A question, under the id that its answers name; a pair of expectation and perception is two."""

    id: str
    kind: Kind
    text: Texts
    dimension: str | None
    options: Annotated[Mapping[str, Texts], Field(description="The options of a choice, by id.")]

    @classmethod
    def of(cls, question: Question) -> Self:
        """Return the body of a question."""
        return cls(
            id=question.id,
            kind=question.kind,
            text=question.text,
            dimension=question.dimension,
            options={option.id: option.text for option in question.options},
        )


class SurveyBody(BaseModel):
    """A survey as it is asked now."""

    key: str
    version: Annotated[str, Field(description="Names this content; invitations name what they asked by it.")]
    title: Texts
    questions: list[AskedQuestionBody]

    @classmethod
    def of(cls, survey: Survey) -> Self:
        """Return the body of a survey."""
        questions = [AskedQuestionBody.of(question) for question in survey.asked]
        return cls(key=survey.key, version=survey.digest, title=survey.title, questions=questions)


class SurveysBody(BaseModel):
    """All surveys that are asked now, by key."""

    items: list[SurveyBody]


class GivenAnswerBody(BaseModel):
    """The answer to a question. Words that were erased are null."""

    model_config = ConfigDict(from_attributes=True)

    question: str
    number: int | None
    first_number: Annotated[int | None, Field(description="What was answered first, where it was changed.")]
    choices: list[str]
    text: str | None
    answered_at: datetime
    changed_at: datetime | None


class InvitationBody(NumberedBody):
    """An invitation to a survey, answered or not."""

    survey: str
    version: str | None
    occasion: Annotated[
        Occasion,
        Field(
            description="Who asked: `service` after one that a system reported; `case`, `staff`, `handover`; "
            "`booking` before a service."
        ),
    ]
    status: InvitationStatus
    customer_id: int
    language: Language | None
    outlet: str | None
    agent: str | None
    service_source: Annotated[str | None, Field(description="The system that reported the service.")]
    service_id: Annotated[str | None, Field(description="The service's id there.")]
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    reminded_at: datetime | None
    expires_at: datetime | None
    completed_at: datetime | None
    is_test: Annotated[bool, Field(description="Is in no figure.")]
    answers: list[GivenAnswerBody]
