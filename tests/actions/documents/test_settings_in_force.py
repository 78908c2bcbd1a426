"""One place says what is in force; what this release cannot read is left out."""

from datetime import timedelta

import pytest

from actions.settings.yaml_files import DataError
from tests.actions.documents.published import files, fresh, rules


def settling(reason: str) -> str:
    """Prepared replies one of which settles a case in this way."""
    return files()["canned"].text.replace("{settle: refunded}", f"{{settle: {reason}}}")


def test_published_text_takes_the_place_of_its_file() -> None:
    in_force = fresh()
    built = in_force.build({"rules": rules(3)})
    assert (built.settings.house.first_reply, built.refused) == (timedelta(hours=3), ())
    assert in_force.now.house.first_reply == timedelta(hours=4)
    in_force.put(built.settings)
    assert in_force.now.house.first_reply == timedelta(hours=3)


def test_wrong_text_is_refused_and_its_file_holds() -> None:
    wordy = files()["replies.en"].text + "more: Hello\n"
    built = fresh().build({"rules": rules(-1), "replies.en": wordy, "calendar": files()["calendar"].text})
    assert built.refused == ("rules", "replies.en")
    assert built.settings.house.first_reply == timedelta(hours=4)


def test_words_of_both_languages_are_right_together() -> None:
    both = {
        "replies.zh": files()["replies.zh"].text.replace("好的，以后我用中文回复您。", "好的{name}。"),
        "replies.en": files()["replies.en"].text.replace("set: ", "set: '{name}' #"),
    }
    broken_rules = {"rules": "no: rules\n"}
    built = fresh().build({**both, **broken_rules})
    assert built.refused == ("rules",)
    assert fresh().build({"replies.zh": both["replies.zh"]}).refused == ("replies.zh",)


def test_texts_that_are_right_alone_and_wrong_together_do_not_stop_the_start() -> None:
    canned, renamed = settling("redone"), files()["rules"].text.replace("  redone:", "  mended:")
    for key, text in (("canned", canned), ("rules", renamed)):
        assert fresh().build({key: text}).refused == ()
    built = fresh().build({"canned": canned, "rules": renamed})
    assert built.refused == ("rules",)
    assert "redone" in built.settings.house.settle_reasons


def test_text_that_is_right_beside_another_one_holds() -> None:
    canned, renamed = settling("mended"), files()["rules"].text.replace("  redone:", "  mended:")
    built = fresh().build({"canned": canned, "business": "a: 1\n", "rules": renamed})
    assert built.refused == ("business",)
    assert "mended" in built.settings.house.settle_reasons


def test_document_of_another_release_is_refused() -> None:
    assert fresh().build({"mailboxes": "a: 1\n"}).refused == ("mailboxes",)


def test_check_names_mistakes_as_the_check_of_files_does() -> None:
    with pytest.raises(DataError) as caught:
        fresh().check({"rules": rules(-1)})
    assert caught.value.problems == (
        "rules.yml: cases.first_reply_hours: Input should be greater than or equal to 0",
    )
