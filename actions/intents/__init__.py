"""What is done about each intent: one handler each, and the table that finds it."""

from collections.abc import Awaitable, Callable, Mapping

from actions.intents.complaint import complain
from actions.intents.follow_up import follow_up, withdraw
from actions.intents.human import ask_for_human
from actions.intents.inquiry import inquire
from actions.intents.opt_out import opt_out
from actions.intents.praise import praise
from actions.intents.small_talk import acknowledge, bye, greet, out_of_scope, thank
from actions.turn.turn import Turn
from nlu.contract.labels import Intent
from store.models.conversations import Message

Handler = Callable[[Turn, Message], Awaitable[None]]

HANDLERS: Mapping[Intent, Handler] = {
    Intent.INQUIRY: inquire,
    Intent.COMPLAINT: complain,
    Intent.PRAISE: praise,
    Intent.GREET: greet,
    Intent.THANKS: thank,
    Intent.BYE: bye,
    Intent.HUMAN: ask_for_human,
    Intent.OUT_OF_SCOPE: out_of_scope,
    Intent.FOLLOW_UP: follow_up,
    Intent.WITHDRAW: withdraw,
    Intent.ACKNOWLEDGE: acknowledge,
    Intent.OPT_OUT: opt_out,
}
