"""Survey definitions are read whole, and what is wrong is named with file, line and what is expected."""

import json
from pathlib import Path

import pytest

from actions.settings.survey_definition import Survey, load_surveys
from actions.settings.survey_questions import Condition, DateRange, Look
from actions.settings.yaml_files import DataError
from nlu.contract.labels import Language
from store.models.question_kinds import Kind
from tests.actions.surveys.samples import load, question, survey
from tests.conftest import DATA

SAMPLE = """\
title: {zh: 回访, en: Survey}
questions:
  - id: satisfaction
    kind: rating
    look: stars
    alert_at_most: 2
    text: {zh: 满意吗, en: Satisfied}
  - id: reason
    kind: single
    when: {question: satisfaction, at_most: 3}
    text: {zh: 为什么, en: Why}
    options:
      - {id: waiting, text: {zh: 等待, en: Waiting}}
      - {id: price, text: {zh: 价格, en: Price}}
"""


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        load(folder, text)
    return [problem.removeprefix(f"{folder}/") for problem in caught.value.problems]


def test_survey_is_read_with_its_questions(tmp_path: Path) -> None:
    loaded = load(tmp_path, SAMPLE)
    first, second = loaded.questions
    assert (loaded.key, loaded.title[Language.EN]) == ("sample", "Survey")
    assert (first.kind, first.look, first.alert_at_most, first.when) == (Kind.RATING, Look.STARS, 2, None)
    assert second.when == Condition("satisfaction", at_most=3)
    assert [option.id for option in second.options] == ["waiting", "price"]


def test_survey_comes_back_from_json(tmp_path: Path) -> None:
    loaded = load(tmp_path, SAMPLE)
    assert Survey.from_dict(json.loads(json.dumps(loaded.to_dict()))) == loaded


def test_digest_changes_with_the_content_only(tmp_path: Path) -> None:
    before = load(tmp_path, SAMPLE).digest
    assert load(tmp_path, f"# a remark\n{SAMPLE}").digest == before
    assert load(tmp_path, SAMPLE.replace("Satisfied", "Content")).digest != before


ITEMS = """\
title: {zh: 回访, en: Survey}
questions:
  - {id: satisfaction, kind: rating, text: {zh: 满意吗, en: Satisfied}}
  - {id: process, kind: item, block: one, construct: {zh: 过程, en: Process}, text: {zh: 顺畅, en: Smooth}}
  - {id: result, kind: item, block: one, against: process, construct: {zh: 果, en: R}, text: {zh: 好, en: OK}}
  - {id: safety, kind: item, block: two, construct: {zh: 安全, en: Safety}, text: {zh: 安全, en: Safe}}
"""


def test_invitation_asks_one_block_of_items(tmp_path: Path) -> None:
    loaded = load(tmp_path, ITEMS)
    asked = [[each.id for each in loaded.for_invitation(number).questions] for number in (1, 2)]
    assert sorted(asked) == [["satisfaction", "process", "result"], ["satisfaction", "safety"]]
    assert loaded.questions[0].construct is None


@pytest.mark.parametrize(
    ("written", "wrong", "problem"),
    [
        ("construct: {zh: 安全, en: Safety}, ", "", "line 6: questions.3.kind: expected the name of what it"),
        ("against: process", "against: nothing", "line 5: questions.2.against: expected an earlier item"),
        (
            "block: one, against",
            "block: two, against",
            "line 5: questions.2.against: expected an earlier item",
        ),
        (
            "against: process",
            "against: satisfaction",
            "line 5: questions.2.against: expected an earlier item",
        ),
        ("kind: rating", "kind: rating, construct: {zh: 甲, en: A}", "expected nothing of this name"),
    ],
)
def test_items_that_do_not_fit_are_named(tmp_path: Path, written: str, wrong: str, problem: str) -> None:
    (found,) = problems(tmp_path, ITEMS.replace(written, wrong))
    assert problem in found


def test_question_is_found_by_id() -> None:
    rating = question(name="score")
    assert survey(rating).question("score") == rating
    assert survey(rating).question("other") is None


def test_survey_is_nps_by_its_question() -> None:
    assert survey(question(), question(Kind.NPS, "recommend")).is_nps
    assert not survey(question()).is_nps


