"""The messages that a page shows after an action; the address names the message."""

from enum import StrEnum

from actions.answers.answer_refusals import (
    ChangedMeanwhile,
    FileGone,
    NoSuchAnswer,
    NoSuchVersion,
    NotADraft,
    QuestionTaken,
)
from actions.casework.refusals import (
    FilesWithoutText,
    IsMerged,
    IsSettled,
    NoSuchMember,
    NoSuchReason,
    NotAhead,
    NothingToSplit,
    NotOfOneCustomer,
    NotYourMessage,
    NotYours,
    OutOfReach,
    RecoveryStays,
    Superseded,
    TakenByColleague,
    TooLateToChange,
    TooLateToUndo,
    TooManyAttributes,
    TooManyFilters,
    TooManyTags,
    Unanswered,
)
from actions.customers.customer_number import NoSuchBinding, NumberTaken
from actions.documents.document_refusals import DraftIsWrong, EditionHasMoved, NoSuchDraft
from actions.quality.corrective_actions import CorrectiveMoved, DayNotAhead, NotResponsible, OwnWork
from actions.staff.api_keys import KeyNameTaken, NoSuchKey, SourcesLimitScope
from actions.staff.failures import (
    LastAdministrator,
    NameTaken,
    SamePassword,
    TooManyAttempts,
    UnfitName,
    UnknownStaff,
    WeakPassword,
    WrongCode,
    WrongCredentials,
)
from actions.webhooks.webhook_targets import UnfitUrl
from bot.console.web.visit import Visit


class Notice(StrEnum):
    """All messages."""

    SENT = "sent"
    NOTED = "noted"
    TAKEN_OVER = "taken_over"
    HANDED_BACK = "handed_back"
    SETTLED = "settled"
    ALL_SETTLED = "all_settled"
    UNDONE = "undone"
    CHANGED = "changed"
    ASKED = "asked"
    NOT_ASKED = "not_asked"
    SAVED = "saved"
    ERASED = "erased"
    SUPERSEDED = "superseded"
    NOT_YOURS = "not_yours"
    OUT_OF_REACH = "out_of_reach"
    IS_SETTLED = "is_settled"
    CLAIMED = "claimed"
    DRAFT_SAVED = "draft_saved"
    UNANSWERED = "unanswered"
    FILES_WITHOUT_TEXT = "files_without_text"
    NO_SUCH_REASON = "no_such_reason"
    TOO_LATE_TO_UNDO = "too_late_to_undo"
    NOT_YOUR_MESSAGE = "not_your_message"
    TOO_LATE_TO_CHANGE = "too_late_to_change"
    NO_SUCH_MEMBER = "no_such_member"
    SNOOZED = "snoozed"
    NOT_AHEAD = "not_ahead"
    WATCHED = "watched"
    MERGED = "merged"
    SEPARATED = "separated"
    SPLIT = "split"
    NOT_OF_ONE_CUSTOMER = "not_of_one_customer"
    RECOVERY_STAYS = "recovery_stays"
    IS_MERGED = "is_merged"
    NOTHING_TO_SPLIT = "nothing_to_split"
    TOO_MANY_TAGS = "too_many_tags"
    TOO_MANY_ATTRIBUTES = "too_many_attributes"
    TOO_MANY_FILTERS = "too_many_filters"
    FILE_GONE = "file_gone"
    NAME_TAKEN = "name_taken"
    UNFIT_NAME = "unfit_name"
    UNKNOWN_STAFF = "unknown_staff"
    LAST_ADMINISTRATOR = "last_administrator"
    WEAK_PASSWORD = "weak_password"  # noqa: S105 - what is said about one
    SAME_PASSWORD = "same_password"  # noqa: S105
    WRONG_PASSWORD = "wrong_password"  # noqa: S105
    WRONG_CODE = "wrong_code"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    NO_SUCH_KEY = "no_such_key"
    SOURCES_LIMIT_SCOPE = "sources_limit_scope"
    CUSTOMER_BLOCKED = "customer_blocked"
    CUSTOMER_UNBLOCKED = "customer_unblocked"
    MARKED_TEST = "marked_test"
    UNMARKED_TEST = "unmarked_test"
    NUMBER_BOUND = "number_bound"
    NUMBER_RELEASED = "number_released"
    NUMBER_TAKEN = "number_taken"
    NO_NUMBER = "no_number"
    DRAFTED = "drafted"
    PUBLISHED = "published"
    DRAFT_DISCARDED = "draft_discarded"
    ROLLED_BACK = "rolled_back"
    RETIRED = "retired"
    VARIANTS_DRAFTED = "variants_drafted"
    IGNORED = "ignored"
    QUESTION_TAKEN = "question_taken"
    ANSWERS_THERE = "answers_there"
    NO_SUCH_VERSION = "no_such_version"
    SETTINGS_WRONG = "settings_wrong"
    SETTINGS_MOVED = "settings_moved"
    ASKED_TEST = "asked_test"
    UNFIT_URL = "unfit_url"
    NOT_RESPONSIBLE = "not_responsible"
    OWN_WORK = "own_work"
    CORRECTIVE_MOVED = "corrective_moved"

    @property
    def is_refusal(self) -> bool:
        """Whether the notice says that the action was refused."""
        return self in REFUSALS.values() or self is Notice.NOT_ASKED


