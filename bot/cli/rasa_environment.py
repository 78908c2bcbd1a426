"""Runs modules in the Rasa environment, which has another Python."""

import os
import subprocess
import sys

from bot.cli.clear_errors import Failure
from bot.process.training_memory import STARTED_BY, lack_of_memory, was_killed
from bot.wiring.children import rasa_python
from bot.wiring.data_files import ROOT

_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


def run_module(module: str, *arguments: str, stdin: str | None = None) -> None:
    """Run a module with `stdin` as its standard input; if it fails, exit with 1.

    Raises:
        Failure: there is no Rasa environment, or the system ended the module.
    """
    ended = subprocess.run(  # noqa: S603 -- our own module
        command(module, *arguments),
        cwd=ROOT,
        env={**environment(), STARTED_BY: str(os.getpid())},
        check=False,
        input=None if stdin is None else stdin.encode(),
    )
    if was_killed(ended.returncode):
        raise Failure(lack_of_memory())
    if ended.returncode:
        sys.exit(1)


def exec_module(module: str, *arguments: str) -> None:
    """Replace this process by a module, so that signals reach it.

    Raises:
        Failure: there is no Rasa environment.
    """
    whole = command(module, *arguments)
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execve(whole[0], whole, environment())  # noqa: S606 -- our own module


def command(module: str, *arguments: str) -> list[str]:
    """Return the command line of a module.

    Raises:
        Failure: there is no Rasa environment.
    """
    python = rasa_python()
    if not python.is_file():
        raise Failure(
            f"there is no Rasa environment at {python}. "
            "Make it with `make run`, or name its Python in HUIFANG_NLU_PYTHON."
        )
    return [str(python), "-W", "ignore", "-m", module, *arguments]


def environment() -> dict[str, str]:
    """Return the variables that the Rasa environment gets: no secrets and no database."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
