"""What was answered before in a talk, where a message may go on from it."""

from dataclasses import dataclass, replace
from datetime import date

from actions.answers.entry import Entry
from actions.answers.finding.candidates import Finding, FindingOutcome
from actions.answers.showing.answer_taps import offered_with
from actions.answers.showing.back_reference import refers_back
from actions.answers.showing.named_days import NamedDays, named_days
from actions.answers.showing.other_day import can_tell, goes_on
from actions.answers.showing.published_entry import entry_in_force
from actions.answers.showing.verdict_words import read_choice, read_verdict
from actions.matters.row_conditions import ANSWERS, GOES_ON
from actions.matters.situation import Found, Heard, Said
from actions.turn.text_language import HAN, WORD
from actions.turn.turn import Turn
from nlu.contract.labels import Intent
from nlu.contract.understanding import Understanding
from store.models.answers import AnswerShowing, ShowingOutcome
from store.models.conversations import Awaited


@dataclass(frozen=True, slots=True)
class RecalledAnswer:
    """The showing that the bot last asked about or that was last answered, and what goes on from it.

    `days` are those that the message asks for, and `entry` then tells the hours. `is_question`: the message
    cannot be understood without the answer before it. `is_unknown_day`: it asks for the hours of a holiday
    that the calendar does not know. `is_offered`: what it is nearest to is among the questions offered.
    """

    showing: AnswerShowing | None = None
    days: tuple[date, ...] = ()
    entry: Entry | None = None
    verdict: ShowingOutcome | None = None
    choice: int | None = None
    is_question: bool = False
    is_unknown_day: bool = False
    is_offered: bool = False


LEAST_CHARACTERS, LEAST_WORDS = 4, 2
NOTHING_RECALLED = RecalledAnswer()


async def recall(turn: Turn, text: str, heard: Heard, finding: Finding) -> RecalledAnswer:
    """Return what a message goes on from; a talk in which nothing was answered costs no statement."""
    recalled = await _recall_showing(turn, text, heard, finding)
    return replace(recalled, is_offered=await _is_offered(turn, text, finding))


async def _is_offered(turn: Turn, text: str, finding: Finding) -> bool:
    """Whether the customer may already choose, in this burst, what a text is nearest to.

    One that says too little to be a question alone ("酒店吗") ends the question for which that was offered.
    """
    talk, best = turn.conversation, finding.best
    was_offered = talk.awaited is Awaited.CHOICE and Said.OFFER in (talk.burst_said or ())
    if not was_offered or best is None or finding.outcome is not FindingOutcome.CHOICE:
        return False
    if not says_enough(text):
        return True
    showing = await _showing(turn, talk.awaited_for)
    offered = [] if showing is None else await offered_with(turn, showing)
    return best.entry.id in {each.answer_id for each in offered}


async def _recall_showing(turn: Turn, text: str, heard: Heard, finding: Finding) -> RecalledAnswer:
    talk = turn.conversation
    if talk.awaited is Awaited.HELPED:
        verdict = ShowingOutcome.PERSON if heard.intent is Intent.HUMAN else read_verdict(text)
        if verdict is not None:
            return RecalledAnswer(await _showing(turn, talk.awaited_for), verdict=verdict)
    if talk.awaited is Awaited.CHOICE and (choice := read_choice(text)) is not None:
        return RecalledAnswer(await _showing(turn, talk.awaited_for), choice=choice)
    entry = _hours_entry(finding)
    if (
        entry is not None
        and (asked := _asked_hours(turn, _named(turn, text), entry, finding, heard)) is not None
    ):
        return asked
    if talk.answered_id is None:
        return NOTHING_RECALLED
    is_question = goes_on(text)
    if not is_question and finding.outcome is FindingOutcome.NONE:
        return NOTHING_RECALLED
    showing = await _showing(turn, talk.answered_id)
    if showing is None or not is_question:
        return RecalledAnswer(showing, is_question=is_question)
    return await _goes_on_from(turn, showing, _named(turn, text))


