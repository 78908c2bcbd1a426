"""The forms of an answer: their buttons, how a tap and a typed text are read, and how they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wcwidth import width

from actions.settings.replies import Audience, Reply
from actions.settings.survey_questions import Look, Question
from actions.surveys.asking.answer_form import TICKED, AnswerForm, Labelled, Rows
from actions.surveys.asking.day_form import DayForm
from actions.surveys.asking.moves import Done, Given, Hint, Move, Tick
from actions.surveys.asking.typed_numbers import read_figure
from actions.surveys.asking.typed_options import read_options
from actions.surveys.asking.typed_words import read_word
from nlu.contract.labels import Language
from store.models.question_kinds import KINDS, Form

FACES = ("😞", "🙁", "😐", "🙂", "😄")
SEPARATOR = {Language.ZH: "、", Language.EN: ", "}
DONE = "!done"
MOST_IN_A_ROW = 8
# Two options stand side by side where both fit into half of a phone; a Chinese character counts twice.
WIDTH_OF_HALF = 18


class StepForm:
    """A number of a scale."""

    def buttons(self, question: Question, audience: Audience, given: Given) -> Rows:
        """See `AnswerForm`."""
        steps = list(KINDS[question.kind].scale)
        if KINDS[question.kind].is_yes_or_no:
            steps.reverse()
        labelled = [
            (f"{TICKED if step == given.number else ''}{step_label(question, step, audience)}", str(step))
            for step in steps
        ]
        if question.look is Look.WORDS:
            return _rows(labelled, 1)
        rows = -(-len(steps) // MOST_IN_A_ROW)
        return _rows(labelled, -(-len(steps) // rows))

    def tapped(self, question: Question, value: str, audience: Audience) -> Move | None:
        """See `AnswerForm`."""
        return (
            Given(number=int(value)) if value in {str(step) for step in KINDS[question.kind].scale} else None
        )

    def typed(self, question: Question, text: str, audience: Audience) -> Given | Hint | None:
        """A word or a number of the scale; another number is told which ones there are."""
        kind = KINDS[question.kind]
        step = read_word(question, text)
        figure = read_figure(text) if step is None and kind.reads_digits else None
        if figure is not None:
            step = figure.step(kind.scale, reads_stars=kind.reads_stars)
            if step is None:
                return self.hint(question, audience)
        return None if step is None else Given(number=step)

    def shown(self, question: Question, given: Given, audience: Audience) -> str:
        """See `AnswerForm`."""
        return "" if given.number is None else step_label(question, given.number, audience)

    def hint(self, question: Question, audience: Audience) -> Hint | None:
        """Name the ends of a scale of numbers; steps with names stand on the buttons."""
        scale = KINDS[question.kind].scale
        if not KINDS[question.kind].reads_digits or question.words is not None:
            return Hint(Reply.SURVEY_PICK)
        return Hint(Reply.SURVEY_CHOOSE, {"lowest": str(scale[0]), "highest": str(scale[-1])})


def step_label(question: Question, number: int, audience: Audience) -> str:
    """A step of a scale as it is shown, such as "4 🙂", "3⭐", "9", "Satisfied" or "Yes"."""
    if KINDS[question.kind].is_yes_or_no:
        return audience.text(Reply.SURVEY_YES if number else Reply.SURVEY_NO)
    if question.words is not None:
        return question.words[audience.language][number - KINDS[question.kind].scale[0]]
    match question.look:
        case Look.FACES:
            return f"{number} {FACES[number - 1]}"
        case Look.STARS:
            return f"{number}⭐"
        case _:
            return str(number)


@dataclass(frozen=True, slots=True)
class OptionForm:
    """One of some options, or `several` of them: these are ticked one by one."""

    several: bool

    def buttons(self, question: Question, audience: Audience, given: Given) -> Rows:
        """See `AnswerForm`."""
        ticked, language = given.choices or (), audience.language
        labelled: list[Labelled] = []
        for option in question.options:
            is_ticked = option.id in ticked
            value = f"{'-' if is_ticked else '+'}{option.id}" if self.several else option.id
            labelled.append((f"{TICKED if is_ticked else ''}{option.text[language]}", value))
        is_narrow = all(width(option.text[language]) <= WIDTH_OF_HALF for option in question.options)
        yield from _rows(labelled, 2 if is_narrow else 1)
        if self.several:
            yield [(audience.text(Reply.SURVEY_DONE), DONE)]

    def tapped(self, question: Question, value: str, audience: Audience) -> Move | None:
        """See `AnswerForm`."""
        if not self.several:
            return Given(choices=(value,)) if question.option(value) is not None else None
        if value == DONE:
            return Done()
        is_tick = value[:1] in ("+", "-") and question.option(value[1:]) is not None
        return Tick(value[1:], chosen=value[0] == "+") if is_tick else None

    def typed(self, question: Question, text: str, audience: Audience) -> Given | None:
        """Options by their names or numbers; several of them where several may be chosen."""
        chosen = read_options(question, text, several=self.several)
        return None if chosen is None else Given(choices=chosen)

    def shown(self, question: Question, given: Given, audience: Audience) -> str:
        """See `AnswerForm`."""
        language = audience.language
        chosen = (option for option in question.options if option.id in (given.choices or ()))
        return SEPARATOR[language].join(option.text[language] for option in chosen)

    def hint(self, question: Question, audience: Audience) -> Hint | None:
        """Point to the buttons."""
        return Hint(Reply.SURVEY_PICK)


class WordForm:
    """Free text: it is waited for, so that any message is the answer."""

    def buttons(self, question: Question, audience: Audience, given: Given) -> Rows:
        """See `AnswerForm`."""
        return iter(())

    def tapped(self, question: Question, value: str, audience: Audience) -> Move | None:
        """See `AnswerForm`."""
        return None

    def typed(self, question: Question, text: str, audience: Audience) -> Given | None:
        """See `AnswerForm`."""
        return None

    def shown(self, question: Question, given: Given, audience: Audience) -> str:
        """See `AnswerForm`."""
        return given.text or ""

    def hint(self, question: Question, audience: Audience) -> Hint | None:
        """Nothing: any words are an answer."""
        return None


FORMS: Mapping[Form, AnswerForm] = {
    Form.STEP: StepForm(),
    Form.OPTION: OptionForm(several=False),
    Form.OPTIONS: OptionForm(several=True),
    Form.DAY: DayForm(),
    Form.WORDS: WordForm(),
}


def form_of(question: Question) -> AnswerForm:
    """The form of the answer to a question."""
    return FORMS[KINDS[question.kind].form]


def in_words(question: Question, given: Given, audience: Audience) -> str:
    """A whole answer as it is shown; "skipped" where nothing was said."""
    return form_of(question).shown(question, given, audience) or audience.text(Reply.SURVEY_SKIPPED)


def _rows(labelled: Sequence[Labelled], length: int) -> Rows:
    return (labelled[start : start + length] for start in range(0, len(labelled), length))
