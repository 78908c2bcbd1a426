"""`huifang staff`: who may log in to the console."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click
from sqlalchemy.ext.asyncio import AsyncSession

from actions.staff import totp
from actions.staff.failures import StaffError
from actions.staff.passwords import Passwords, random_password, require_strong
from actions.staff.roster import Member, add_member, change_password, disable_member, list_members
from actions.staff.staff_names import fit_name
from bot.cli.clear_errors import Failure
from bot.cli.database_access import open_database
from bot.timing.clock import now
from store.models.staff import Role

Result = TypeVar("Result")

asks = click.option("--ask", is_flag=True, help="Type the password instead of a random one.")


@click.group()
def staff() -> None:
    """Manage the members of staff who use the console."""


@staff.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@asks
def add(name: str, role: str, *, ask: bool) -> None:
    """Add NAME. Without --ask, a random password is shown once."""
    with _refused():
        fit_name(name)
        password = _password(ask=ask)
        member = asyncio.run(_add(name, Role(role), password))
    click.echo(f"Added {member.name} ({member.role}).")
    _show(password, ask=ask)


@staff.command("list")
def show_all() -> None:
    """List all members of staff."""
    for member in asyncio.run(_transact(list_members)):
        state = f"disabled {member.disabled_at:%Y-%m-%d}" if member.disabled_at else "active"
        click.echo(f"{member.name}\t{member.role}\t{state}")


@staff.command("disable")
@click.argument("name")
def disable(name: str) -> None:
    """Disable NAME: no more logins, and all sessions end."""
    with _refused():
        member = asyncio.run(_transact(lambda session: disable_member(session, name, now())))
    click.echo(f"{member.name} can no longer log in.")


@staff.command("password")
@click.argument("name")
@asks
def password(name: str, *, ask: bool) -> None:
    """Change the password of NAME, and end all sessions."""
    with _refused():
        chosen = _password(ask=ask)
        member = asyncio.run(_change(name, chosen))
    click.echo(f"{member.name} has another password.")
    _show(chosen, ask=ask)


@staff.command("end-codes")
@click.argument("name")
def end_codes(name: str) -> None:
    """Ask NAME for no one-time codes: the device, or the key of the secrets, is lost."""
    with _refused():
        asyncio.run(_transact(lambda session: totp.end_of(session, name, now())))
    click.echo(f"{name} is asked for no code.")


async def _add(name: str, role: Role, chosen: str) -> Member:
    password_hash = await Passwords().hash(chosen)
    return await _transact(
        lambda session: add_member(session, name, role, password_hash, now(), is_temporary=True)
    )


async def _change(name: str, chosen: str) -> Member:
    password_hash = await Passwords().hash(chosen)
    return await _transact(
        lambda session: change_password(session, name, password_hash, now(), is_temporary=True)
    )


async def _transact(work: Callable[[AsyncSession], Awaitable[Result]]) -> Result:
    async with open_database() as database, database.transaction() as session:
        return await work(session)


def _password(*, ask: bool) -> str:
    if not ask:
        return random_password()
    typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    require_strong(typed)
    return typed


def _show(chosen: str, *, ask: bool) -> None:
    if not ask:
        click.echo(f"Password, shown only this once: {chosen}")
    click.echo("It must be changed at the first login.")


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except StaffError as exc:
        raise Failure(str(exc)) from exc
