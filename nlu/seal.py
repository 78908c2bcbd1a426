"""The seal of a model file, written beside it when it is trained and checked before it is loaded.

It holds the model's SHA-256 in the format of sha256sum, and in comments, which sha256sum skips, the
fingerprints of the code, the configuration and the messages that the model was made from. Standard library
only: the application reads seals too.

SealError              do not load this file
├── SealMissing        train again, or bring the seal that belongs to it
├── SealBroken         the file is not the one that was trained
└── SealStale          train again: the code that would load it is not the code that made it
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

COMPONENTS = "nlu/components/*.py"
CONFIG = "config.yml"
_MADE_FROM = ("code", "config", "data")


class SealError(Exception):
    """The model file cannot be trusted."""


class SealMissing(SealError):
    """No checksum lies beside the model file."""


class SealBroken(SealError):
    """The checksum beside the model file does not fit it."""


class SealStale(SealError):
    """The model was trained by another version of our components."""


@dataclass(frozen=True)
class Origin:
    """What a model was made from: fingerprints in hex, "" where the seal does not say."""

    code: str = ""
    config: str = ""
    data: str = ""

    @classmethod
    def of(cls, root: Path, config: Path, data: Path) -> "Origin":
        """Of the components under the project's root, a configuration file and a folder of messages."""
        return cls(code_of(root), fingerprint([config]), fingerprint(data.glob("*.yml")))


def seal(model: Path, origin: Origin) -> str:
    """Writes the seal beside the model file and returns the file's checksum in hex."""
    digest = _digest(model)
    comments = "".join(f"# {name} {getattr(origin, name)}\n" for name in _MADE_FROM)
    _seal_path(model).write_text(f"{digest}  {model.name}\n{comments}", encoding="ascii")
    return digest


def verify(model: Path, root: Path) -> str:
    """The checksum of the model file in hex.

    Raises SealError unless the file is as it was after its training, by the components under `root`.
    """
    expected, origin = _read(model)
    digest = _digest(model)
    if digest != expected.lower():
        raise SealBroken(f"{model} was changed after it was trained: its SHA-256 is {digest}, not {expected}")
    if origin.code != code_of(root):
        raise SealStale(
            f"{model} was trained by another version of Huifang: train again with `huifang nlu train`"
        )
    return digest


def usable(folder: Path, root: Path) -> "Path | None":
    """The model in the folder trained last by the code and the configuration under `root`, if there is one.

    Only its seal is read. The file itself is checked when it is loaded: one that was tampered with is to be
    refused then, not passed over in silence.
    """
    wanted = code_of(root), fingerprint([root / CONFIG])
    fitting = [model for model in _by_age(folder) if _made_from(model) == wanted]
    return fitting[-1] if fitting else None


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


def code_of(root: Path) -> str:
    """The fingerprint of the pipeline's components under the project's root."""
    return fingerprint(root.glob(COMPONENTS))


def fingerprint(files: Iterable[Path]) -> str:
    """In hex. It changes with the files' names and contents, not with their order or their folder."""
    whole = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.name):
        whole.update(f"{path.name} {_digest(path)}\n".encode())
    return whole.hexdigest()


def _made_from(model: Path) -> "tuple[str, str] | None":
    try:
        origin = _read(model)[1]
    except SealMissing:
        return None
    return origin.code, origin.config


def _read(model: Path) -> "tuple[str, Origin]":
    path = _seal_path(model)
    try:
        first, *comments = path.read_text(encoding="ascii").splitlines()
        expected = first.split(maxsplit=1)[0]
    except (OSError, ValueError, IndexError) as exc:
        raise SealMissing(
            f"{model} has no readable seal {path.name} beside it: "
            "train with `huifang nlu train`, or bring the seal along with the model"
        ) from exc
    said = dict(line.removeprefix("# ").split(" ", 1) for line in comments if line.count(" ") > 1)
    return expected, Origin(**{name: said.get(name, "") for name in _MADE_FROM})


def _by_age(folder: Path) -> "list[Path]":
    return sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime_ns)


def _seal_path(model: Path) -> Path:
    return model.with_name(model.name + ".sha256")


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
