"""Secrets of sessions, and what is kept of them."""

from actions.staff.tokens import (
    device_mark,
    kept_digest,
    name_digest,
    new_token,
    origin_digest,
    session_digest,
)


def test_tokens_are_long_and_different() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 43  # 256 bits


def test_token_and_device_mark_lead_to_the_same_row() -> None:
    token = new_token()
    assert session_digest(token) == kept_digest(device_mark(token))


def test_neither_mark_nor_digest_is_a_token_for_the_same_row() -> None:
    token = new_token()
    mark, kept = device_mark(token), session_digest(token)
    assert len({session_digest(token), session_digest(mark), session_digest(kept)}) == 3


def test_digests_of_different_purposes_differ() -> None:
    assert len({name_digest("x"), origin_digest("x"), kept_digest("x"), device_mark("x")}) == 4
