"""Surveys and questions to try things on."""

from datetime import date
from pathlib import Path

from actions.settings.house import House
from actions.settings.replies import Audience
from actions.settings.survey_definition import Survey, load_surveys
from actions.settings.survey_questions import Condition, Look, Option, Question, Texts, Words
from nlu.contract.labels import Language
from store.models.question_kinds import Kind
from store.queues.button import Button
from tests.conftest import NOON, ROOT

TEXT = {Language.ZH: "问", Language.EN: "ask"}
EXPECTED = {Language.ZH: "期望", Language.EN: "expect"}
AGREEMENT = {
    Language.ZH: ("很不同意", "不同意", "一般", "同意", "很同意"),
    Language.EN: ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"),
}
OPTIONS = (
    Option("waiting", {Language.ZH: "等太久", Language.EN: "Waiting time"}),
    Option("price", {Language.ZH: "价格", Language.EN: "Price"}),
    Option("other", {Language.ZH: "其他", Language.EN: "Something else"}),
)


def question(
    kind: Kind = Kind.RATING,
    name: str = "score",
    *,
    words: Words | None = None,
    dimension: str | None = None,
    expected: Texts | None = None,
    when: Condition | None = None,
    look: Look = Look.NUMBERS,
    optional: bool = False,
    alert_at_most: int | None = None,
) -> Question:
    """A question of this kind; choices have three options."""
    options = OPTIONS if kind in (Kind.SINGLE, Kind.MULTIPLE) else ()
    return Question(
        name, kind, TEXT, optional, options, look, alert_at_most, when, words, dimension, expected
    )


def pair(name: str = "on_time", dimension: str = "reliability") -> Question:
    """A question about expectation and perception."""
    return question(Kind.SERVQUAL, name, dimension=dimension, expected=EXPECTED)


def survey(*questions: Question, key: str = "sample") -> Survey:
    """A survey of these questions."""
    return Survey(key, TEXT, questions, digest=f"digest of {key}")


def load(folder: Path, text: str) -> Survey:
    """The survey that a file `sample.yml` with this text defines."""
    (folder / "sample.yml").write_text(text, encoding="utf-8")
    return load_surveys(folder)["sample"]


def day_question() -> str:
    """The survey with a question about a day that the documentation shows."""
    text = (ROOT / "docs" / "surveys.md").read_text(encoding="utf-8")
    return text.partition("```yaml\n")[2].partition("```")[0]


TODAY = NOON.date()


def reader(house: House, language: Language = Language.EN, today: date = TODAY) -> Audience:
    """Somebody who speaks this language."""
    return Audience(house.replies, language, lambda: today)


def labels(buttons: tuple[tuple[Button, ...], ...]) -> list[list[str]]:
    """What the buttons say, row by row."""
    return [[button.text for button in row] for row in buttons]


def values(buttons: tuple[tuple[Button, ...], ...]) -> list[list[str]]:
    """The values of the buttons, row by row."""
    return [[button.data.split(":", 3)[3] for button in row] for row in buttons]
