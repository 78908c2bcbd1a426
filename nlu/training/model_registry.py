"""The folder of models: which of them is current, and how another takes its place.

A small file names the current model. A server watches it, so that choosing another model needs no restart;
models that were current before stay beside it until there are many. Standard library only: the application
reads the folder too.
"""

from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from nlu.training.checksum import SealStale, fits, seal_path, verify

KEPT = 10
"""This many models are kept; the oldest are removed."""

_NAMED = "current"
_ENDING = ".tar.gz"


class NoSuchModel(Exception):
    """There is no such model, or none before the current one."""


@dataclass(frozen=True)
class StoredModel:
    """A model of the folder; `usable` says whether the present code can serve it."""

    name: str
    trained_at: datetime
    usable: bool
    current: bool


def usable(folder: Path, root: Path) -> Path | None:
    """Return the current model of the folder, if the code and the configuration under `root` trained it.

    If it does not fit, or none is named, return the fitting one that was trained last, or None.
    """
    fitting = [model for model in _by_age(folder) if fits(model, root)]
    named = [model for model in fitting if model.name == chosen(folder)]
    return next(reversed(named or fitting), None)


def current(folder: Path, root: Path) -> Path:
    """Return the usable model of the folder.

    Raises:
        FileNotFoundError: the folder has no model.
        SealStale: it has only models of another version.
    """
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
    """Make this model the current one of its folder."""
    draft = model.with_name(f"{_NAMED}.part")
    draft.write_text(f"{model.name}\n", encoding="utf-8")
    draft.replace(model.with_name(_NAMED))


def chosen(folder: Path) -> str:
    """Return the file name of the model that was made current last, or ""."""
    try:
        return (folder / _NAMED).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""


def stock(folder: Path, root: Path) -> list[StoredModel]:
    """Return all models, the newest first."""
    now = usable(folder, root)
    return [
        StoredModel(_name(model), _trained_at(model), fits(model, root), model == now)
        for model in reversed(_by_age(folder))
    ]


def restore(folder: Path, root: Path, name: str | None = None) -> str:
    """Make the model of this name, or the one before the current, the current one; return its name.

    Raises:
        NoSuchModel: there is no such model that can be used.
        SealError: the file is not as it was when this code trained it.
    """
    models = [one for one in stock(folder, root) if one.usable]
    places = [place for place, one in enumerate(models) if one.current]
    before = models[places[0] + 1 :] if places else models
    wanted = [one for one in models if one.name == name] if name else before
    if not wanted:
        raise NoSuchModel(f"no model {name} that can be used" if name else "no model before the current one")
    model = folder / f"{wanted[0].name}{_ENDING}"
    verify(model, root)
    choose(model)
    return wanted[0].name


def prune(folder: Path) -> None:
    """Remove the oldest models beyond those that are kept; never the current one."""
    old = [model for model in _by_age(folder)[:-KEPT] if model.name != chosen(folder)]
    for model in old:
        seal_path(model).unlink(missing_ok=True)
        model.unlink()


def _by_age(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{_ENDING}"), key=lambda path: path.stat().st_mtime_ns)


def _name(model: Path) -> str:
    return model.name.removesuffix(_ENDING)


def _trained_at(model: Path) -> datetime:
    return datetime.fromtimestamp(model.stat().st_mtime, timezone.utc)
