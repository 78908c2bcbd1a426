"""A failure is named without what it was about."""

from bot.worker.receiving.handling import describe_failure


def fail(words: str) -> None:
    raise KeyError(words)


def test_failure_is_named_with_its_place_and_without_its_message() -> None:
    try:
        fail("my secret")
    except KeyError as exc:
        described_as = describe_failure(exc)
    assert described_as.startswith("KeyError in fail (test_failures.py:")
    assert "secret" not in described_as


def test_failure_that_was_never_raised_has_no_place() -> None:
    assert describe_failure(ValueError("my secret")) == "ValueError"
