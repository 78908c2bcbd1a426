"""`huifang key`: keys for systems that use the API."""

import asyncio

import click

from bot.cli.clear_errors import Failure

# Modules that need the database are imported when a command runs, so that `huifang --help` is quick.

SCOPES = (
    "services",
    "reports",
    "answers",
    "cases",
    "conversations",
    "customers",
    "surveys",
    "cases_write",
    "conversations_write",
    "customers_write",
)  # as in `actions.staff.api_keys.KeyScope`


@click.group()
def key() -> None:
    """Issue and revoke keys for systems that use the API."""


@key.command()
@click.argument("name")
@click.option("--source", "sources", multiple=True, help="A source that it speaks for.  [default: any]")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice(SCOPES),
    help="What it opens.  [default: services, reports, answers]",
)
def add(name: str, *, sources: tuple[str, ...], scopes: tuple[str, ...]) -> None:
    """Create a key for the system NAME and print it; it is never shown again.

    A key with sources tells of services of these sources only, and sees no others. It opens
    nothing else, since the rest belongs to all sources. Cases, conversations, customers and surveys
    are personal data: a key opens them only if a scope says so, and changes them only with the
    scopes that end in _write.
    """
    click.echo(asyncio.run(_add(name, sources, scopes)))
    click.echo("Keep it now: it is not shown again, and only a digest of it is stored.", err=True)


@key.command("list")
def list_keys() -> None:
    """List the keys: name, when made, when last used, state, scopes, sources."""
    for line in asyncio.run(_list()):
        click.echo(line)


@key.command()
@click.argument("name")
def revoke(name: str) -> None:
    """Refuse the key of the system NAME from now on."""
    asyncio.run(_revoke(name))
    click.echo(f"The key of {name} is revoked.")


async def _add(name: str, sources: tuple[str, ...], scopes: tuple[str, ...]) -> str:
    from actions.staff.api_keys import KeyNameTaken, KeyScope, SourcesLimitScope, issue  # noqa: PLC0415
    from bot.cli.database_access import open_database  # noqa: PLC0415
    from bot.timing.clock import now  # noqa: PLC0415

    try:
        async with open_database() as database, database.transaction() as session:
            opened = [KeyScope(scope) for scope in scopes] or None
            return await issue(session, name, now(), scopes=opened, sources=sources or None)
    except KeyNameTaken as exc:
        raise Failure(f"{name} has a key; `huifang key revoke {name}` takes it away") from exc
    except (ValueError, SourcesLimitScope) as exc:
        raise click.UsageError(str(exc)) from exc


async def _list() -> list[str]:
    from actions.staff.api_keys import all_keys  # noqa: PLC0415
    from bot.cli.database_access import open_database  # noqa: PLC0415

    async with open_database() as database, database.reading() as session:
        keys = await all_keys(session)
    lines = []
    for each in keys:
        used = f"{each.used_at:%Y-%m-%d %H:%M}" if each.used_at else "never used"
        state = "revoked" if each.revoked_at else "in use"
        opens = ", ".join(each.scopes) or "nothing"
        sources = "any source" if each.sources is None else ", ".join(each.sources)
        lines.append(f"{each.name}\t{each.created_at:%Y-%m-%d %H:%M}\t{used}\t{state}\t{opens}\t{sources}")
    return lines


async def _revoke(name: str) -> None:
    from actions.staff.api_keys import NoSuchKey, revoke  # noqa: PLC0415
    from bot.cli.database_access import open_database  # noqa: PLC0415
    from bot.timing.clock import now  # noqa: PLC0415

    try:
        async with open_database() as database, database.transaction() as session:
            await revoke(session, name, now())
    except NoSuchKey as exc:
        raise Failure(f"no key of the name {name} is in use; see `huifang key list`") from exc
