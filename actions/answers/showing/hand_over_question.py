"""A question whose answer did not help goes to a person, with the answer that was shown."""

from actions.cases.opening import add_step, case_reference, open_case, open_case_here
from actions.settings.replies import Reply
from actions.turn.promise import promised_time
from actions.turn.turn import Turn
from store.models.answers import AnswerShowing, ShowingOutcome
from store.models.cases import Case, CaseKind, CaseStep, Priority
from store.models.conversations import Message, Mode


async def hand_over_question(
    turn: Turn, showing: AnswerShowing, reply: Reply, words: Message | None = None
) -> None:
    """Open a case with the question, or add it to the one of this talk, and say so.

    `words` are those that refused the answer, if it was not a button. While a person is in the talk, that
    person sees it, and no case is opened.
    """
    if turn.conversation.mode is Mode.STAFF:
        await turn.say(turn.text(Reply.WITH_STAFF))
        return
    wants_person = showing.outcome is ShowingOutcome.PERSON
    case = await _case_for(turn, showing, wants_person=wants_person)
    if words is not None and words.id != showing.message_id:
        await add_step(turn, case, CaseStep.MESSAGE, words)
    said = Reply.ANSWER_TO_PERSON if wants_person else reply
    due = promised_time(turn, case.due_at)
    await turn.say(turn.text(said, reference=case_reference(case), due=due))


async def _case_for(turn: Turn, showing: AnswerShowing, *, wants_person: bool) -> Case:
    question = None
    if showing.message_id is not None:
        question = await turn.session.get(Message, showing.message_id)
    kinds = (CaseKind.HUMAN,) if wants_person else (CaseKind.INQUIRY, CaseKind.HUMAN)
    case = await open_case_here(turn, *kinds)
    if case is None:
        priority = Priority.HIGH if wants_person else Priority.NORMAL
        case = await open_case(turn, kinds[0], question, priority=priority)
    elif question is not None:
        await add_step(turn, case, CaseStep.MESSAGE, question)
    if showing.reply_id is not None:
        shown = await turn.session.get(Message, showing.reply_id)
        await add_step(turn, case, CaseStep.ANSWERED, shown, f"{showing.answer_id}/{showing.version}")
    showing.case_id = case.id
    return case
