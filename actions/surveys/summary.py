"""What a survey's message shows when all is answered."""

from collections.abc import Mapping

from actions.replies import Reply
from actions.surveys.branching import Given
from actions.surveys.definition import Survey
from actions.surveys.keyboard import change_button
from actions.surveys.questions import Kind
from actions.surveys.wording import in_words
from actions.turn import Buttons, Turn
from store.models.surveys import Invitation

MOST_SHOWN = 6  # answers; more would be a wall of text
SEPARATOR = " · "


def sum_up(
    turn: Turn, invitation: Invitation, survey: Survey, given: Mapping[str, Given]
) -> tuple[str, Buttons]:
    """The title with the answers, and the button to change them as long as no comment was given."""
    lines = [turn.text(Reply.SURVEY_ENDED, title=survey.title[turn.language])]
    answered = [each for each in survey.asked if each.id in given]
    if len(answered) <= MOST_SHOWN:
        words = [in_words(each, given[each.id], turn.language, turn.house.replies) for each in answered]
        lines.append(turn.text(Reply.SURVEY_ANSWERED, answer=SEPARATOR.join(words)))
    if any(answer.text is not None for answer in given.values()):
        return "\n\n".join(lines), ()
    first = next(each for each in survey.asked if each.kind is not Kind.CONSENT)
    return "\n\n".join(lines), change_button(invitation.id, first, turn.language, turn.house.replies)
