"""A backup: a folder with the database, the learned words, the models and the settings, and what it holds.

The key of the secrets is left out: together with the database it opens them (docs/decisions/0016).
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.cli.backups.disk_room import require_room, require_rooms
from store.engine.database_errors import StoreError
from store.sqlite_copies import copy_sqlite, count_rows, require_whole

DATABASE = "huifang.db"
FOLDERS = ("learned", "models")
LIST = "backup.json"
UNFINISHED = shutil.ignore_patterns("*.lock", "*.part", "candidate")
SETTINGS = "settings.env"

Rows = Mapping[str, int]
DatabaseDump = Callable[[Path], Rows]  # writes into a folder; returns the rows of each table
DatabaseReturn = Callable[[Path, Rows], None]  # brings back from a folder, and compares the rows


class BadBackup(StoreError):
    """The folder is no whole backup; nothing was changed."""


class InTheWay(StoreError):
    """Something is there already that would be lost."""


@dataclass(frozen=True, slots=True)
class DataPlaces:
    """Where the data of this installation lies: the SQLite file, if it is one, and the folders."""

    database: Path | None
    learned: Path
    models: Path

    def folder(self, name: str) -> Path:
        """Return the place of one of `FOLDERS`."""
        return self.learned if name == "learned" else self.models


def write_backup(
    places: DataPlaces,
    target: Path,
    settings: Sequence[str],
    now: datetime,
    dump: DatabaseDump | None = None,
) -> Rows:
    """Write a new folder, which appears when it is complete; return the rows of each table.

    A database that is no SQLite file is written by `dump`.

    Raises:
        Failure: the disk has no room.
        InTheWay: the target exists.
        NoDatabase: the database is missing or damaged.
        OSError: the disk refuses.
    """
    if target.exists():
        raise InTheWay(f"{target} exists: name a new folder")
    draft = target.with_name(f"{target.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    present = [] if places.database is None else [places.database]
    require_room(draft, [*present, *map(places.folder, FOLDERS)])
    draft.mkdir(parents=True, mode=0o700)
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, draft, ignore_errors=True)
        rows = _write_database(places.database, draft, dump)
        for name in FOLDERS:
            if places.folder(name).is_dir():
                shutil.copytree(places.folder(name), draft / name, ignore=UNFINISHED)
        (draft / SETTINGS).write_text("".join(f"{line}\n" for line in settings), encoding="utf-8")
        listed = {"made_at": now.isoformat(), "rows": rows, "files": dict(_digests(draft))}
        (draft / LIST).write_text(json.dumps(listed, indent=1), encoding="utf-8")
        draft.rename(target)
        undo.pop_all()
    return rows


def restore_backup(
    source: Path,
    places: DataPlaces,
    now: datetime,
    *,
    replace: bool,
    bring_back: DatabaseReturn | None = None,
) -> Rows:
    """Put database, learned words and models back; an SQLite file that is replaced keeps another name.

    A database that is no SQLite file is brought back by `bring_back`. The database comes first: if it is
    refused, nothing has changed. Nothing else may use it meanwhile.

    Raises:
        BadBackup: files are missing, were changed, or the database is damaged or of another kind.
        Failure: a disk has no room; nothing was changed.
        InTheWay: there is a database, and it is not to be replaced.
        OSError: a disk refuses.
    """
    rows = _require_complete(source)
    wanted = {places.folder(name): [source / name] for name in FOLDERS}
    if bring_back is None and places.database is not None:
        wanted[places.database] = [source / DATABASE]
    require_rooms(wanted)
    if bring_back is not None:
        bring_back(source, rows)
    elif places.database is not None:
        _restore_database(source / DATABASE, places.database, now, replace=replace)
        if count_rows(places.database) != rows:
            raise BadBackup("the restored database has other numbers of rows than the backup")
    for name in FOLDERS:
        if (source / name).is_dir():
            shutil.copytree(source / name, places.folder(name), dirs_exist_ok=True)
    return rows


def _write_database(file: Path | None, draft: Path, dump: DatabaseDump | None) -> Rows:
    if dump is not None:
        return dump(draft)
    if file is None:
        return {}
    copy_sqlite(file, draft / DATABASE)
    return count_rows(draft / DATABASE)


def _restore_database(copy: Path, file: Path, now: datetime, *, replace: bool) -> None:
    if not copy.is_file():
        raise BadBackup(f"{copy.parent} holds no SQLite database")
    if file.exists() and not replace:
        raise InTheWay(f"{file} exists: stop Huifang, and add --replace to keep it under another name")
    draft = file.with_name(f"{file.name}.part")
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with ExitStack() as undo:
        undo.callback(draft.unlink, missing_ok=True)
        shutil.copyfile(copy, draft)
        draft.chmod(0o600)
        require_whole(draft)
        undo.pop_all()
    for end in ("", "-wal", "-shm"):
        old = file.with_name(file.name + end)
        if old.exists():
            old.rename(file.with_name(f"{file.name}.before-{now:%Y%m%d-%H%M%S}{end}"))
    draft.rename(file)


def _require_complete(source: Path) -> Rows:
    try:
        listed = json.loads((source / LIST).read_text(encoding="utf-8"))
        files, rows = dict(listed["files"]), dict(listed["rows"])
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise BadBackup(f"{source} is no backup: it has no readable {LIST}") from exc
    found = dict(_digests(source))
    wrong = [name for name, digest in files.items() if found.get(name) != digest]
    if wrong:
        raise BadBackup(f"{source} is not as it was written: {', '.join(sorted(wrong)[:5])}")
    return rows


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name != LIST:
            with file.open("rb") as content:
                yield str(file.relative_to(folder)), hashlib.file_digest(content, "sha256").hexdigest()
