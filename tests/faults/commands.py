"""Commands as an operator runs them: in a process, with an environment of settings alone."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def command(folder: Path, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with these settings."""
    common = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HUIFANG_NLU_URL": "http://127.0.0.1:9"}
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=folder,
        env={**common, "HUIFANG_PORT": "0", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
