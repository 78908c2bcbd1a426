"""The bodies of writes, as the API describes them."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from actions.casework.filing.tagging import LONGEST, MOST, tag_of
from actions.customers.known_attributes import LONGEST_NAME, LONGEST_VALUE
from actions.customers.known_attributes import MOST as MOST_ATTRIBUTES
from actions.exchange.case_change import CaseChange
from actions.settings.storable_text import LONGEST_TEXT, on_one_line, plain_words
from bot.api.service_bodies import Word
from store.models.cases import Priority

LARGEST_ID = 2**63 - 1
Words = Annotated[str, Field(strict=True, min_length=1, max_length=LONGEST_TEXT), AfterValidator(plain_words)]
Tag = Annotated[
    str,
    Field(strict=True, min_length=1, max_length=LONGEST),
    AfterValidator(on_one_line),
    AfterValidator(tag_of),
    Field(min_length=1),
]
AttributeName = Annotated[
    str, Field(strict=True, min_length=1, max_length=LONGEST_NAME), AfterValidator(on_one_line)
]
AttributeValue = Annotated[
    str, Field(strict=True, min_length=1, max_length=LONGEST_VALUE), AfterValidator(on_one_line)
]
Flag = Annotated[bool, Field(strict=True)]


class WriteBody(BaseModel):
    """What is written; unknown fields are mistakes."""

    model_config = ConfigDict(extra="forbid")


class NoteBody(WriteBody):
    """A note for staff; "@" before the name of a member tells them of it."""

    text: Words


class ReplyBody(WriteBody):
    """A message to the customer."""

    text: Words
    take: Flag = Field(
        default=False,
        description="Take the conversation over first if the bot answers there; customers are told.",
    )
    wait: Flag = Field(
        default=False, description="The clocks of the cases stand still until the customer answers."
    )
    quote: Annotated[int, Field(strict=True, ge=1, le=LARGEST_ID)] | None = Field(
        default=None, description="The id of the customer's message that it replies to."
    )


class CaseChangeBody(WriteBody):
    """What changes in a case; what is left out stays."""

    assignee: Word | None = Field(default=None, description="The name of a member of staff; null for no one.")
    priority: Priority | None = None
    tags: Annotated[list[Tag], Field(max_length=MOST)] | None = Field(
        default=None, description="All tags, in place of those of before."
    )

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("expected assignee, priority or tags")
        return self

    @property
    def change(self) -> CaseChange:
        """What is changed."""
        return CaseChange(
            assigns="assignee" in self.model_fields_set,
            assignee=self.assignee,
            priority=self.priority,
            tags=None if self.tags is None else tuple(self.tags),
        )


class SettleBody(WriteBody):
    """How a case was settled."""

    reason: Word = Field(description="A key of `settle_reasons` in the rules.", examples=["solved"])
    argument: Words | None = Field(
        default=None, description="Why the customer's last words get no reply; it is kept as a note."
    )


class CustomerChangeBody(WriteBody):
    """What changes of a customer."""

    attributes: Annotated[
        dict[AttributeName, AttributeValue | None], Field(min_length=1, max_length=MOST_ATTRIBUTES)
    ] = Field(description="By name; null removes one, and others stay.", examples=[{"Room": "9"}])


class WrittenBody(BaseModel):
    """The number of what was written."""

    id: int
