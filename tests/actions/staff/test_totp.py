"""One-time passwords by the clock."""

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from actions.staff import totp
from actions.staff.failures import WrongCode, WrongCredentials
from actions.staff.login import Attempt, Login
from actions.staff.passwords import Passwords
from actions.staff.roster import add_member
from actions.staff.sessions import resume
from store.engine.database import Database
from store.models.staff import LoginFailure, Role
from tests.conftest import NOON
from tests.secret import BOX

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP = timedelta(seconds=30)
PASSWORD = "correct horse battery"


def code(at: object = NOON) -> str:
    return pyotp.TOTP(SECRET).at(at)  # type: ignore[arg-type]  # a time


def test_code_of_this_half_minute_and_of_the_last_is_good() -> None:
    now = int(NOON.timestamp()) // 30
    assert totp.step_of(SECRET, code(NOON), NOON, None) == now
    assert totp.step_of(SECRET, code(NOON - STEP), NOON, None) == now - 1
    assert totp.step_of(SECRET, code(NOON)[:3] + " " + code(NOON)[3:], NOON, None) == now


@pytest.mark.parametrize("typed", ["", "000", "not it", code(NOON - 2 * STEP), code(NOON + 2 * STEP)])
def test_any_other_code_is_wrong(typed: str) -> None:
    assert totp.step_of(SECRET, typed, NOON, None) is None


def test_code_is_good_once() -> None:
    now = int(NOON.timestamp()) // 30
    assert totp.step_of(SECRET, code(), NOON, now) is None
    assert totp.step_of(SECRET, code(NOON - STEP), NOON, now) is None
    assert totp.step_of(SECRET, code(NOON + STEP), NOON + STEP, now) == now + 1


@pytest.fixture
async def lee(database: Database) -> int:
    """A member of staff with one-time codes."""
    async with database.transaction() as session:
        member = await add_member(session, "lee", Role.AGENT, await Passwords().hash(PASSWORD), NOON)
        await totp.begin(session, member.id, SECRET, code(), NOON, BOX)
    return member.id


async def test_login_needs_the_code_and_counts_a_wrong_one(database: Database, lee: int) -> None:
    door, later = Login(database, Passwords(), BOX), NOON + 2 * STEP
    for typed in ("", "123456", code(NOON)):
        with pytest.raises(WrongCredentials):
            await door.log_in(Attempt("lee", PASSWORD, "127.0.0.1", code=typed), later)
    async with database.reading() as session:
        assert len((await session.scalars(select(LoginFailure.id))).all()) == 3
    await door.log_in(Attempt("lee", PASSWORD, "127.0.0.1", code=code(later)), later)
    with pytest.raises(WrongCredentials):
        await door.log_in(Attempt("lee", PASSWORD, "127.0.0.1", code=code(later)), later)


async def test_codes_end(database: Database, lee: int) -> None:
    async with database.transaction() as session:
        await totp.end(session, lee, NOON)
    opened = await Login(database, Passwords(), BOX).log_in(Attempt("lee", PASSWORD, "127.0.0.1"), NOON)
    assert (await resume(database, opened.token, NOON)).name == "lee"


async def test_codes_begin_with_a_proof(database: Database, lee: int) -> None:
    with pytest.raises(WrongCode):
        async with database.transaction() as session:
            await totp.begin(session, lee, SECRET, "000000", NOON, BOX)
