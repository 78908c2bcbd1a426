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


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": MIGRATION_LOCK})
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    before = set(MigrationContext.configure(connection).get_current_heads())
    unknown = before - known
    if unknown:
        raise NewerSchema(
            f"the database is at migration {', '.join(unknown)}, which this release does not know"
        )
    is_current = before == set(ScriptDirectory.from_config(config).get_heads())
    if before and not is_current:
        _keep_copy(connection, before)
    if not is_current:
        fold_triggers.drop(connection)
    command.upgrade(config, "head")
    if not is_current:
        fold_triggers.create(connection)


def _keep_copy(connection: Connection, before: Collection[str]) -> None:
    """Copy an SQLite file before its schema changes; on PostgreSQL the migration is one transaction."""
    file = connection.engine.url.database
    if connection.dialect.name == "sqlite" and file and file != ":memory:":
        copy_before_migration(Path(file), "-".join(sorted(before)), datetime.now(UTC))
