"""What customers are told where a text answers the open question but is none of its answers."""

from actions.settings.replies import Reply
from actions.settings.survey_questions import Question
from actions.surveys.asking.moves import Hint
from store.models.question_kinds import KINDS, Form


def ask_to_choose(question: Question) -> Hint | None:
    """Ask for one of the steps or options; None for free text, which any text answers."""
    kind = KINDS[question.kind]
    if kind.form is Form.WORDS:
        return None
    if kind.reads_digits and question.words is None:
        return Hint(Reply.SURVEY_CHOOSE, {"lowest": str(kind.scale[0]), "highest": str(kind.scale[-1])})
    return Hint(Reply.SURVEY_PICK)
