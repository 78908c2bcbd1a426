"""What checks find."""

from bot.cli.doctor.diagnosis import fine, must_act, note, wrong


def test_only_what_is_wrong_needs_something_to_be_done() -> None:
    assert must_act([fine("disk", "5000 MB"), note("memory", "900 MB", "train elsewhere")]) is False
    assert must_act([fine("disk", "5000 MB"), wrong("files", "open", "chmod")]) is True


def test_advice_stands_below_what_was_found() -> None:
    assert fine("disk", "5000 MB").as_text() == "fine  disk         5000 MB"
    assert wrong("files", "open", "chmod").as_text() == (
        "wrong files        open\n                   → chmod"
    )
