"""The target of a command's output: a path, or standard output if it is no terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from bot.cli.clear_errors import Failure


@contextmanager
def target(path: Path | None) -> Iterator[IO[bytes]]:
    """Open the target; an older file is replaced only after the new one is complete.

    Raises:
        Failure: the file cannot be written.
    """
    if path is None:
        yield sys.stdout.buffer
        return
    draft = path.with_name(path.name + ".part")
    try:
        with draft.open("wb") as file:
            yield file
        draft.replace(path)
    except OSError as exc:
        raise Failure(f"{path} cannot be written: {exc.strerror or exc}") from exc
    finally:
        draft.unlink(missing_ok=True)


def require_target(path: Path | None) -> None:
    """Refuse to write a binary file to a terminal.

    Raises:
        click.UsageError: there is neither a path nor a redirection.
    """
    if path is None and sys.stdout.isatty():
        raise click.UsageError("name a file with --output, or redirect the output")
