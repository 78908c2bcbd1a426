"""What a customer typed, as an answer to a question: only where it cannot mean anything else."""

from actions.settings.replies import Audience
from actions.settings.survey_questions import Question
from actions.surveys.asking.forms import form_of
from actions.surveys.asking.moves import SKIPPED, Given, Hint
from actions.surveys.asking.typed_text import LONGEST, plain

SKIP = ("跳过", "skip")


def read_answer(question: Question, text: str, audience: Audience) -> Given | Hint | None:
    """The answer that a text is, in either language, or why it cannot be taken.

    None where it is no answer, or could be something else.
    Words of a free-text question are not for reading, only the wish to skip it.
    """
    if len(text) > LONGEST:
        return None
    typed = plain(text)
    if question.optional and typed in SKIP:
        return SKIPPED
    return form_of(question).typed(question, typed, audience)
