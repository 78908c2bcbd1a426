"""Where Huifang keeps its data: one folder, which every command finds the same way. Standard library only.

It is `HUIFANG_HOME`, or `var` in the project's folder. It never depends on the folder that a command is
started in: from elsewhere, a second empty database would appear.
"""

from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VARIABLE = "HUIFANG_HOME"


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder of the database, the key, the learned words and the backups."""
    named = environment.get(VARIABLE, "").strip()
    return Path(named).expanduser().absolute() if named else ROOT / "var"


def settings_file(environment: Mapping[str, str]) -> Path:
    """Return the `.env` file: in `HUIFANG_HOME` where it is set, else in the project's folder."""
    return (data_folder(environment) if environment.get(VARIABLE, "").strip() else ROOT) / ".env"