def _named(turn: Turn, text: str) -> NamedDays:
    """Return the days that a text names. It is searched for every holiday: ask last."""
    calendar = turn.house.calendar
    return named_days(text, calendar, turn.now.astimezone(calendar.zone).date())


async def _goes_on_from(turn: Turn, showing: AnswerShowing, named: NamedDays) -> RecalledAnswer:
    """Return what words that go on from an answer ask for: the hours of some days, or something else."""
    entry = await entry_in_force(turn, showing.answer_id) if named.days or not named.is_known else None
    if entry is None or not can_tell(entry):
        return RecalledAnswer(showing, named.days, is_question=True)
    if not named.is_known:
        return RecalledAnswer(showing, is_question=True, is_unknown_day=True)
    return RecalledAnswer(showing, named.days, entry, is_question=True)


def _hours_entry(finding: Finding) -> Entry | None:
    """Return the entry that a question is like, where it tells the hours and the question is not its own."""
    best = finding.best
    if finding.outcome is FindingOutcome.NONE or finding.is_exact or best is None:
        return None
    return best.entry if can_tell(best.entry) else None


def _asked_hours(
    turn: Turn, asked: NamedDays, entry: Entry, finding: Finding, heard: Heard
) -> RecalledAnswer | None:
    """Return the days whose hours a question asks for; None where it names no day or asks something else.

    A holiday is enough where the entry is near, and so is another day where no other entry comes close and
    the message is surely a question: "Do you deliver on Sunday?" is none about hours. What a burst was
    answered holds for days of the week.
    """
    is_alone = len(finding.candidates) == 1 and heard.intent is Intent.INQUIRY
    is_enough = finding.is_near and (asked.has_holiday or is_alone)
    if finding.outcome is FindingOutcome.CHOICE and not is_enough:
        return None
    if not asked.is_known:
        return RecalledAnswer(is_question=True, is_unknown_day=True)
    if not asked.has_holiday and Said.ANSWER in (turn.conversation.burst_said or ()):
        return None
    return RecalledAnswer(days=asked.days, entry=entry, is_question=True) if asked.days else None


def hear_answers(
    heard: Heard, text: str, finding: Finding, recalled: RecalledAnswer, reading: Understanding | None
) -> Heard:
    """Return what was read of a message, with what answers it and what it says of an answer.

    Words that go on from an answer are a question, also where the model takes them for something else; so are
    those that name a holiday of which the calendar says nothing.
    """
    best, before = finding.best, recalled.showing
    found = found_in(finding)
    is_short = found is Found.CHOICE and heard.intent is None and not says_enough(text)
    if is_short or recalled.is_unknown_day:
        found = Found.NOTHING
    is_same = best is not None and before is not None and best.entry.id == before.answer_id
    is_question = recalled.is_question and heard.intent in (
        GOES_ON if recalled.is_unknown_day else (Intent.FOLLOW_UP, None)
    )
    return replace(
        heard,
        intent=Intent.INQUIRY if is_question else heard.intent,
        leans=None if reading is None else reading.intent,
        found=found,
        is_repeated=is_same and found in ANSWERS and not _looked_up_before(text, finding),
        goes_on=recalled.entry is not None,
        verdict=recalled.verdict,
        choice=recalled.choice,
        is_offered=recalled.is_offered,
    )


def _looked_up_before(text: str, finding: Finding) -> bool:
    """Whether the question was looked up after the one before it, so that it finds the same."""
    return refers_back(text) and finding.best is not None and not can_tell(finding.best.entry)


def says_enough(text: str) -> bool:
    """Return whether a text says enough to be like a question: "请问" alone is like any."""
    return len(HAN.findall(text)) >= LEAST_CHARACTERS or len(WORD.findall(text)) >= LEAST_WORDS


async def _showing(turn: Turn, number: int | None) -> AnswerShowing | None:
    return None if number is None else await turn.session.get(AnswerShowing, number)


def found_in(finding: Finding) -> Found:
    """Return what a finding is in the table of decisions."""
    if finding.is_exact:
        return Found.EXACT
    return Found(finding.outcome.value) if finding.outcome.value in {*Found} else Found.NOTHING