REFUSALS: dict[type[Exception], Notice] = {
    Superseded: Notice.SUPERSEDED,
    NotYours: Notice.NOT_YOURS,
    OutOfReach: Notice.OUT_OF_REACH,
    IsSettled: Notice.IS_SETTLED,
    TakenByColleague: Notice.CLAIMED,
    Unanswered: Notice.UNANSWERED,
    FilesWithoutText: Notice.FILES_WITHOUT_TEXT,
    NoSuchReason: Notice.NO_SUCH_REASON,
    TooLateToUndo: Notice.TOO_LATE_TO_UNDO,
    NotYourMessage: Notice.NOT_YOUR_MESSAGE,
    TooLateToChange: Notice.TOO_LATE_TO_CHANGE,
    NoSuchMember: Notice.NO_SUCH_MEMBER,
    NotAhead: Notice.NOT_AHEAD,
    NotOfOneCustomer: Notice.NOT_OF_ONE_CUSTOMER,
    RecoveryStays: Notice.RECOVERY_STAYS,
    IsMerged: Notice.IS_MERGED,
    NothingToSplit: Notice.NOTHING_TO_SPLIT,
    TooManyTags: Notice.TOO_MANY_TAGS,
    TooManyAttributes: Notice.TOO_MANY_ATTRIBUTES,
    TooManyFilters: Notice.TOO_MANY_FILTERS,
    FileGone: Notice.FILE_GONE,
    NameTaken: Notice.NAME_TAKEN,
    KeyNameTaken: Notice.NAME_TAKEN,
    UnfitName: Notice.UNFIT_NAME,
    UnknownStaff: Notice.UNKNOWN_STAFF,
    LastAdministrator: Notice.LAST_ADMINISTRATOR,
    WeakPassword: Notice.WEAK_PASSWORD,
    SamePassword: Notice.SAME_PASSWORD,
    WrongCredentials: Notice.WRONG_PASSWORD,
    WrongCode: Notice.WRONG_CODE,
    TooManyAttempts: Notice.TOO_MANY_ATTEMPTS,
    NoSuchKey: Notice.NO_SUCH_KEY,
    SourcesLimitScope: Notice.SOURCES_LIMIT_SCOPE,
    NumberTaken: Notice.NUMBER_TAKEN,
    NoSuchBinding: Notice.NO_NUMBER,
    QuestionTaken: Notice.QUESTION_TAKEN,
    ChangedMeanwhile: Notice.ANSWERS_THERE,
    NoSuchAnswer: Notice.NO_SUCH_VERSION,
    NoSuchVersion: Notice.NO_SUCH_VERSION,
    NotADraft: Notice.NO_SUCH_VERSION,
    NoSuchDraft: Notice.NO_SUCH_VERSION,
    DraftIsWrong: Notice.SETTINGS_WRONG,
    EditionHasMoved: Notice.SETTINGS_MOVED,
    UnfitUrl: Notice.UNFIT_URL,
    DayNotAhead: Notice.NOT_AHEAD,
    NotResponsible: Notice.NOT_RESPONSIBLE,
    OwnWork: Notice.OWN_WORK,
    CorrectiveMoved: Notice.CORRECTIVE_MOVED,
}


def notice_in(visit: Visit) -> Notice | None:
    """Return the notice that the address names; None for any other value."""
    named = visit.request.query_params.get("notice", "")
    return Notice(named) if named in {*Notice} else None
