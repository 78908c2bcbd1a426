"""Words that answer an open question, and are none of its answers: the question stands, and is asked again.

Only what clearly wants something else leaves the question, such as a complaint or a wish for a person.
"""

from actions.settings.replies import Reply
from actions.surveys.asking.forms import form_of
from actions.surveys.asking.moves import Hint
from actions.surveys.asking.open_survey import OpenSurvey
from actions.surveys.asking.survey_message import last_said
from actions.surveys.asking.typed import ask_again, keep_comment, waiting_survey
from actions.turn.turn import Turn
from nlu.contract.labels import Intent
from store.models.conversations import Message, Mode

# What stays with the question; None is what the model is not sure of.
STAYS = (None, Intent.PRAISE, Intent.THANKS, Intent.ACKNOWLEDGE)


async def stay_with_question(turn: Turn, message: Message, intent: Intent | None) -> bool:
    """Ask the open question again under a hint, once; False where the words are about something else.

    Praise is kept as the comment until a rating is given.
    """
    if intent not in STAYS or turn.conversation.mode is Mode.STAFF or not message.text:
        return False
    found = await waiting_survey(turn)
    question = None if found is None else found.waiting
    hint = None if found is None or question is None else form_of(question).hint(question, found.audience)
    if found is None or question is None or hint is None:
        return False
    if not await _was_just_asked(found, hint):
        return False
    is_kept = intent is Intent.PRAISE and keep_comment(found, message)
    await ask_again(found, question, Hint(Reply.SURVEY_COMMENT_KEPT) if is_kept else hint)
    return True


async def _was_just_asked(found: OpenSurvey, hint: Hint) -> bool:
    """Whether the question is what was said last, not long ago and not under the same hint."""
    last = await last_said(found.turn)
    if last is None or last.invitation_id != found.invitation.id:
        return False
    is_old = found.turn.now - last.at >= found.turn.house.silence
    hinted = found.turn.shown(found.audience.text(hint.reply, **hint.values))
    return not is_old and not last.text.startswith(hinted)
