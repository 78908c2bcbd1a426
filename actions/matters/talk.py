"""The talk: reads the state of it, decides by the table, and carries the action out."""

from collections.abc import Awaitable, Callable, Mapping

from actions.answers.showing.answer_reply import suggest, what_can_be_given
from actions.answers.showing.answer_waiting import wait_no_more
from actions.answers.showing.question_search import NOT_SEARCHED, SearchedQuestion
from actions.intents import HANDLERS
from actions.intents.opt_out import opt_out
from actions.matters import burst
from actions.matters.action import Action
from actions.matters.answer_actions import (
    choose,
    complain_and_answer,
    confirm,
    give,
    leave_suggestions,
    offer,
    refuse,
    take_number,
    tell_other_day,
)
from actions.matters.consent import read_consent, tells_more
from actions.matters.danger import cannot_wait, endangers_people
from actions.matters.decision import decide
from actions.matters.emergency import alert_of_emergency, help_again, help_at_once
from actions.matters.lookup import look_up
from actions.matters.mixed_feelings import thank_and_open
from actions.matters.pressing_words import says_again, says_chasing, says_told, says_unsolved, says_urging
from actions.matters.recalled import hear_answers, recall
from actions.matters.receipts import add_quietly, add_with_receipt
from actions.matters.situation import Heard, Said, Situation
from actions.matters.standing import leave_closed, offer_to_reopen, reopen, tell_state
from actions.matters.talk_turn import TalkTurn, found_case
from actions.matters.unclear import (
    ask_in_words,
    ask_with_buttons,
    forget_unclear,
    take_into,
    wait_for_meaning,
)
from actions.matters.withdrawal import ask_to_withdraw, keep_open, withdraw
from actions.settings.replies import Reply
from actions.turn.reaction import Reaction
from actions.turn.references import is_number_alone, read_order_number
from actions.turn.turn import Turn
from nlu.contract.labels import Intent
from nlu.contract.understanding import Understanding
from store.models.cases import Case, CaseKind
from store.models.conversations import Message

# What is said of an intent that has a handler of its own.
SAID_OF = {
    Intent.GREET: Said.GREETING,
    Intent.THANKS: Said.THANKS,
    Intent.PRAISE: Said.THANKS,
    Intent.BYE: Said.SMALL_TALK,
    Intent.OUT_OF_SCOPE: Said.SMALL_TALK,
}
KINDS_OF = {
    Intent.COMPLAINT: (CaseKind.COMPLAINT, CaseKind.RECOVERY),
    Intent.INQUIRY: (CaseKind.INQUIRY, CaseKind.HUMAN),
    Intent.HUMAN: (CaseKind.HUMAN,),
}
REACTIONS: Mapping[Intent | None, Reaction] = {Intent.THANKS: Reaction.THANKS, Intent.PRAISE: Reaction.THANKS}
# What a person answers, for whom the nearest entries are kept.
TO_PERSON = frozenset({Intent.INQUIRY, Intent.HUMAN})
LONGEST_FRAGMENT = 12  # characters; a longer text is not asked what is wrong with it


async def respond(
    turn: Turn,
    message: Message,
    reading: Understanding | None,
    intent: Intent | None,
    searched: SearchedQuestion = NOT_SEARCHED,
) -> Action:
    """Do what a message asks for in this state of the talk, and return what was done.

    `intent` is None where the model is not sure, `reading` where it gave no answer that can be trusted.
    `searched` is what was found for it before the turn began.
    """
    said, in_breath = burst.go_on(turn)
    matters = await look_up(turn, message)
    found = what_can_be_given(turn, searched)
    heard = _hear(message, reading, intent)
    recalled = await recall(turn, message.text or "", heard, found)
    heard = hear_answers(heard, message.text or "", found, recalled, reading)
    state = Situation(
        mode=turn.conversation.mode,
        asked=turn.conversation.awaited,
        pointed=matters.pointed_standing,
        pointing=matters.pointing,
        newest=matters.newest_standing,
        open_here=matters.kinds_here,
        said=said,
        in_breath=in_breath,
    )
    action = decide(state, heard)
    _stop_asking(turn, action, heard)
    await ACTIONS[action](TalkTurn(turn, message, heard, matters, found, searched.outlet, recalled))
    return action


