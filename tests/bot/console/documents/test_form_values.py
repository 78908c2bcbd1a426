"""Values are shown as texts, and read back as they were."""

from datetime import date
from typing import Any

import pytest
import yaml

from actions.documents.text_edits import REMOVED, Place, with_values
from bot.console.documents.form_descriptions import FORMS, form_name
from bot.console.documents.form_values import changes_in, is_shown, row_numbers, texts_of
from bot.console.documents.survey_fields import OPTIONS
from bot.console.web.fields import BadInput
from tests.actions.documents.published import files

SURVEY = FORMS["surveys"]


@pytest.mark.parametrize("key", [key for key in files() if form_name(key) in FORMS])
def test_form_that_is_posted_as_it_is_shown_changes_nothing(key: str) -> None:
    text, form = files()[key].text, FORMS[form_name(key)]
    content = yaml.safe_load(text)
    posted = texts_of(content, form)
    assert with_values(text, changes_in(posted, content, form)) == text
    assert changes_in(posted, content, form) == {}


def test_values_that_are_written_in_another_way_stay_as_they_are() -> None:
    content = {"phone": 5550002, "address": {"zh": "示例路\n1 号\n"}, "outlets": {"North": None}}
    posted = texts_of(content, FORMS["business"])
    assert changes_in(posted, content, FORMS["business"]) == {}


@pytest.mark.parametrize(
    ("key", "name", "text", "place", "value"),
    [
        ("rules", "cases.first_reply_hours", "3", ("cases", "first_reply_hours"), 3),
        ("rules", "surveys.share", "0.5", ("surveys", "share"), 0.5),
        ("rules", "surveys.share", "half", ("surveys", "share"), "half"),
        ("rules", "surveys.per_month", " ", ("surveys", "per_month"), None),
        ("rules", "matters.name_assignee", "no", ("matters", "name_assignee"), False),
        (
            "rules",
            "surveys.outlet_shares",
            "North Street 0.5\n北街店 1",
            ("surveys", "outlet_shares"),
            {"North Street": 0.5, "北街店": 1},
        ),
        ("rules", "surveys.outlet_per_week", "30", ("surveys", "outlet_per_week"), 30),
        ("rules", "reports.goals.csat", "0.9", ("reports", "goals", "csat"), 0.9),
        ("calendar", "holidays", "2027-01-01\r\n\r\nsoon", ("holidays",), [date(2027, 1, 1), "soon"]),
        (
            "calendar",
            "days",
            "2027-02-05  09:00-12:00, 13:30-15:00",
            ("days",),
            {date(2027, 2, 5): "09:00-12:00, 13:30-15:00"},
        ),
    ],
)
def test_text_becomes_a_value(key: str, name: str, text: str, place: Place, value: Any) -> None:
    assert changes_in({name: text}, yaml.safe_load(files()[key].text), FORMS[key]) == {place: value}


def test_empty_field_removes_what_may_be_missing() -> None:
    content = {"phone": "021-5550 0001", "outlets": {}}
    posted = {"phone": "", "address.zh": ""}
    assert changes_in(posted, content, FORMS["business"]) == {("phone",): REMOVED}


def test_actions_of_a_macro_come_and_go() -> None:
    content = yaml.safe_load(files()["canned"].text)
    keys = list(content)
    posted = texts_of(content, FORMS["canned"])
    waits, plain = keys.index("ask_order"), keys.index("greeting")
    posted |= {f"rows.{waits}.actions.wait": "no", f"rows.{plain}.actions.priority": "high"}
    changed = yaml.safe_load(
        with_values(files()["canned"].text, changes_in(posted, content, FORMS["canned"]))
    )
    assert "actions" not in changed["ask_order"]
    assert changed["greeting"]["actions"] == {"priority": "high"}


def test_changed_row_changes_its_field_alone() -> None:
    content = yaml.safe_load(files()["rules"].text)
    posted = texts_of(content, FORMS["rules"]) | {"settle_reasons.0.en": "Done"}
    changes = changes_in(posted, content, FORMS["rules"])
    text = with_values(files()["rules"].text, changes)
    assert text == files()["rules"].text.replace("en: Solved", "en: Done")


def test_rows_come_and_go() -> None:
    content = yaml.safe_load(files()["canned"].text)
    keys = list(content)
    posted = texts_of(content, FORMS["canned"])
    new = {"title.zh": "新", "title.en": "New", "text.zh": "您好", "text.en": "Hello {name}"}
    posted |= {"rows.0.key": "", f"rows.{len(keys)}.key": "fresh"}
    posted |= {f"rows.{len(keys)}.{name}": text for name, text in new.items()}
    after = yaml.safe_load(with_values(files()["canned"].text, changes_in(posted, content, FORMS["canned"])))
    assert list(after) == [*keys[1:], "fresh"]
    assert after["fresh"] == {
        "title": {"zh": "新", "en": "New"},
        "text": {"zh": "您好", "en": "Hello {name}"},
    }


def test_row_keeps_what_the_form_does_not_show() -> None:
    content = {"outlets": {"North": {"phone": "1", "manager": "Wu"}}}
    posted = texts_of(content, FORMS["business"]) | {"outlets.0.key": "South", "outlets.0.phone": "2"}
    assert changes_in(posted, content, FORMS["business"])[("outlets",)] == {
        "South": {"phone": "2", "manager": "Wu"}
    }


