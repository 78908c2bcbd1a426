"""Vectors by the hash of their text, in a file: a publish encodes only new texts, a restart none."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import numpy as np

from actions.answers.finding.text_encoder import Vectors

AT_ONCE = 500  # keys a query, below SQLite's limit of parameters


class VectorCache:
    """Vectors of one encoder and metric, which several processes may use. Texts are stored as hashes."""

    def __init__(self, file: Path, version: str) -> None:
        self._file = file
        self._version = version

    def read(self, texts: Iterable[str]) -> dict[str, Vectors]:
        """Return the vectors that are there, by text; none if the file cannot be read."""
        by_key = {self._key(text): text for text in texts}
        keys = list(by_key)
        found: dict[str, Vectors] = {}
        try:
            with closing(self._opened()) as connection:
                for first in range(0, len(keys), AT_ONCE):
                    chosen = keys[first : first + AT_ONCE]
                    marks = ",".join("?" * len(chosen))
                    rows = connection.execute(
                        f"SELECT key, vector FROM vectors WHERE key IN ({marks})",  # noqa: S608 -- marks only
                        chosen,
                    )
                    found.update((by_key[key], np.frombuffer(raw, np.float32)) for key, raw in rows)
        except sqlite3.Error:
            return {}
        return found

    def write(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep vectors; a file that cannot be written costs encoding them again, and nothing else."""
        rows = [(self._key(text), vector.astype(np.float32).tobytes()) for text, vector in vectors.items()]
        try:
            with closing(self._opened()) as connection, connection:
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        except sqlite3.Error:
            return

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=5)
        connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)")
        return connection

    def _key(self, text: str) -> bytes:
        return sha256(f"{self._version}\0{text}".encode()).digest()[:16]
