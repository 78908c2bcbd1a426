"""What can be done about a message."""

from enum import StrEnum


class Action(StrEnum):
    """What is done about a message."""

    ALERT_STAFF = "alert_staff"  # an urgent case; the person in the talk answers
    HELP_AT_ONCE = "help_at_once"  # an urgent case, and what to do until someone comes
    REOPEN_AT_ONCE = "reopen_at_once"  # the same, where it is a closed matter that is so again
    OPT_OUT = "opt_out"
    LEAVE_TO_STAFF = "leave_to_staff"
    SEND_TO_PERSON = "send_to_person"  # in a language that Huifang does not speak
    ASK_ABOUT_FORWARDED = "ask_about_forwarded"
    WITHDRAW = "withdraw"
    KEEP_OPEN = "keep_open"
    ASK_TO_WITHDRAW = "ask_to_withdraw"
    NOTHING_TO_WITHDRAW = "nothing_to_withdraw"
    REOPEN = "reopen"
    LEAVE_CLOSED = "leave_closed"
    OFFER_TO_REOPEN = "offer_to_reopen"
    TELL_STATE = "tell_state"
    ASK_FOR_MATTER = "ask_for_matter"  # asked after something that is not there
    ASK_FOR_CASE = "ask_for_case"  # named a case that is not there
    ADD_TO_POINTED = "add_to_pointed"
    ADD_UNREAD = "add_unread"  # to the open matter, with a receipt
    ADD_QUIETLY = "add_quietly"
    CONFIRM_ANSWER = "confirm_answer"
    REFUSE_ANSWER = "refuse_answer"
    CHOOSE_OFFERED = "choose_offered"
    TAKE_NUMBER = "take_number"  # an order number that an answer asked for
    TELL_OTHER_DAY = "tell_other_day"
    GIVE_ANSWER = "give_answer"
    OFFER_ANSWERS = "offer_answers"
    COMPLAIN_AND_ANSWER = "complain_and_answer"
    THANK_AND_OPEN = "thank_and_open"
    HANDLE = "handle"  # as its intent says
    NOD = "nod"  # a reaction at most
    WAIT = "wait"  # for what follows
    ASK_IN_WORDS = "ask_in_words"
    ASK_WITH_BUTTONS = "ask_with_buttons"
