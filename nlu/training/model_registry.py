"""The folder of models: which of them is current, and how another takes its place.

A small file names the current model. Whoever serves models watches it, so that choosing another one needs no
restart; models that were current before stay beside it until there are many. Standard library only: the
application reads the shelf too.
"""

from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from nlu.training.checksum import SealStale, fits, seal_path, verify

KEPT = 10
"""So many models are kept; the oldest go."""

_NAMED = "current"
_ENDING = ".tar.gz"


class NotOnTheShelf(Exception):
    """There is no such model, or none before the current one."""


@dataclass(frozen=True)
class Shelved:
    """A model on the shelf; `usable` says whether the present code can serve it."""

    name: str
    trained_at: datetime
    usable: bool
    current: bool


def usable(folder: Path, root: Path) -> "Path | None":
    """The current model of the folder, if the code and the configuration under `root` trained it.

    Where that one does not fit or none is named, the fitting one trained last; None if there is none.
    """
    fitting = [model for model in _by_age(folder) if fits(model, root)]
    named = [model for model in fitting if model.name == chosen(folder)]
    return next(reversed(named or fitting), None)


def current(folder: Path, root: Path) -> Path:
    """The usable model of the folder; raises FileNotFoundError or SealStale where there is none."""
    found = usable(folder, root)
    if found is not None:
        return found
    if not _by_age(folder):
        raise FileNotFoundError(f"no model in {folder}: train one with `huifang nlu train`")
    raise SealStale(
        f"every model in {folder} was trained by another version of Huifang: "
        "train again with `huifang nlu train`"
    )


def choose(model: Path) -> None:
    """Makes this model of its folder the current one."""
    draft = model.with_name(f"{_NAMED}.part")
    draft.write_text(f"{model.name}\n", encoding="utf-8")
    draft.replace(model.with_name(_NAMED))


def chosen(folder: Path) -> str:
    """The file name of the model that was made current last, "" if none was."""
    try:
        return (folder / _NAMED).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def stock(folder: Path, root: Path) -> "list[Shelved]":
    """All models, the newest first."""
    now = usable(folder, root)
    return [
        Shelved(_name(model), _trained_at(model), fits(model, root), model == now)
        for model in reversed(_by_age(folder))
    ]


def restore(folder: Path, root: Path, name: "str | None" = None) -> str:
    """Makes an older model current again: the one of this name, or the one before the current; its name.

    Raises NotOnTheShelf, or SealError where the file is not as it was when this code trained it.
    """
    models = [one for one in stock(folder, root) if one.usable]
    places = [place for place, one in enumerate(models) if one.current]
    before = models[places[0] + 1 :] if places else models
    wanted = [one for one in models if one.name == name] if name else before
    if not wanted:
        raise NotOnTheShelf(
            f"no model {name} that can be used" if name else "no model before the current one"
        )
    model = folder / f"{wanted[0].name}{_ENDING}"
    verify(model, root)
    choose(model)
    return wanted[0].name


def prune(folder: Path) -> None:
    """Removes the oldest models beyond those that are kept; never the current one."""
    old = [model for model in _by_age(folder)[:-KEPT] if model.name != chosen(folder)]
    for model in old:
        seal_path(model).unlink(missing_ok=True)
        model.unlink()


def _by_age(folder: Path) -> "list[Path]":
    return sorted(folder.glob(f"*{_ENDING}"), key=lambda path: path.stat().st_mtime_ns)


def _name(model: Path) -> str:
    return model.name.removesuffix(_ENDING)


def _trained_at(model: Path) -> datetime:
    return datetime.fromtimestamp(model.stat().st_mtime, timezone.utc)
