"""Values are shown as texts, and read back as they were."""

from datetime import date
from typing import Any

import pytest
import yaml

from actions.documents.text_edits import REMOVED, Place, with_values
from bot.console.documents.form_descriptions import FORMS
from bot.console.documents.form_values import changes_in, texts_of
from bot.console.web.fields import BadInput
from tests.actions.documents.published import files


@pytest.mark.parametrize("key", FORMS)
def test_form_that_is_posted_as_it_is_shown_changes_nothing(key: str) -> None:
    text = files()[key].text
    content = yaml.safe_load(text)
    posted = texts_of(content, FORMS[key])
    assert with_values(text, changes_in(posted, content, FORMS[key])) == text
    assert changes_in(posted, content, FORMS[key]) == {}


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
    assert (changed["ask_order"]["actions"], changed["greeting"]["actions"]) == ({}, {"priority": "high"})


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
    assert changes == {("outlets",): {**outlets, "New": {}}}


def test_repeated_key_is_refused() -> None:
    content = {"outlets": {"North": {"phone": "1"}, "South": {"phone": "2"}}}
    posted = texts_of(content, FORMS["business"]) | {"outlets.1.key": "North "}
    with pytest.raises(BadInput) as caught:
        changes_in(posted, content, FORMS["business"])
    assert caught.value.names == ("outlets.1.key",)
