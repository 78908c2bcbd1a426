"""Making an environment from a lock, once: a stamp remembers what it was made from."""

from __future__ import annotations

import errno
import hashlib
import shutil
import subprocess
from pathlib import Path

from bot.setup.setup_error import SetupError

__all__ = ["SetupError", "make_application", "make_understanding"]

STAMP = "huifang-stamp"
DICTIONARY = "nlu.components.words.chinese_dictionary"
DISK_NEEDED = {".venv": 500, ".venv-nlu": 3000}  # MB, measured and rounded up
HINTS = (
    ("no space left", "the disk is full. Both environments together need about 3.5 GB"),
    ("hash mismatch", "a downloaded package is not the one in the lock. Nothing of it was installed"),
    ("ensurepip", "this Python cannot make environments. On Debian and Ubuntu: apt install python3-venv"),
    (
        "(from versions: none)",
        "no package registry can be reached, or it lacks a package. Check the network, or pip's and uv's settings",
    ),
    ("no matching distribution", "the package registry has no build of a locked package for this machine"),
    ("dns error", "no package registry can be reached. Check the network, or pip's and uv's settings"),
    (
        "error sending request",
        "no package registry can be reached. Check the network, or pip's and uv's settings",
    ),
    (
        "failed to establish",
        "no package registry can be reached. Check the network, or pip's and uv's settings",
    ),
)


def make_application(root: Path, python: str, *, dev: bool) -> str:
    """Make .venv from the application's lock (with the tools for tests if `dev`); the path of uv in it.

    Raises:
        SetupError: a package registry, the disk or Python's venv module failed; the message says which.
    """
    venv = root / ".venv"
    locks = [root / "locks" / "app.txt", root / "locks" / "dev.txt", root / "pyproject.toml"]
    uv = venv / "bin" / "uv"
    wanted = _digest(locks)
    stamp = _read(venv)
    if uv.exists() and stamp in {wanted + " dev", wanted + ("" if not dev else " dev")}:
        return str(uv)
    _require_disk(root, ".venv")
    print("Making the application's environment in .venv …", flush=True)
    _run(python, "-m", "venv", "--clear", str(venv))
    bootstrap = str(root / "locks" / "bootstrap.txt")
    _run(str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", bootstrap)
    lock = str(locks[1] if dev else locks[0])
    where = ["--python", str(venv / "bin" / "python")]
    _run(str(uv), "pip", "install", "--quiet", "--require-hashes", *where, "-r", lock)
    install = ["--quiet", "--no-deps", "--no-build-isolation", *where, "--editable", str(root)]
    _run(str(uv), "pip", "install", *install)
    _write(venv, wanted + (" dev" if dev else ""))
    return str(uv)


def make_understanding(root: Path, python: str, uv: str) -> None:
    """Make .venv-nlu, where Rasa runs.

    Raises:
        SetupError: as `make_application`.
    """
    venv = root / ".venv-nlu"
    lock = root / "locks" / "nlu.txt"
    wanted = _digest([lock])
    if _read(venv) == wanted:
        return
    _require_disk(root, ".venv-nlu")
    print("Making Rasa's environment in .venv-nlu (about 170 packages) …", flush=True)
    _run(uv, "venv", "--quiet", "--clear", "--python", python, str(venv))
    where = ["--python", str(venv / "bin" / "python")]
    _run(uv, "pip", "sync", "--quiet", "--require-hashes", *where, str(lock))
    _run(str(venv / "bin" / "python"), "-W", "ignore", "-m", DICTIONARY, folder=root)
    _write(venv, wanted)


def _digest(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        try:
            digest.update(file.read_bytes())
        except OSError as exc:
            raise SetupError(f"{file} cannot be read: {exc}") from exc
    return digest.hexdigest()


def _read(venv: Path) -> str:
    try:
        return (venv / STAMP).read_text(encoding="utf-8")
    except OSError:
        return ""


def _write(venv: Path, stamp: str) -> None:
    (venv / STAMP).write_text(stamp, encoding="utf-8")


def _require_disk(root: Path, name: str) -> None:
    free = shutil.disk_usage(str(root)).free // 1_000_000
    if free < DISK_NEEDED[name]:
        raise SetupError(
            f"{name} needs about {DISK_NEEDED[name]:,} MB of disk and {free:,} MB are free in {root}"
        )


def _run(*command: str, folder: Path | None = None) -> None:
    try:
        done = subprocess.run(  # noqa: S603 - our own commands
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, cwd=folder
        )
    except OSError as exc:
        reason = "the disk is full" if exc.errno == errno.ENOSPC else str(exc)
        raise SetupError(f"{Path(command[0]).name} did not start: {reason}") from exc
    if done.returncode != 0:
        raise SetupError(explain(done.stdout))


def explain(output: str) -> str:
    """The way out that fits what a failed command printed, followed by its last lines."""
    lowered = output.lower()
    hints = [hint for sign, hint in HINTS if sign in lowered] or ["a step failed"]
    tail = "\n".join("  " + line for line in output.strip().split("\n")[-8:])
    return f"{hints[0]}.\n{tail}"