def _stop_asking(turn: Turn, action: Action, heard: Heard) -> None:
    """Wait no more for words about an answer, once the customer has said them or goes on to something else.

    Thanks alone may be followed by them. The buttons stay: nothing that is pressed is lost.
    """
    is_thanks = heard.intent is Intent.THANKS and action is not Action.CONFIRM_ANSWER
    if action not in (Action.NOD, Action.WAIT) and not is_thanks:
        wait_no_more(turn, turn.conversation.awaited_for)


def _hear(message: Message, reading: Understanding | None, intent: Intent | None) -> Heard:
    text = message.text or ""
    return Heard(
        intent=intent,
        is_urgent=cannot_wait(text, reading),
        is_forwarded=message.forwarded_from is not None,
        is_mixed=reading is not None and reading.mixed is not None and reading.mixed.has_two_sides,
        is_unsolved=says_unsolved(text),
        is_again=says_again(text) or (intent is Intent.COMPLAINT and says_told(text)),
        is_chasing=says_chasing(text) or (intent is not Intent.INQUIRY and says_urging(text)),
        consent=read_consent(text),
        has_number=read_order_number(text) is not None,
        is_number=is_number_alone(text),
        names_danger=endangers_people(text),
        tells_more=tells_more(text),
    )


async def _handle(talk_turn: TalkTurn) -> None:
    """Let the intent's handler act; a case that it opened or added to takes in what was unclear before."""
    turn, intent = talk_turn.turn, _intent(talk_turn)
    await HANDLERS[intent](turn, talk_turn.message)
    if intent in TO_PERSON:
        await suggest(turn, talk_turn.message, talk_turn.found, talk_turn.outlet)
    if intent in SAID_OF:
        burst.note_said(turn, SAID_OF[intent])
    if intent in KINDS_OF:
        burst.note_said(turn, Said.MATTER)
        matter = await turn.session.get(Case, turn.conversation.matter_id)
        await take_into(turn, found_case(matter), talk_turn.message)


def _intent(talk_turn: TalkTurn) -> Intent:
    if talk_turn.heard.intent is None:
        raise LookupError("no intent")
    return talk_turn.heard.intent


async def _alert_staff(talk_turn: TalkTurn) -> None:
    await alert_of_emergency(talk_turn.turn, talk_turn.here, talk_turn.message, talk_turn.heard.intent)


async def _help_at_once(talk_turn: TalkTurn) -> None:
    await help_at_once(talk_turn.turn, talk_turn.here, talk_turn.message, talk_turn.heard.intent)
    forget_unclear(talk_turn.turn)


async def _reopen_at_once(talk_turn: TalkTurn) -> None:
    case = found_case(talk_turn.matters.pointed or talk_turn.matters.closed)
    await help_again(talk_turn.turn, case, talk_turn.message, talk_turn.heard.intent)
    forget_unclear(talk_turn.turn)


async def _opt_out(talk_turn: TalkTurn) -> None:
    await opt_out(talk_turn.turn, talk_turn.message)
    burst.note_said(talk_turn.turn, Said.SMALL_TALK)


async def _withdraw(talk_turn: TalkTurn) -> None:
    await withdraw(talk_turn.turn, talk_turn.asked_about, talk_turn.message)


async def _keep_open(talk_turn: TalkTurn) -> None:
    await keep_open(talk_turn.turn, talk_turn.asked_about)


async def _ask_to_withdraw(talk_turn: TalkTurn) -> None:
    await ask_to_withdraw(talk_turn.turn, talk_turn.matter, talk_turn.message)


async def _nothing_to_withdraw(talk_turn: TalkTurn) -> None:
    """Say that nothing is open; what was unclear before is taken back with it."""
    forget_unclear(talk_turn.turn)
    burst.note_said(talk_turn.turn, Said.SMALL_TALK)
    await talk_turn.turn.say(talk_turn.turn.text(Reply.NOTHING_TO_WITHDRAW))


async def _reopen(talk_turn: TalkTurn) -> None:
    await reopen(
        talk_turn.turn, found_case(talk_turn.matters.pointed or talk_turn.matters.closed), talk_turn.message
    )
    forget_unclear(talk_turn.turn)


async def _leave_closed(talk_turn: TalkTurn) -> None:
    await leave_closed(talk_turn.turn)


async def _offer_to_reopen(talk_turn: TalkTurn) -> None:
    await offer_to_reopen(
        talk_turn.turn, found_case(talk_turn.matters.pointed or talk_turn.matters.closed), talk_turn.message
    )


