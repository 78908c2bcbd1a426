"""Each refusal of casework that an API write can meet has its words."""

from actions.casework.refusals import CaseworkError, Superseded
from bot.api.writing.write_refusals import MISTAKES, REASONS

ELSEWHERE = {
    "FilesWithoutText",
    "NotAhead",
    "NotOfOneCustomer",
    "NotYourMessage",
    "NothingToSplit",
    "RecoveryStays",
    "TakenByColleague",
    "TooLateToChange",
    "TooLateToUndo",
    "TooManyFilters",
}


def test_every_refusal_has_words_or_belongs_to_the_desk_alone() -> None:
    known = {kind.__name__ for kind in (*REASONS, *MISTAKES, Superseded)}
    assert known | ELSEWHERE == {kind.__name__ for kind in CaseworkError.__subclasses__()}
    assert known & ELSEWHERE == set()
