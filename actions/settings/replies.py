"""What the bot says, read from data/replies/{zh,en}.yml and checked whole at the start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from actions.settings.text_files import Wordings, load_wordings, read_wordings
from actions.settings.yaml_files import YamlFile
from nlu.contract.labels import Language


class Reply(StrEnum):
    """Every text that Huifang can say; each must exist in every language."""

    WELCOME = "start.welcome"
    WELCOME_BACK = "start.welcome_back"
    HELP = "help"
    LANGUAGE_ASK = "language.ask"
    LANGUAGE_SET = "language.set"
    OTHER_LANGUAGE = "language.other"
    STOPPED = "stop.done"
    RESUMED = "stop.resumed"
    EXPORTED = "rights.exported"
    FORGET_ASK = "rights.forget_ask"
    FORGET_YES = "rights.forget_yes"
    FORGET_NO = "rights.forget_no"
    FORGET_KEPT = "rights.forget_kept"
    FORGOTTEN = "rights.forgotten"
    STATUS_NONE = "status.none"
    STATUS_HEAD = "status.head"
    STATUS_LINE = "status.line"
    UNKNOWN_COMMAND = "unknown_command"
    COMPLAINT = "complaint.received"
    COMPLAINT_ASK_ORDER = "complaint.ask_order"
    COMPLAINT_WITH_ORDER = "complaint.with_order"
    COMPLAINT_ADDED = "complaint.added"
    ORDER_NOTED = "order.noted"
    INQUIRY = "inquiry.received"
    INQUIRY_ADDED = "inquiry.added"
    PRAISE = "praise.thanks"
    PRAISE_CREDITED = "praise.credited"
    UNCLEAR = "unclear.ask"
    UNCLEAR_CHOSEN = "unclear.chosen"
    GREET = "small_talk.greet"
    THANKS = "small_talk.thanks"
    BYE = "small_talk.bye"
    OUT_OF_SCOPE = "small_talk.out_of_scope"
    HUMAN = "human.received"
    WITH_STAFF = "human.with_staff"
    NOT_YET = "not_yet"
    ATTACHMENT_CASE = "attachment.kept_with_case"
    ATTACHMENT = "attachment.kept"
    STICKER = "attachment.sticker"
    OTHER = "attachment.other"
    EDITED = "edited"
    INTENT_INQUIRY = "intents.inquiry"
    INTENT_COMPLAINT = "intents.complaint"
    INTENT_PRAISE = "intents.praise"
    CASE_COMPLAINT = "case_kinds.complaint"
    CASE_INQUIRY = "case_kinds.inquiry"
    CASE_HUMAN = "case_kinds.human"
    CASE_RECOVERY = "case_kinds.recovery"
    CASE_OPEN = "case_statuses.open"
    CASE_IN_PROGRESS = "case_statuses.in_progress"
    CASE_WAITING = "case_statuses.waiting"
    CASE_SETTLED = "case_statuses.settled"
    DUE_TODAY = "due.today"
    DUE_TOMORROW = "due.tomorrow"
    DUE_DAY = "due.day"
    BUTTON_STALE = "button.stale"
    BUTTON_FOREIGN = "button.foreign"
    SURVEY_SKIP = "survey.skip"
    SURVEY_NOT_APPLICABLE = "survey.not_applicable"
    SURVEY_DONE = "survey.done"
    SURVEY_YES = "survey.yes"
    SURVEY_NO = "survey.no"
    SURVEY_SKIPPED = "survey.skipped"
    SURVEY_THANKS = "survey.thanks"
    SURVEY_THANKS_LOW = "survey.thanks_low"
    SURVEY_ANSWERED = "survey.answered"
    SURVEY_NOTED = "survey.noted"
    SURVEY_CLOSED = "survey.closed"
    SURVEY_REMINDER = "survey.reminder"
    SURVEY_BACK = "survey.back"
    SURVEY_CHANGE = "survey.change"
    SURVEY_STEP = "survey.step"
    SURVEY_CHOOSE = "survey.choose"
    SURVEY_PICK = "survey.pick"
    SURVEY_WHICH_DAY = "survey.which_day"
    SURVEY_OTHER_DAY = "survey.other_day"
    SURVEY_TWO_DAYS_AGO = "survey.two_days_ago"
    SURVEY_YESTERDAY = "survey.yesterday"
    SURVEY_TODAY = "survey.today"
    SURVEY_TOMORROW = "survey.tomorrow"
    SURVEY_IN_TWO_DAYS = "survey.in_two_days"
    SURVEY_COMMENT_KEPT = "survey.comment_kept"
    SURVEY_FIXED = "survey.fixed"
    SURVEY_ENDED = "survey.ended"
    SURVEY_THANKS_STILL = "survey.thanks_still"
    STAFF_LOW_SCORE = "staff.low_score"
    STAFF_ANGRY = "staff.angry"
    STAFF_UNRESOLVED = "staff.unresolved"
    STAFF_STALLED = "staff.stalled"
    STAFF_ESCALATED = "staff.escalated"
    STAFF_UNANSWERED = "staff.unanswered"
    STAFF_LONG_UNANSWERED = "staff.long_unanswered"
    STAFF_CORRECTIVE_DUE = "staff.corrective_due"
    STAFF_CORRECTIVE_OVERDUE = "staff.corrective_overdue"
    STALLED = "case.stalled"
    CASE_CLOSED = "case.closed"
    STAFF_JOINED = "human.joined"
    STAFF_LEFT = "human.left"
    SURVEY_OPT_OUT = "survey.opt_out"
    SURVEY_DECLINED = "survey.declined"
    TOO_MUCH = "limits.too_much"
    BLOCKED = "limits.blocked"
    EXPORT_WAITING = "limits.export_waiting"
    EXPORT_ENOUGH = "limits.export_enough"
    PHONE_ASK = "phone.ask"
    PHONE_BUTTON = "phone.button"
    PHONE_BOUND = "phone.bound"
    PHONE_OTHER = "phone.other"
    STATE = "matter.state"
    STATE_LATE = "matter.state_late"
    STATE_WAITING = "matter.state_waiting"
    ASSIGNEE = "matter.assignee"
    MATTER_ADDED = "matter.added"
    QUESTION_ADDED = "matter.question_added"
    MATTER_CLOSED = "matter.closed"
    MATTER_WITHDRAWN = "matter.was_withdrawn"
    REOPEN_YES = "matter.reopen_yes"
    REOPEN_NO = "matter.reopen_no"
    REOPENED = "matter.reopened"
    LEFT_CLOSED = "matter.left_closed"
    WITHDRAW_ASK = "matter.withdraw_ask"
    WITHDRAW_YES = "matter.withdraw_yes"
    WITHDRAW_NO = "matter.withdraw_no"
    WITHDRAWN = "matter.withdrawn"
    WITHDRAW_KEPT = "matter.withdraw_kept"
    NOTHING_TO_WITHDRAW = "matter.nothing_to_withdraw"
    ASK_MATTER = "matter.ask"
    ASK_CASE = "matter.ask_case"
    ASK_FRAGMENT = "unclear.fragment"
    ASK_MEANING = "unclear.meaning"
    ASK_FORWARDED = "unclear.forwarded"
    UNCLEAR_CASE = "unclear.case"
    URGENT_PEOPLE = "urgent.people"
    URGENT_MONEY = "urgent.money"
    MIXED = "praise.mixed"
    PHONE_NOTED = "order.phone_noted"
    INTENT_HUMAN = "intents.human"
    CASE_UNCLEAR = "case_kinds.unclear"
    CASE_WITHDRAWN = "case_statuses.withdrawn"
    MOMENT = "due.moment"
    STAFF_URGENT = "staff.urgent"
    ANSWER_ASK = "answer.ask"
    ANSWER_YES = "answer.yes"
    ANSWER_OTHER = "answer.other"
    ANSWER_UNCLEAR = "answer.unclear"
    ANSWER_PERSON = "answer.person"
    ANSWER_GLAD = "answer.glad"
    ANSWER_NOTED = "answer.noted"
    ANSWER_PASSED_ON = "answer.passed_on"
    ANSWER_TO_PERSON = "answer.to_person"
    ANSWER_GONE = "answer.gone"
    ANSWER_OTHER_LANGUAGE = "answer.other_language"
    ANSWER_IN_COMPLAINT = "answer.in_complaint"
    OFFER = "answer.offer"
    OFFER_ONE = "answer.offer_one"
    OFFER_NONE = "answer.offer_none"
    OFFER_CHOSEN = "answer.offer_chosen"
    HOURS_OPEN = "hours.open"
    HOURS_CLOSED = "hours.closed"
    HOURS_SPAN = "hours.span"
    HOURS_OF_DAYS = "hours.of_days"
    HOURS_NONE_ON = "hours.none_on"
    HOURS_DATE = "hours.date"
    HOURS_OPEN_ON = "hours.open_on"
    HOURS_CLOSED_ON = "hours.closed_on"
    HOURS_CLOSED_FROM = "hours.closed_from"
    HOURS_TODAY = "hours.today"
    HOURS_TOMORROW = "hours.tomorrow"


@dataclass(frozen=True, slots=True)
class Replies:
    """The texts of all languages, each with one or several wordings."""

    texts: Wordings

    def text(self, language: Language, reply: Reply, /, **values: object) -> str:
        """The first wording of a reply in this language with its placeholders filled.

        Raises:
            KeyError: a placeholder got no value; a mistake in our code, since the texts were checked.
        """
        return self.worded(language, reply, 0, **values)

    def worded(self, language: Language, reply: Reply, number: int, /, **values: object) -> str:
        """A wording of a reply, by its number from 0."""
        return self.texts[language][reply][number].format(**values)

    def count(self, language: Language, reply: Reply) -> int:
        """How many wordings a reply has."""
        return len(self.texts[language][reply])


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads a text: the replies in their language, and `today` on their clock."""

    replies: Replies
    language: Language
    today: Callable[[], date]

    def text(self, reply: Reply, **values: object) -> str:
        """The reply in their language with its placeholders filled."""
        return self.replies.text(self.language, reply, **values)


def load_replies(folder: Path) -> Replies:
    """Read and check the texts of every language.

    Raises:
        DataError: a file is missing or broken, or a text or placeholder is missing in one language.
    """
    return Replies(load_wordings(folder, tuple(Reply)))


def read_replies(files: Mapping[Language, YamlFile]) -> Replies:
    """The same from one file a language.

    Raises:
        DataError: see `load_replies`.
    """
    return Replies(read_wordings(files, tuple(Reply)))
