"""Passwords and their hashes."""

import asyncio

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from actions.staff.failures import WeakPassword
from actions.staff.passwords import ALPHABET, LONGEST, SHORTEST, Passwords, random_password, require_strong


async def test_hash_is_argon2id_with_the_promised_cost() -> None:
    parameters = extract_parameters(await Passwords().hash("correct horse battery"))
    assert (parameters.type, parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (
        Type.ID,
        19_456,
        2,
        1,
    )


async def test_only_the_password_matches_its_hash() -> None:
    passwords = Passwords()
    kept = await passwords.hash("correct horse battery")
    assert await passwords.matches(kept, "correct horse battery") is True
    assert await passwords.matches(kept, "correct horse batterz") is False


@pytest.mark.parametrize("kept", [None, "", "no hash", "$argon2id$v=19$broken"])
async def test_nothing_matches_a_missing_or_broken_hash(kept: str | None) -> None:
    assert await Passwords().matches(kept, "correct horse battery") is False


async def test_two_hashes_of_one_password_differ() -> None:
    passwords = Passwords()
    assert await passwords.hash("correct horse battery") != await passwords.hash("correct horse battery")


async def test_weaker_hash_is_renewed_and_a_current_one_kept() -> None:
    passwords = Passwords()
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("correct horse battery")
    renewed = await passwords.renewed(weak, "correct horse battery")
    assert extract_parameters(renewed).memory_cost == 19_456
    assert await passwords.renewed(renewed, "correct horse battery") == renewed


async def test_many_at_once_take_turns() -> None:
    passwords = Passwords(limit=1)
    kept = await passwords.hash("correct horse battery")
    answers = await asyncio.gather(*(passwords.matches(kept, "correct horse battery") for _ in range(4)))
    assert answers == [True] * 4


def is_strong(password: str) -> bool:
    try:
        require_strong(password)
    except WeakPassword:
        return False
    return True


@pytest.mark.parametrize("length", [0, SHORTEST - 1, LONGEST + 1])
def test_password_of_unfit_length_is_refused(length: int) -> None:
    assert not is_strong("x" * length)


@pytest.mark.parametrize("length", [SHORTEST, LONGEST])
def test_password_of_fit_length_is_taken(length: int) -> None:
    assert is_strong("码" * length)


def test_made_up_passwords_are_strong_legible_and_different() -> None:
    first, second = random_password(), random_password()
    assert is_strong(first)
    assert set(first) <= {*ALPHABET, "-"}
    assert first != second
