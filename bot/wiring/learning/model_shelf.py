"""This machine's folder of models, seen from the loop that shares them with other machines."""

from pathlib import Path

from bot.worker.loops.ports import DamagedModel, SharedMark
from nlu.training.checksum import SealError, seal_fits, seal_path, verify
from nlu.training.model_registry import choose, prune, usable

MARK = "shared"
"""The file of the folder that holds the id and the name of the model that was shared or taken last."""


class FolderShelf:
    """The models of a folder that the code and the configuration under `root` can serve."""

    def __init__(self, folder: Path, root: Path) -> None:
        self._folder = folder
        self._root = root

    def current(self) -> str | None:
        """Return the name of the current model's file."""
        model = usable(self._folder, self._root)
        return model.name if model else None

    def fits(self, seal: str) -> bool:
        """Return whether this machine can serve a model with this seal."""
        return seal_fits(seal, self._root)

    def read(self, name: str) -> tuple[str, bytes]:
        """Return a model's seal and content."""
        model = self._folder / name
        return seal_path(model).read_text(encoding="ascii"), model.read_bytes()

    def take(self, name: str, seal: str, content: bytes) -> None:
        """Write a model beside the others, check it, and make it the current one.

        Raises:
            DamagedModel: it is not the file that was trained; nothing is changed.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        draft, model = self._folder / f"{name}.part", self._folder / name
        draft.write_bytes(content)
        seal_path(draft).write_text(seal, encoding="ascii")
        try:
            verify(draft, self._root)
        except SealError as exc:
            seal_path(draft).unlink()
            draft.unlink()
            raise DamagedModel(str(exc)) from exc
        seal_path(draft).replace(seal_path(model))
        draft.replace(model)
        choose(model)
        prune(self._folder)

    def mark(self) -> SharedMark | None:
        """Return what was shared or taken last; None on a machine that never did."""
        try:
            number, name = (self._folder / MARK).read_text(encoding="utf-8").split()
        except (FileNotFoundError, ValueError):
            return None
        return SharedMark(int(number), name)

    def set_mark(self, mark: SharedMark) -> None:
        """Remember what was shared or taken last."""
        draft = self._folder / f"{MARK}.part"
        draft.write_text(f"{mark.id} {mark.name}\n", encoding="utf-8")
        draft.replace(self._folder / MARK)
