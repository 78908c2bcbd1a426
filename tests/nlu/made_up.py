"""Model files without a model in them, sealed like real ones."""

import os
from pathlib import Path

from nlu.training.checksum import ModelOrigin, seal


def trained(root: Path, name: str = "m", moment: int = 100, config: str = "config.yml") -> Path:
    """A sealed model file as training leaves it."""
    path = root / f"{name}.tar.gz"
    path.write_bytes(b"weights" * 1000)
    os.utime(path, (moment, moment))
    seal(path, ModelOrigin.of(root, root / config, root / "data"))
    return path


def change_component(root: Path) -> None:
    (root / "nlu" / "components" / "step.py").write_text("two", encoding="utf-8")
