"""Asking a simulated customer with the real policy, buttons and branching, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from actions.settings.house import SurveyRules
from actions.settings.replies import Audience, Replies
from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import Question
from actions.surveys.asking.branching import next_question
from actions.surveys.asking.buttons import SKIP, Press, interpret, read, write
from actions.surveys.asking.moves import SKIPPED, Given
from actions.surveys.policy.decision import Facts, Schedule, decide
from nlu.contract.labels import Language
from store.models.question_kinds import Kind
from tests.simulation.world import Customer

ZONE = "Asia/Shanghai"
# Numbers are tapped: no reply is read, and no day.
READER = Audience(Replies({}), Language.EN, lambda: date(2026, 11, 23))


@dataclass(frozen=True, slots=True)
class Interviewer:
    """Asks one survey by the house's rules."""

    survey: Survey
    rules: SurveyRules

    def is_asked(self, ended_at: datetime, asked_at: datetime | None) -> bool:
        """Whether the policy lets the survey be sent, when the service ends and when it is due."""
        facts = Facts(ended_at, ZONE, asked_at=asked_at)
        verdict = decide(facts, ended_at + timedelta(minutes=1), self.rules)
        if not isinstance(verdict, Schedule):
            return False
        return isinstance(decide(facts, verdict.at, self.rules), Schedule)

    def answers(self, customer: Customer) -> Mapping[str, Given]:
        """What is stored of a customer who taps through the whole survey."""
        given: dict[str, Given] = {}
        question = next_question(self.survey, given, after=None)
        while question is not None:
            press = read(write(Press(1, question.id, _tapped(question, customer))))
            move = interpret(question, press.value, READER)
            given[question.id] = move if isinstance(move, Given) else SKIPPED
            question = next_question(self.survey, given, after=question.id)
        return given


def _tapped(question: Question, customer: Customer) -> str:
    match question.kind:
        case Kind.RATING:
            return str(customer.feeling)
        case Kind.CES:
            return str(customer.feeling + 1)
        case Kind.NPS:
            return str(customer.recommendation)
        case Kind.YES_NO:
            return str(int(customer.feeling >= 4))
        case Kind.MULTIPLE:
            return "!done"
        case _:
            return SKIP
