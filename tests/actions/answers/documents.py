"""Answers for tests."""

from datetime import UTC, datetime
from typing import Any

from actions.answers.document import AnswerDocument, read_content
from actions.answers.drafting import AnswerChange

AT = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
CHANGE = AnswerChange("staff:1", AT, "asked for")


def document(
    question: str = "几点开门？", answer: str = "九点。", *variants: str, **values: Any
) -> AnswerDocument:
    """An answer in Chinese."""
    wording = {"question": question, "answer": answer, "variants": list(variants)}
    return read_content({"wordings": {"zh": wording}, **values})