async def _tell_state(talk_turn: TalkTurn) -> None:
    await tell_state(talk_turn.turn, talk_turn.matter, talk_turn.message)


async def _ask_for_matter(talk_turn: TalkTurn) -> None:
    await ask_in_words(talk_turn.turn, talk_turn.message, Reply.ASK_MATTER)


async def _ask_for_case(talk_turn: TalkTurn) -> None:
    await ask_in_words(
        talk_turn.turn, talk_turn.message, Reply.ASK_CASE, reference=talk_turn.matters.names[0]
    )


async def _ask_about_forwarded(talk_turn: TalkTurn) -> None:
    await ask_in_words(talk_turn.turn, talk_turn.message, Reply.ASK_FORWARDED)


async def _add_with_receipt(talk_turn: TalkTurn) -> None:
    await add_with_receipt(talk_turn.turn, talk_turn.matter, talk_turn.message)


async def _add_quietly(talk_turn: TalkTurn) -> None:
    heard = talk_turn.heard
    intent = None if heard.is_number else heard.intent  # a number alone asks nothing
    await add_quietly(talk_turn.turn, found_case(talk_turn.here), talk_turn.message, intent)


async def _thank_and_open(talk_turn: TalkTurn) -> None:
    await thank_and_open(talk_turn.turn, talk_turn.here, talk_turn.message)
    forget_unclear(talk_turn.turn)


async def _send_to_person(talk_turn: TalkTurn) -> None:
    await HANDLERS[Intent.HUMAN](talk_turn.turn, talk_turn.message)


async def _nod(talk_turn: TalkTurn) -> None:
    """Show that it was read, without a message."""
    await talk_turn.turn.react(talk_turn.message, REACTIONS.get(talk_turn.heard.intent, Reaction.SEEN))


async def _wait(talk_turn: TalkTurn) -> None:
    wait_for_meaning(talk_turn.turn, talk_turn.message)


async def _ask_in_words(talk_turn: TalkTurn) -> None:
    is_fragment = len(talk_turn.message.text or "") <= LONGEST_FRAGMENT
    reply = Reply.ASK_FRAGMENT if is_fragment else Reply.ASK_MEANING
    await ask_in_words(talk_turn.turn, talk_turn.message, reply)


async def _ask_with_buttons(talk_turn: TalkTurn) -> None:
    await ask_with_buttons(talk_turn.turn, talk_turn.message)


ACTIONS: Mapping[Action, Callable[[TalkTurn], Awaitable[None]]] = {
    Action.ALERT_STAFF: _alert_staff,
    Action.HELP_AT_ONCE: _help_at_once,
    Action.REOPEN_AT_ONCE: _reopen_at_once,
    Action.OPT_OUT: _opt_out,
    Action.LEAVE_TO_STAFF: leave_suggestions,
    Action.SEND_TO_PERSON: _send_to_person,
    Action.ASK_ABOUT_FORWARDED: _ask_about_forwarded,
    Action.WITHDRAW: _withdraw,
    Action.KEEP_OPEN: _keep_open,
    Action.ASK_TO_WITHDRAW: _ask_to_withdraw,
    Action.NOTHING_TO_WITHDRAW: _nothing_to_withdraw,
    Action.REOPEN: _reopen,
    Action.LEAVE_CLOSED: _leave_closed,
    Action.OFFER_TO_REOPEN: _offer_to_reopen,
    Action.TELL_STATE: _tell_state,
    Action.ASK_FOR_MATTER: _ask_for_matter,
    Action.ASK_FOR_CASE: _ask_for_case,
    Action.ADD_TO_POINTED: _add_with_receipt,
    Action.ADD_UNREAD: _add_with_receipt,
    Action.ADD_QUIETLY: _add_quietly,
    Action.CONFIRM_ANSWER: confirm,
    Action.REFUSE_ANSWER: refuse,
    Action.CHOOSE_OFFERED: choose,
    Action.TAKE_NUMBER: take_number,
    Action.TELL_OTHER_DAY: tell_other_day,
    Action.GIVE_ANSWER: give,
    Action.OFFER_ANSWERS: offer,
    Action.COMPLAIN_AND_ANSWER: complain_and_answer,
    Action.THANK_AND_OPEN: _thank_and_open,
    Action.HANDLE: _handle,
    Action.NOD: _nod,
    Action.WAIT: _wait,
    Action.ASK_IN_WORDS: _ask_in_words,
    Action.ASK_WITH_BUTTONS: _ask_with_buttons,
}
