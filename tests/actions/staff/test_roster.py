"""Taking staff on and letting them go."""

from datetime import datetime

import pytest
from sqlalchemy import select

from actions.staff.failures import LastAdministrator, NameTaken, SignedOut, UnfitName, UnknownStaff
from actions.staff.login import Attempt, Login
from actions.staff.roster import (
    Member,
    add_member,
    change_password,
    choose_language,
    disable_member,
    first_start_password,
    list_members,
)
from actions.staff.sessions import open_session, resume
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.staff import AuditEntry, Role, Staff


async def test_members_are_listed_in_the_order_in_which_they_came(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await add_member(session, "mei", Role.MANAGER, "hash", now)
        await add_member(session, "李强", Role.AGENT, "hash", now)
    async with database.reading() as session:
        members = await list_members(session)
    assert [(member.name, member.role, member.disabled_at) for member in members] == [
        ("mei", Role.MANAGER, None),
        ("李强", Role.AGENT, None),
    ]


@pytest.mark.parametrize("name", ["lee", "LEE"])
async def test_taken_name_is_refused(database: Database, lee: Member, now: datetime, name: str) -> None:
    with pytest.raises(NameTaken):
        async with database.transaction() as session:
            await add_member(session, name, Role.AGENT, "hash", now)


async def test_unfit_name_is_refused(database: Database, now: datetime) -> None:
    with pytest.raises(UnfitName):
        async with database.transaction() as session:
            await add_member(session, "a\u202eb", Role.AGENT, "hash", now)


async def test_disabled_member_loses_all_sessions(database: Database, lee: Member, now: datetime) -> None:
    async with database.transaction() as session:
        token = await open_session(session, lee.id, now)
        member = await disable_member(session, "lee", now)
    assert member.disabled_at == now
    with pytest.raises(SignedOut):
        await resume(database, token, now)


async def test_last_administrator_stays(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await add_member(session, "one", Role.ADMINISTRATOR, "hash", now)
        await add_member(session, "two", Role.ADMINISTRATOR, "hash", now)
        await disable_member(session, "one", now)
    with pytest.raises(LastAdministrator):
        async with database.transaction() as session:
            await disable_member(session, "two", now)


@pytest.mark.parametrize("name", ["nobody", ""])
async def test_unknown_name_is_said(database: Database, now: datetime, name: str) -> None:
    async with database.transaction() as session:
        with pytest.raises(UnknownStaff):
            await disable_member(session, name, now)
        with pytest.raises(UnknownStaff):
            await change_password(session, name, "hash", now)


async def test_new_password_ends_all_sessions(database: Database, lee: Member, now: datetime) -> None:
    async with database.transaction() as session:
        token = await open_session(session, lee.id, now)
        await change_password(session, "lee", "another hash", now)
    with pytest.raises(SignedOut):
        await resume(database, token, now)
    async with database.reading() as session:
        assert (await session.get_one(Staff, lee.id)).password_hash == "another hash"


async def test_language_is_remembered(database: Database, lee: Member, now: datetime) -> None:
    async with database.transaction() as session:
        token = await open_session(session, lee.id, now)
        await choose_language(session, lee.id, Language.EN)
    assert (await resume(database, token, now)).language is Language.EN


async def test_changes_are_audited_without_secrets(database: Database, lee: Member, now: datetime) -> None:
    async with database.transaction() as session:
        await change_password(session, "lee", "another hash", now, actor="staff:7")
        await disable_member(session, "lee", now)
    async with database.reading() as session:
        entries = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    subject = f"staff:{lee.id}"
    assert [(entry.actor, entry.action, entry.subject, entry.detail) for entry in entries] == [
        ("system", "staff.added", subject, {"role": "agent"}),
        ("staff:7", "staff.password_changed", subject, None),
        ("system", "staff.disabled", subject, None),
    ]


async def test_first_start_makes_an_administrator_once(
    database: Database, login: Login, now: datetime
) -> None:
    async with database.transaction() as session:
        password = await first_start_password(session, now)
    async with database.transaction() as session:
        again = await first_start_password(session, now)
    assert again is None
    opened = await login.log_in(Attempt("admin", password or "", "10.0.0.1"), now)
    assert (await resume(database, opened.token, now)).role is Role.ADMINISTRATOR


async def test_first_start_makes_nobody_where_there_is_staff(
    database: Database, lee: Member, now: datetime
) -> None:
    async with database.transaction() as session:
        assert await first_start_password(session, now) is None
