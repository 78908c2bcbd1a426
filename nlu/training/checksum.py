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

ROOT = Path(__file__).resolve().parents[2]
"""The project's folder, whose code makes and loads models."""

COMPONENTS = "nlu/components/**/*.py"
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
class ModelOrigin:
    """What a model was made from: fingerprints in hex, "" if the seal does not say."""

    code: str = ""
    config: str = ""
    data: str = ""

    @classmethod
    def of(cls, root: Path, config: Path, *data: Path) -> "ModelOrigin":
        """Take the components under the project's root, a configuration file and folders of messages."""
        messages = [path for folder in data for path in folder.glob("*.yml")]
        return cls(code_of(root), fingerprint([config]), fingerprint(messages))


def seal(model: Path, origin: ModelOrigin) -> str:
    """Write the seal beside the model file and return the file's checksum in hex."""
    digest = _digest(model)
    comments = "".join(f"# {name} {getattr(origin, name)}\n" for name in _MADE_FROM)
    seal_path(model).write_text(f"{digest}  {model.name}\n{comments}", encoding="ascii")
    return digest


def verify(model: Path, root: Path) -> str:
    """Return the checksum of the model file in hex.

    Raises:
        SealMissing: no seal lies beside it.
        SealBroken: the file was changed after its training.
        SealStale: it was trained by other components than those under `root`.
    """
    expected, origin = _read_seal(model)
    digest = _digest(model)
    if digest != expected.lower():
        raise SealBroken(f"{model} was changed after it was trained: its SHA-256 is {digest}, not {expected}")
    if origin.code != code_of(root):
        raise SealStale(
            f"{model} was trained by another version of Huifang: train again with `huifang nlu train`"
        )
    return digest


def fits(model: Path, root: Path) -> bool:
    """Return whether its seal says that the code and the configuration under `root` trained it.

    Only the seal is read. The file itself is checked when it is loaded: a file that was tampered with is
    refused then, and not passed over in silence.
    """
    try:
        return seal_fits(seal_path(model).read_text(encoding="ascii"), root)
    except (OSError, ValueError):
        return False


def seal_fits(text: str, root: Path) -> bool:
    """Return whether a seal with this text names the code and the configuration under `root`."""
    origin = _origin(text)
    return (origin.code, origin.config) == (code_of(root), fingerprint([root / CONFIG]))


def code_of(root: Path) -> str:
    """Return the fingerprint of the pipeline's components under the project's root."""
    return fingerprint(root.glob(COMPONENTS))


def fingerprint(files: Iterable[Path]) -> str:
    """Return a hex digest that changes with the files' names and contents, not with order or folder."""
    lines = sorted(f"{path.name} {_digest(path)}\n" for path in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def seal_path(model: Path) -> Path:
    """Return where the seal of this model file lies."""
    return model.with_name(model.name + ".sha256")


def _read_seal(model: Path) -> tuple[str, ModelOrigin]:
    path = seal_path(model)
    try:
        text = path.read_text(encoding="ascii")
        expected = text.split(maxsplit=1)[0]
    except (OSError, ValueError, IndexError) as exc:
        raise SealMissing(
            f"{model} has no readable seal {path.name} beside it: "
            "train with `huifang nlu train`, or bring the seal along with the model"
        ) from exc
    return expected, _origin(text)


def _origin(text: str) -> ModelOrigin:
    comments = text.splitlines()[1:]
    said = dict(line.removeprefix("# ").split(" ", 1) for line in comments if line.count(" ") > 1)
    return ModelOrigin(**{name: said.get(name, "") for name in _MADE_FROM})


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