def test_emptied_field_of_a_row_goes() -> None:
    content = {"outlets": {"North": {"phone": "1", "manager": "Wu"}}}
    posted = texts_of(content, FORMS["business"]) | {"outlets.0.phone": ""}
    changes = changes_in(posted, content, FORMS["business"])
    assert changes == {("outlets", "North", "phone"): REMOVED}
    assert yaml.safe_load(with_values(yaml.safe_dump(content), changes)) == {
        "outlets": {"North": {"manager": "Wu"}}
    }


def test_no_row_is_lost_where_there_are_many() -> None:
    outlets = {f"Outlet {number}": {"phone": f"{number}"} for number in range(130)}
    posted = texts_of({"outlets": outlets}, FORMS["business"]) | {"outlets.130.key": "New"}
    changes = changes_in(posted, {"outlets": outlets}, FORMS["business"])
    assert changes == {("outlets", "New"): {}}


def test_repeated_key_is_refused() -> None:
    content = {"outlets": {"North": {"phone": "1"}, "South": {"phone": "2"}}}
    posted = texts_of(content, FORMS["business"]) | {"outlets.1.key": "North "}
    with pytest.raises(BadInput) as caught:
        changes_in(posted, content, FORMS["business"])
    assert caught.value.names == ("outlets.1.key",)


def edited_survey(**fields: str) -> str:
    """The survey after a service with these fields of its form changed; `__` stands for a dot."""
    text = files()["surveys.post_service"].text
    content = yaml.safe_load(text)
    posted = texts_of(content, SURVEY) | {name.replace("__", "."): value for name, value in fields.items()}
    return with_values(text, changes_in(posted, content, SURVEY))


def asked(text: str) -> list[str]:
    """The ids of the questions of a survey, in their order."""
    return [question["id"] for question in yaml.safe_load(text)["questions"]]


def test_words_of_a_question_change_in_their_line() -> None:
    text = files()["surveys.post_service"].text
    edited = edited_survey(questions__0__alert_at_most="3", questions__1__options__3__text__en="The price")
    assert edited == text.replace("alert_at_most: 2", "alert_at_most: 3").replace(
        "en: Price}", "en: The price}"
    )


def test_question_is_added_behind_the_others() -> None:
    new = {"key": "again", "kind": "yes_no", "text__zh": "还会再来吗？", "text__en": "Will you come again?"}
    edited = edited_survey(**{f"questions__3__{name}": text for name, text in new.items()})
    text = files()["surveys.post_service"].text
    assert edited.startswith(text.rstrip())
    assert yaml.safe_load(edited)["questions"][3] == {
        "id": "again",
        "kind": "yes_no",
        "text": {"zh": "还会再来吗？", "en": "Will you come again?"},
    }


@pytest.mark.parametrize(
    ("number", "position", "expected"),
    [
        (2, "1", ["comment", "satisfaction", "reasons"]),
        (0, "3", ["reasons", "comment", "satisfaction"]),
        (0, "2", ["reasons", "satisfaction", "comment"]),
        (2, "2", ["satisfaction", "comment", "reasons"]),
        (1, "soon", ["satisfaction", "reasons", "comment"]),
    ],
)
def test_questions_are_moved_by_their_position(number: int, position: str, expected: list[str]) -> None:
    assert asked(edited_survey(**{f"questions__{number}__position": position})) == expected


def test_question_without_a_key_goes() -> None:
    assert asked(edited_survey(questions__1__key=" ")) == ["satisfaction", "comment"]


def test_moved_question_keeps_what_it_has() -> None:
    before = yaml.safe_load(files()["surveys.post_service"].text)["questions"][1]
    assert yaml.safe_load(edited_survey(questions__1__position="1"))["questions"][0] == before


def test_condition_goes_with_the_last_of_its_fields() -> None:
    emptied = {f"questions__1__when__{name}": "" for name in ("question", "at_most", "otherwise_one_in")}
    assert "when" not in yaml.safe_load(edited_survey(**emptied))["questions"][1]


def test_options_change_places() -> None:
    moved = yaml.safe_load(edited_survey(questions__1__options__2__position="1"))
    assert [each["id"] for each in moved["questions"][1]["options"]][:3] == ["result", "waiting", "staff"]


def test_two_questions_of_one_key_are_left_to_the_checker() -> None:
    edited = edited_survey(questions__2__key="reasons")
    assert asked(edited) == ["satisfaction", "reasons", "reasons"]
    content = yaml.safe_load(edited)
    assert changes_in(texts_of(content, SURVEY), content, SURVEY) == {}


def test_part_is_shown_where_it_fits_or_has_a_value() -> None:
    row = "questions.0."
    kinds = [{f"{row}kind": kind} for kind in ("single", "text", "")]
    assert [is_shown(OPTIONS, values, row) for values in kinds] == [True, False, False]
    assert is_shown(OPTIONS, {f"{row}kind": "text", f"{row}options.0.key": "a"}, row)


def test_one_empty_row_follows_the_filled_ones() -> None:
    assert row_numbers({"rows.0.key": "a", "rows.1.key": " ", "rows.2.key": "c"}, "rows.") == [0, 2, 3]
    assert row_numbers({}, "rows.") == [0]
