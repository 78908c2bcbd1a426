"""Bringing a database to the schema of this release."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from store import bi_views
from store.engine.database import Database
from store.engine.database_errors import StoreError
from store.models import Base, fold_triggers
from store.models.full_text_index import is_searched
from store.sqlite_copies import copy_before_migration

MIGRATIONS = Path(__file__).parent / "migrations"
# Any unused number: two processes that start together must not migrate together.
MIGRATION_LOCK = 7_203_984_411


class NewerSchema(StoreError):
    """The database was made by a newer release; this one would damage it."""


async def upgrade(database: Database) -> None:
    """Apply all migrations that are missing, in one transaction.

    Raises:
        NewerSchema: the database has a migration that this release does not know.
        StoreUnavailable: the database cannot be used.
    """
    async with database.writing_connection() as connection:
        await connection.run_sync(_upgrade)


async def missing_migrations(database: Database) -> list[str]:
    """Return the migrations that `upgrade` would apply, the first one first; nothing is changed.

    Raises:
        NewerSchema: see `upgrade`.
    """
    async with database.engine.connect() as connection:
        return await connection.run_sync(_missing)


async def differences(database: Database) -> list[object]:
    """What the models have and the database lacks, or the other way round; empty after `upgrade`."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(_differences)


def _differences(connection: Connection) -> list[object]:
    opts = {"compare_type": True, "include_name": _is_modelled}
    context = MigrationContext.configure(connection, opts=opts)
    return list(compare_metadata(context, Base.metadata))


def _is_modelled(name: str | None, _kind: str, _parents: Mapping[str, str | None]) -> bool:
    return not is_searched(name)


def _missing(connection: Connection) -> list[str]:
    scripts, before = _scripts(connection), _known_heads(connection)
    applied = {each.revision for head in before for each in scripts.iterate_revisions(head, "base")}
    all_of_them = [script.revision for script in scripts.walk_revisions()]
    return [revision for revision in reversed(all_of_them) if revision not in applied]


def _scripts(connection: Connection) -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(connection))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def _known_heads(connection: Connection) -> set[str]:
    """Return where the database stands.

    Raises:
        NewerSchema: see `upgrade`.
    """
    before = set(MigrationContext.configure(connection).get_current_heads())
    unknown = before - {script.revision for script in _scripts(connection).walk_revisions()}
    if unknown:
        raise NewerSchema(
            f"the database is at migration {', '.join(unknown)}, which this release does not know"
        )
    return before


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": MIGRATION_LOCK})
    config, before = _config(connection), _known_heads(connection)
    is_current = before == set(ScriptDirectory.from_config(config).get_heads())
    if before and not is_current:
        _keep_copy(connection, before)
    if not is_current:
        bi_views.put_away(connection)
        fold_triggers.drop(connection)
    command.upgrade(config, "head")
    if not is_current:
        fold_triggers.create(connection)
        bi_views.create(connection)


def _keep_copy(connection: Connection, before: Collection[str]) -> None:
    """Copy an SQLite file before its schema changes; on PostgreSQL the migration is one transaction."""
    file = connection.engine.url.database
    if connection.dialect.name == "sqlite" and file and file != ":memory:":
        copy_before_migration(Path(file), "-".join(sorted(before)), datetime.now(UTC))
