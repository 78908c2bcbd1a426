"""Answers that are put in force together: no two of them may answer the same question."""

from collections.abc import Iterator, Mapping

from actions.answers.answer_refusals import Clash
from actions.answers.document import AnswerDocument
from actions.answers.normal_question import normalised
from nlu.contract.labels import Language


def same_questions(documents: Mapping[str, AnswerDocument]) -> Iterator[Clash]:
    """Yield each question that an earlier document answers too, in the same language at the same outlet."""
    holders: dict[tuple[str, Language, str | None], str] = {}
    for key, document in documents.items():
        for language, question in document.questions():
            holder = holders.setdefault((normalised(question), language, document.outlet), key)
            if holder != key:
                yield Clash(key, question, language, document.outlet, holder)
