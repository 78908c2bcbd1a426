"""One working process a SQLite file; as many as you like on PostgreSQL."""

import subprocess
import sys
from pathlib import Path

import pytest

from store.engine.database import Database
from store.engine.single_process import AlreadyAtWork, single_process
from tests.conftest import ROOT

WORKING = """
import sys, time
from store.engine.database import Database
from store.engine.single_process import single_process
with single_process(Database.at(sys.argv[1])):
    print("at work", flush=True)
    time.sleep(60)
"""


def test_second_one_is_refused_with_the_way_out(database_url: str) -> None:
    first, second = Database.at(database_url), Database.at(database_url)
    with single_process(first):
        if not first.is_sqlite:
            with single_process(second):
                return
        way_out = r"huifang\.db.* HUIFANG_DATABASE_URL .* PostgreSQL"
        with pytest.raises(AlreadyAtWork, match=way_out), single_process(second):
            pass


def is_free(database: Database) -> bool:
    """Return whether this process may work on the database."""
    try:
        with single_process(database):
            return True
    except AlreadyAtWork:
        return False


def test_file_is_free_again_afterwards(database_url: str) -> None:
    database = Database.at(database_url)
    assert [is_free(database), is_free(database)] == [True, True]


def test_file_is_free_when_its_process_was_killed(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'huifang.db'}"
    with subprocess.Popen(
        [sys.executable, "-c", WORKING, address], cwd=ROOT, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"at work\n"
        with pytest.raises(AlreadyAtWork), single_process(Database.at(address)):
            pass
        other.kill()
        other.wait()
    assert is_free(Database.at(address))


def test_database_in_memory_belongs_to_its_process_anyway() -> None:
    with single_process(Database.at("sqlite://")):
        assert is_free(Database.at("sqlite://"))
