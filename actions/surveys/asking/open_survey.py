"""A survey that a customer can answer: the invitation, its definition and its answers, loaded together once.

All decisions are made on it in memory. What they change is written once, with the next flush.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.settings.replies import Audience
from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import Question
from actions.surveys.asking.branching import Continuation, decide
from actions.surveys.asking.moves import Given
from actions.turn.text_language import SPOKEN
from actions.turn.turn import Turn
from store.models.conversations import Awaited, Conversation, Message
from store.models.question_kinds import KINDS, Form
from store.models.surveys import ANSWERABLE, Answer, Invitation, InvitationStatus, SurveyVersion

# Written once, since every tap needs them: building a statement costs as much as running it.
LOAD = (
    select(Invitation, SurveyVersion)
    .join(SurveyVersion, SurveyVersion.id == Invitation.survey_version_id)
    .where(Invitation.id == bindparam("of_invitation"))
    .with_for_update(of=Invitation)
    .execution_options(populate_existing=True)
)
ANSWERS = select(Answer).where(Answer.invitation_id == bindparam("of_invitation")).order_by(Answer.id)


@dataclass(frozen=True, slots=True)
class OpenSurvey:
    """An invitation with all that is needed to go on with it; the turn speaks the survey's language.

    `rows` and `given` are the answers by question, as they are stored and as decisions read them.
    """

    turn: Turn
    audience: Audience
    invitation: Invitation
    survey: Survey
    rows: dict[str, Answer]
    given: dict[str, Given]

    @classmethod
    def of(cls, turn: Turn, invitation: Invitation, survey: Survey, rows: Iterable[Answer] = ()) -> Self:
        """An invitation with its answers.

        The language that the customer chose or wrote last comes before that of the survey.
        """
        written = SPOKEN.get(turn.customer.written_language or "")
        language = turn.customer.language or written or invitation.language or turn.language
        speaking = replace(turn, language=language)
        by_question = {row.question: row for row in rows}
        given = {name: _given(row) for name, row in by_question.items()}
        audience = Audience(turn.house.replies, language, turn.today)
        asked = survey.for_invitation(invitation.id)
        return cls(speaking, audience, invitation, asked, by_question, given)

    @property
    def waiting(self) -> Question | None:
        """The question that waits for an answer, if one does."""
        if self.invitation.status not in ANSWERABLE:
            return None
        return self.survey.by_id.get(self.invitation.question or "")

    def is_changeable(self, question_id: str) -> bool:
        """Whether an answer may still become another one: until the comment is given, and for a time."""
        if any(row.text is not None for row in self.rows.values()):
            return False
        row = self.rows.get(question_id)
        return row is None or self.turn.now - row.answered_at < self.turn.house.rules.changeable

    def keep(self, question: Question, given: Given, message: Message | None = None) -> None:
        """Keep an answer, or replace the draft or earlier one; the survey has begun, and has arrived."""
        now, invitation = self.turn.now, self.invitation
        row = self.rows.get(question.id)
        if row is None:
            row = Answer(invitation_id=invitation.id, question=question.id, answered_at=now)
            self.rows[question.id] = row
            self.turn.session.add(row)
        elif (row.number, row.text) != (given.number, given.text):
            if row.changed_at is None:
                row.first_number = row.number
            row.changed_at = now
        row.number, row.text = given.number, given.text
        if given.choices is not None or row.choices is not None:
            # Setting None on a new row would store JSON's null, which SQL does not take for nothing.
            row.choices = None if given.choices is None else list(given.choices)
        row.message_id = message.id if message else None
        self.given[question.id] = given
        invitation.status = InvitationStatus.STARTED
        invitation.delivered_at = invitation.delivered_at or now

    async def answer(self, question: Question, given: Given, message: Message) -> Continuation:
        """Keep an answer, and decide what comes after it.

        Answers to questions that would not be asked any more are dropped.
        """
        self.keep(question, given, message)
        await self.stop_waiting()
        after = decide(self.survey, self.given, question)
        if after.astray:
            await self.drop(after.astray)
        self.invitation.question = after.following.question.id if after.following else None
        return after

    async def drop(self, names: Sequence[str]) -> None:
        """Forget the answers to these questions."""
        if not names:
            return
        await self.turn.session.execute(
            delete(Answer).where(Answer.invitation_id == self.invitation.id, Answer.question.in_(names))
        )
        for name in names:
            del self.rows[name], self.given[name]

    async def close(self, status: InvitationStatus) -> None:
        """End it: nothing is due or waited for any more."""
        await self.stop_waiting()
        end(self.invitation, status)

    async def stop_waiting(self) -> None:
        """Take what the customer writes from now on as a message that answers nothing."""
        conversation, question = self.turn.conversation, self.waiting
        if (conversation.awaited, conversation.awaited_for) == (Awaited.SURVEY_TEXT, self.invitation.id):
            conversation.awaited = conversation.awaited_for = None
        elif question is not None and KINDS[question.kind].form is Form.WORDS:
            await stop_waiting(self.turn.session, self.invitation)  # an earlier conversation waits


async def load(turn: Turn, invitation_id: int) -> OpenSurvey | None:
    """An invitation of this customer as it stands now, locked for the rest of the transaction."""
    row = (await turn.session.execute(LOAD, {"of_invitation": invitation_id})).one_or_none()
    if row is None or row[0].customer_id != turn.customer.id:
        return None
    return await opened(turn, row[0], as_pinned(row[1], turn.house))


async def opened(turn: Turn, invitation: Invitation, survey: Survey) -> OpenSurvey:
    """An invitation of this survey with the answers that are stored."""
    rows = await turn.session.scalars(ANSWERS, {"of_invitation": invitation.id})
    return OpenSurvey.of(turn, invitation, survey, rows)


def _given(row: Answer) -> Given:
    return Given(row.number, None if row.choices is None else tuple(row.choices), row.text)


async def pinned(session: AsyncSession, invitation: Invitation, house: House) -> Survey:
    """The survey of an invitation, in the version that it was pinned to."""
    return as_pinned(await session.get_one(SurveyVersion, invitation.survey_version_id), house)


def as_pinned(version: SurveyVersion, house: House) -> Survey:
    """The survey of a stored version: the one that is defined today where it is the same."""
    current = house.surveys.get(version.key)
    if current is not None and current.digest == version.digest:
        return current
    return Survey.from_dict(version.definition)


async def close(session: AsyncSession, invitation: Invitation, status: InvitationStatus) -> None:
    """End it where no turn is open: nothing is due or waited for any more."""
    end(invitation, status)
    await stop_waiting(session, invitation)


def end(invitation: Invitation, status: InvitationStatus) -> None:
    """Let nothing be due or asked any more."""
    invitation.status = status
    invitation.question = invitation.due_at = None


async def stop_waiting(session: AsyncSession, invitation: Invitation) -> None:
    """Wait for words of this survey in no conversation."""
    await session.execute(
        update(Conversation)
        .where(Conversation.awaited == Awaited.SURVEY_TEXT, Conversation.awaited_for == invitation.id)
        .values(awaited=None, awaited_for=None)
    )
