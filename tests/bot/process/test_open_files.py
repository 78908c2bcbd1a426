"""The limit of open files is raised, and never lowered."""

import subprocess
import sys

from tests.conftest import ROOT

RAISE = """
import resource, sys
from bot.process.open_files import allow_open_files
soft, hard = map(int, sys.argv[1:3])
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
print(allow_open_files(300), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


def raised(soft: int, hard: int) -> str:
    """What a process that begins with these limits is given, and has."""
    command = [sys.executable, "-c", RAISE, str(soft), str(hard)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def test_soft_limit_is_raised_as_far_as_the_hard_one_allows() -> None:
    assert (raised(100, 500), raised(100, 200), raised(400, 500)) == ("300 300", "200 200", "400 400")
