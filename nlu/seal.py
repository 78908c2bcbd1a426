"""The seal of a model file: a SHA-256 written beside it when it is trained and checked before it is loaded.

SealError              do not load this file
├── SealMissing        train again, or seal a model that you trust
└── SealBroken         the file is not the one that was trained
"""

import hashlib
from pathlib import Path


class SealError(Exception):
    """The model file cannot be trusted."""


class SealMissing(SealError):
    """No checksum lies beside the model file."""


class SealBroken(SealError):
    """The checksum beside the model file does not fit it."""


def seal(model: Path) -> str:
    """Writes the checksum beside the model file (in the format of sha256sum) and returns it in hex."""
    digest = _digest(model)
    _seal_path(model).write_text(f"{digest}  {model.name}\n", encoding="ascii")
    return digest


def verify(model: Path) -> str:
    """The checksum of the model file in hex; raises SealError unless it is the one written at training."""
    try:
        expected = _seal_path(model).read_text(encoding="ascii").split(maxsplit=1)[0]
    except (OSError, IndexError, UnicodeDecodeError) as exc:
        raise SealMissing(
            f"{model} has no readable checksum {_seal_path(model).name} beside it. "
            "Train it with `huifang nlu train`, or, if you trust the file, write one with "
            f"`sha256sum {model.name} > {_seal_path(model).name}` in its folder."
        ) from exc
    digest = _digest(model)
    if digest != expected.lower():
        raise SealBroken(f"{model} was changed after it was trained: its SHA-256 is {digest}, not {expected}")
    return digest


def newest(folder: Path) -> Path:
    """The model file in the folder that was trained last; raises FileNotFoundError where there is none."""
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime_ns)
    if not models:
        raise FileNotFoundError(f"no model in {folder}: train one with `huifang nlu train`")
    return models[-1]


def _seal_path(model: Path) -> Path:
    return model.with_name(model.name + ".sha256")


def _digest(model: Path) -> str:
    digest = hashlib.sha256()
    with model.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
