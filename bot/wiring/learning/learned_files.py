"""The files of words that staff have labelled, from which the last model was trained."""

import fcntl
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.data_folder import ROOT
from nlu.contract.text import classifiable

EXAMPLE = "    - "  # before each message, as `nlu.training.lessons` writes them


class LearnedFiles:
    """The learned words of this machine. No model is trained while they are changed."""

    def __init__(self, folder: Path, shelf: Path = ROOT / "models") -> None:
        self._folder = folder
        self._lock = shelf / "learning.lock"

    def keep(self, texts: Collection[str]) -> bool:
        """Remove every other message; False, with nothing done, while a model is trained."""
        files = sorted(self._folder.glob("*.yml"))
        if not files:
            return True
        kept = {" ".join(classifiable(text).split()) for text in texts}
        with _locked(self._lock) as is_ours:
            if is_ours:
                for file in files:
                    _keep_in(file, kept)
        return is_ours


def _keep_in(file: Path, kept: Collection[str]) -> None:
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    left = [
        line for line in lines if not line.startswith(EXAMPLE) or line.removeprefix(EXAMPLE).strip() in kept
    ]
    if not any(line.startswith(EXAMPLE) for line in left):
        file.unlink()
    elif left != lines:
        draft = file.with_suffix(".part")
        draft.write_text("".join(left), encoding="utf-8")
        draft.replace(file)


@contextmanager
def _locked(file: Path) -> Iterator[bool]:
    """Hold the lock of training, which a process that trains holds as well."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
