"""Keys are issued once, known by their digest, and can be taken away."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.staff.api_keys import (
    UNLESS_SAID,
    KeyNameTaken,
    KeyScope,
    NoSuchKey,
    UnknownKey,
    all_keys,
    identify,
    issue,
    revoke,
)
from actions.staff.roster import add_member, first_start_password, list_members
from store.engine.database import Database
from store.models.staff import ApiKey, AuditEntry, Role, Staff
from tests.conftest import NOON


async def make(database: Database, name: str = "till-3") -> str:
    async with database.transaction() as session:
        return await issue(session, name, NOON)


async def whose(database: Database, key: str) -> str:
    async with database.reading() as session:
        return (await identify(session, key)).name


async def test_key_is_known(database: Database) -> None:
    keys = [await make(database, name) for name in ("till-3", "crm")]
    assert [await whose(database, key) for key in keys] == ["till-3", "crm"]


async def test_key_has_256_bits_and_a_mark(database: Database) -> None:
    first, second = await make(database, "a"), await make(database, "b")
    assert (first[:3], len(first) - 3) == ("hf_", 43)
    assert first != second


async def test_only_a_digest_is_stored(database: Database) -> None:
    key = await make(database)
    async with database.reading() as session:
        row = (await session.scalars(select(ApiKey))).one()
    assert len(row.digest) == 64
    assert key not in f"{row.digest}{row.name}"


@pytest.mark.parametrize("key", ["", "hf_", "hf_wrong", "\ud800", "till-3"])
async def test_other_keys_are_unknown(database: Database, key: str) -> None:
    await make(database)
    with pytest.raises(UnknownKey):
        await whose(database, key)


async def test_revoked_key_is_unknown(database: Database) -> None:
    key = await make(database)
    async with database.transaction() as session:
        await revoke(session, "till-3", NOON)
    with pytest.raises(UnknownKey):
        await whose(database, key)


async def test_name_in_use_is_taken(database: Database) -> None:
    key = await make(database)
    with pytest.raises(KeyNameTaken):
        await make(database)
    assert await whose(database, key) == "till-3"


async def test_name_of_a_revoked_key_gets_another_key(database: Database) -> None:
    old = await make(database)
    async with database.transaction() as session:
        await revoke(session, "till-3", NOON)
    assert await whose(database, await make(database)) == "till-3"
    with pytest.raises(UnknownKey):
        await whose(database, old)


async def test_only_a_key_in_use_can_be_revoked(database: Database) -> None:
    await make(database)
    async with database.transaction() as session:
        await revoke(session, "till-3", NOON)
        for name in ("till-3", "never"):
            with pytest.raises(NoSuchKey):
                await revoke(session, name, NOON)


@pytest.mark.parametrize("name", ["", "a b", "收银台", "-x", "x" * 61, "a\n"])
async def test_odd_names_are_refused(database: Database, name: str) -> None:
    with pytest.raises(ValueError, match="a name has 1 to 60"):
        await make(database, name)


async def test_keys_are_listed_by_name(database: Database) -> None:
    for name in ("till-3", "crm"):
        await make(database, name)
    async with database.transaction() as session:
        await revoke(session, "crm", NOON + timedelta(hours=1))
        listed = await all_keys(session)
    assert [(each.name, each.created_at, each.revoked_at) for each in listed] == [
        ("crm", NOON, NOON + timedelta(hours=1)),
        ("till-3", NOON, None),
    ]


async def test_issuing_and_revoking_are_audited(database: Database) -> None:
    await make(database)
    async with database.transaction() as session:
        await revoke(session, "till-3", NOON)
        entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
    assert [(entry.actor, entry.action, entry.subject, entry.detail) for entry in entries] == [
        ("system", "key.issued", "key:till-3", {"scopes": [*UNLESS_SAID], "sources": None}),
        ("system", "key.revoked", "key:till-3", None),
    ]


async def issue_writing(database: Database) -> int | None:
    """The account of a key that writes."""
    async with database.transaction() as session:
        key = await issue(session, "crm", NOON, scopes=[KeyScope.CASES, KeyScope.CASES_WRITE])
        return (await identify(session, key)).staff_id


async def test_key_that_writes_has_an_account_that_is_no_person(database: Database) -> None:
    account = await issue_writing(database)
    async with database.transaction() as session:
        row = await session.get_one(Staff, account)
        assert (row.name, row.role, row.disabled_at) == ("crm (API)", Role.AGENT, NOON)
        assert await list_members(session) == ()
        assert await first_start_password(session, NOON) is not None


async def test_key_of_the_same_name_keeps_the_account(database: Database) -> None:
    account = await issue_writing(database)
    async with database.transaction() as session:
        await revoke(session, "crm", NOON)
    assert await issue_writing(database) == account


async def test_key_that_reads_has_no_account(database: Database) -> None:
    async with database.reading() as session:
        assert (await identify(session, await make(database))).staff_id is None


async def test_name_of_a_person_is_no_account(database: Database) -> None:
    async with database.transaction() as session:
        await add_member(session, "CRM (api)", Role.AGENT, "hash", NOON)
    with pytest.raises(KeyNameTaken):
        await issue_writing(database)
