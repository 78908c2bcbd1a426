"""A warning at start where other users of this machine can read what Huifang keeps."""

from pathlib import Path

import structlog

from bot.process.private_files import open_to_others
from store.engine.database import Database

NAMED = 5  # files that the warning names

log = structlog.get_logger(__name__)


def warn_of_open_files(database: Database, var: Path) -> None:
    """Name what others can open under `var` and of the database, and the command that closes it."""
    found = open_to_others([var, *_files_of(database, var)])
    if not found:
        return
    first = found[0]
    is_in_var = first == var or var in first.parents
    log.warning(
        "files are open to other users of this machine",
        files=[str(path) for path in found[:NAMED]],
        count=len(found),
        mend=f"chmod -R go= {var}" if is_in_var else f"chmod go= {first}",
    )


def _files_of(database: Database, var: Path) -> list[Path]:
    name = database.engine.url.database
    if not database.is_sqlite or not name or name == ":memory:":
        return []
    main = Path(name)
    files = [main, *(main.with_name(main.name + end) for end in ("-wal", "-shm", ".lock", ".turn"))]
    return [] if var in main.parents else files
