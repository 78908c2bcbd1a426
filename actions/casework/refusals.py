"""What staff cannot do, named by what they must do instead.

CaseworkError
├── Superseded       go to the newest conversation of this customer
├── NotYours         take the conversation over first
├── OutOfReach       find another way to this customer: they blocked the bot, or never opened it
├── IsSettled        reopen the case first
├── NoSuchReason     choose how the case was settled
├── Unanswered       reply to the customer first, or write why there is no reply
├── FilesWithoutText write a text with the files, or untick them
├── TooLateToUndo    reopen the case: the customer has been told
├── TakenByColleague leave the case to the colleague who has it, or ask for it
├── NotYourMessage   leave it to the colleague who wrote it
├── TooLateToChange  write another message: Telegram changes no old ones, and none that may not have arrived
├── NotAhead         choose a time that is ahead, within a year
├── NotOfOneCustomer choose another case of the same customer
├── RecoveryStays    merge the other case into this one
├── IsMerged         go to the case that it went into
├── NothingToSplit   choose words of the customer that have opened no case
├── TooManyTags      take one away first
├── TooManyAttributes remove one first
├── NoSuchMember     choose a member of staff
└── TooManyFilters   drop one that is not needed any more
"""


class CaseworkError(Exception):
    """Something that staff cannot do at the moment."""


class Superseded(CaseworkError):
    """The customer has begun another conversation since."""

    def __init__(self, newest: int) -> None:
        super().__init__(f"conversation {newest} is newer")
        self.newest = newest


class NotYours(CaseworkError):
    """The bot or a colleague answers in this conversation."""


class OutOfReach(CaseworkError):
    """The customer cannot be written to."""


class IsSettled(CaseworkError):
    """The case is settled."""


class NoSuchReason(CaseworkError):
    """The business does not settle cases in this way."""


class Unanswered(CaseworkError):
    """No person has replied to the customer's last words, and no argument says why."""


class FilesWithoutText(CaseworkError):
    """Files are chosen for the last reply, which has no text."""


class TooLateToUndo(CaseworkError):
    """Settling this case cannot be taken back: too much time has passed, or it was a colleague."""


class TakenByColleague(CaseworkError):
    """A colleague has taken the case."""


class NotYourMessage(CaseworkError):
    """Another person, the bot or the customer wrote the message."""


class TooLateToChange(CaseworkError):
    """The message cannot be changed any more, or not yet."""


class NotAhead(CaseworkError):
    """The time has passed, or is more than a year away."""


class NotOfOneCustomer(CaseworkError):
    """The cases belong to two customers, or are one case."""


class RecoveryStays(CaseworkError):
    """A case that a survey opened does not go into one of another kind: its second survey would be lost."""


class IsMerged(CaseworkError):
    """The case went into another one."""


class NothingToSplit(CaseworkError):
    """The message is not the customer's, or has opened a case before."""


class TooManyTags(CaseworkError):
    """The case has more tags than can be of help."""


class TooManyAttributes(CaseworkError):
    """The customer has more attributes than can be read."""


class NoSuchMember(CaseworkError):
    """There is no such member of staff, or no longer."""


class TooManyFilters(CaseworkError):
    """More filters are kept than can be of help."""