def test_wrong_fields_are_all_named_with_their_lines(tmp_path: Path) -> None:
    text = SAMPLE.replace("kind: rating", "kind: stars").replace(", en: Why", "").replace("look:", "lok:")
    assert problems(tmp_path, text) == [
        (
            "sample.yml, line 4: questions.0.kind: "
            "Input should be 'rating', 'item', 'ces', 'nps', 'yes_no', 'consent', 'servqual', "
            "'single', 'multiple', 'date' or 'text'"
        ),
        "sample.yml, line 5: questions.0.lok: expected nothing of this name; is it misspelt?",
        "sample.yml, line 11: questions.1.text: expected a text in every language; en is missing or empty",
    ]


def test_inconsistent_questions_are_named_with_their_lines(tmp_path: Path) -> None:
    text = SAMPLE.replace("at_most: 3", "at_most: 9")
    assert problems(tmp_path, text) == [
        (
            "sample.yml, line 10: questions.1.when.at_most: "
            "expected a number from 1 to 5, as satisfaction is answered"
        )
    ]


@pytest.mark.parametrize("text", ["", "- a list", "key: sample\ntitle: {zh: 你, en: you}"])
def test_file_must_be_a_mapping_without_a_key(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text) == [
        "sample.yml, line 1: expected a mapping with title and questions (the key is the file's name)"
    ]


def test_broken_yaml_is_named(tmp_path: Path) -> None:
    assert problems(tmp_path, "title: [") == [
        "sample.yml, line 1: expected the node content, but found '<stream end>'"
    ]


def test_id_too_long_for_a_button_is_refused(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, SAMPLE.replace("id: waiting", f"id: {'w' * 21}"))
    assert problem.startswith("sample.yml, line 13: questions.1.options.0.id: String should match pattern")


def test_problems_of_all_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "first.yml").write_text("[", encoding="utf-8")
    (tmp_path / "second.yml").write_text("[", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_surveys(tmp_path)
    assert len(caught.value.problems) == 2


def test_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load_surveys(tmp_path)
    assert caught.value.problems == (f"{tmp_path}: expected at least one survey, such as post_service.yml",)


def test_survey_after_a_service_asks_two_questions_and_a_comment() -> None:
    shipped = load_surveys(DATA / "surveys")["post_service"]
    assert [(each.id, each.kind, each.optional) for each in shipped.questions] == [
        ("satisfaction", Kind.RATING, False),
        ("reasons", Kind.MULTIPLE, False),
        ("comment", Kind.TEXT, True),
    ]


DAY_QUESTION = """\
title: {{zh: 回访, en: Survey}}
questions:
  - id: day
    kind: {kind}
    text: {{zh: 哪天, en: Which day}}
    dates: {dates}
"""


def test_question_about_a_day_is_read_with_its_range(tmp_path: Path) -> None:
    found = load(tmp_path, DAY_QUESTION.format(kind="date", dates="{earliest: -30d, latest: today}"))
    assert found.questions[0].dates == DateRange("-30d", "today")
    assert Survey.from_dict(json.loads(json.dumps(found.to_dict()))) == found


@pytest.mark.parametrize(
    ("kind", "dates", "path", "expected"),
    [
        (
            "date",
            "{earliest: 30d}",
            ".earliest",
            "expected today, or a number of days before or after it such as -30d or +14d",
        ),
        (
            "date",
            "{earliest: today, latest: -1d}",
            "",
            "expected a latest day that is not before the earliest, today",
        ),
        ("date", "{from: today}", ".from", "expected nothing of this name; is it misspelt?"),
        ("rating", "{}", "", "expected nothing of this name for a question of kind rating"),
    ],
)
def test_wrong_range_is_named_with_its_line(
    tmp_path: Path, kind: str, dates: str, path: str, expected: str
) -> None:
    assert problems(tmp_path, DAY_QUESTION.format(kind=kind, dates=dates)) == [
        f"sample.yml, line 6: questions.0.dates{path}: {expected}"
    ]


def test_text_that_no_message_holds_is_named(tmp_path: Path) -> None:
    text = SAMPLE.replace("en: Why", f"en: {'y' * 3501}")
    assert problems(tmp_path, text) == [
        "sample.yml, line 11: questions.1.text: the text in en is longer than 3500 characters"
    ]
