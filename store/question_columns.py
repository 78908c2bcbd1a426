"""The columns of a survey in a wide table, with what their values mean: a data dictionary."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.question_kinds import EXPECTED, KINDS, UNKNOWN, Form, pair_of
from store.models.surveys import Answer, SurveyVersion

Cell = str | int | None
Texts = Mapping[str, str]


class ColumnKind(StrEnum):
    """What a column holds."""

    FIRST = "first"  # the number that was given at first, which figures are made of
    LAST = "last"  # the number that it was changed to
    CHOSEN = "chosen"  # 1 where an option was chosen, 0 where others were
    VALUE = "value"  # a chosen option, a day or words


@dataclass(frozen=True, slots=True)
class QuestionColumn:
    """A column: the question, the text of it by language, and the names of its values by language.

    `construct` is what an item measures, by language: a dimension, with whether it was perceived or expected.
    """

    name: str
    question: str
    kind: ColumnKind
    label: Texts
    option: str | None = None
    values: Mapping[int, Texts] = field(default_factory=dict)
    construct: Texts = field(default_factory=dict)

    @property
    def is_step(self) -> bool:
        """Whether it holds steps of a scale, which have an order."""
        return self.kind in (ColumnKind.FIRST, ColumnKind.LAST)


async def question_columns(session: AsyncSession, survey_key: str) -> tuple[QuestionColumn, ...]:
    """The columns of all versions of a survey, as the newest words them; empty if it was never asked."""
    statement = select(SurveyVersion.definition).where(SurveyVersion.key == survey_key)
    columns: dict[str, QuestionColumn] = {}
    for definition in await session.scalars(statement.order_by(SurveyVersion.id)):
        columns |= {column.name: column for column in _columns_of(definition)}
    return tuple(columns.values())


async def english_constructs(session: AsyncSession) -> Mapping[tuple[str, str], str]:
    """What the items of all surveys measure, by survey and question."""
    rows = await session.execute(
        select(SurveyVersion.key, SurveyVersion.definition).order_by(SurveyVersion.id)
    )
    return {
        (key, column.question): column.construct["en"]
        for key, definition in rows.tuples()
        for column in _columns_of(definition)
        if "en" in column.construct
    }


def _columns_of(definition: Mapping[str, Any]) -> Iterator[QuestionColumn]:
    dimensions = definition.get("dimensions") or {}
    for question in definition["questions"]:
        construct = dimensions.get(question.get("dimension")) or question.get("construct") or {}
        for column in _columns(question):
            yield replace(column, construct=_construct_of(column, question, construct))


def answer_cells(columns: Sequence[QuestionColumn], answers: Sequence[Answer]) -> tuple[Cell, ...]:
    """The answers of one invitation in the order of the columns; None where there is none."""
    given = {answer.question: answer for answer in answers}
    return tuple(_cell(column, given.get(column.question)) for column in columns)


def _cell(column: QuestionColumn, answer: Answer | None) -> Cell:
    if answer is None:
        return None
    match column.kind:
        case ColumnKind.FIRST:
            return answer.number if answer.first_number is None else answer.first_number
        case ColumnKind.LAST:
            return None if answer.changed_at is None else answer.number
        case ColumnKind.CHOSEN:
            return None if answer.choices is None else int(column.option in answer.choices)
        case ColumnKind.VALUE:
            return answer.text if answer.choices is None else "; ".join(answer.choices)


TOLD_EXPECTED: Texts = {"zh": "期望", "en": "expected"}
TOLD_PERCEIVED: Texts = {"zh": "感知", "en": "perceived"}


def _construct_of(column: QuestionColumn, question: Mapping[str, Any], construct: Texts) -> Texts:
    """What a column measures; of a pair also which half it is."""
    if not KINDS.get(question["kind"], UNKNOWN).asked_twice:
        return construct
    half = TOLD_EXPECTED if column.question.endswith(EXPECTED) else TOLD_PERCEIVED
    return {code: f"{name} · {half[code]}" for code, name in construct.items()}


def _columns(question: Mapping[str, Any]) -> Iterator[QuestionColumn]:
    name, text, kind = question["id"], question.get("text", {}), KINDS.get(question["kind"], UNKNOWN)
    if kind.form is Form.STEP:
        values = _steps(question)
        halves = {name: text}
        if kind.asked_twice and name not in pair_of(name):
            expected, perceived = pair_of(name)
            halves = {expected: question.get("expected") or text, perceived: text}
        for half, words in halves.items():
            yield QuestionColumn(half, half, ColumnKind.FIRST, words, values=values)
            yield QuestionColumn(f"{half}_last", half, ColumnKind.LAST, words, values=values)
    elif kind.form is Form.OPTIONS:
        for option in question.get("options", ()):
            label = {code: f"{text.get(code, name)} {said}" for code, said in option["text"].items()}
            chosen = f"{name}_{option['id']}"
            yield QuestionColumn(chosen, name, ColumnKind.CHOSEN, label, option["id"], YES_OR_NO)
    else:
        yield QuestionColumn(name, name, ColumnKind.VALUE, text)


YES_OR_NO: Mapping[int, Texts] = {0: {"zh": "否", "en": "No"}, 1: {"zh": "是", "en": "Yes"}}


def _steps(question: Mapping[str, Any]) -> Mapping[int, Texts]:
    """The names of the steps of a scale, where they have names."""
    kind = KINDS.get(question["kind"], UNKNOWN)
    if kind.is_yes_or_no:
        return YES_OR_NO
    words = question.get("words") or {}
    return {
        step: {code: steps[place] for code, steps in words.items()}
        for place, step in enumerate(kind.scale)
        if words
    }
