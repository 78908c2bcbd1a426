"""A member of staff with a known password."""

from datetime import datetime

import pytest
from argon2 import PasswordHasher

from actions.staff.login import Login
from actions.staff.passwords import LANES, MEMORY_KIB, PASSES, Passwords
from actions.staff.roster import Member, add_member
from store.engine.database import Database
from store.models.staff import Role
from tests.secret import BOX

PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Made once, since it takes long."""
    hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)
    return hasher.hash(PASSWORD)


@pytest.fixture
async def lee(database: Database, password_hash: str, now: datetime) -> Member:
    """An agent."""
    async with database.transaction() as session:
        return await add_member(session, "lee", Role.AGENT, password_hash, now)


@pytest.fixture
def login(database: Database) -> Login:
    """The door."""
    return Login(database, Passwords(), BOX)
