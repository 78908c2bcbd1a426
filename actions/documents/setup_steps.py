"""The first steps of a new installation: which are done, and which are missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from actions.settings.business import Business


class SetupStep(StrEnum):
    """What a new administrator does, in this order."""

    NAME = "name"
    LANGUAGE = "language"
    HOURS = "hours"
    BOT = "bot"
    STAFF = "staff"
    OUTLET = "outlet"
    ANSWERS = "answers"
    TALK = "talk"


class StepStanding(StrEnum):
    """Where a step stands."""

    DONE = "done"
    SKIPPED = "skipped"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class SetupFacts:
    """What tells that a step is done; `skipped` are those that need not be done."""

    business: Business
    names_language: bool
    has_token: bool
    has_hours: bool
    staff: int
    has_answers: bool
    has_talked: bool
    skipped: frozenset[SetupStep] = frozenset()


def standings(facts: SetupFacts) -> Mapping[SetupStep, StepStanding]:
    """Return where each step stands, in their order."""
    done = {
        SetupStep.NAME: bool(facts.business.name),
        SetupStep.LANGUAGE: facts.names_language or facts.business.language is not None,
        SetupStep.HOURS: facts.has_hours,
        SetupStep.BOT: facts.has_token,
        SetupStep.STAFF: facts.staff > 1,
        SetupStep.OUTLET: bool(facts.business.outlets or facts.business.place.address),
        SetupStep.ANSWERS: facts.has_answers,
        SetupStep.TALK: facts.has_talked,
    }
    return {
        step: _standing(is_done=is_done, is_skipped=step in facts.skipped) for step, is_done in done.items()
    }


def _standing(*, is_done: bool, is_skipped: bool) -> StepStanding:
    if is_done:
        return StepStanding.DONE
    return StepStanding.SKIPPED if is_skipped else StepStanding.OPEN
