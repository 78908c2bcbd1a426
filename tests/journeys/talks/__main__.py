"""`python -m tests.journeys.talks`: play the talks, and print what failed and the figures.

`--only` takes kinds and ids with commas, `--show` prints every talk, `--failures` names a file for the talks
that failed, a line each.
"""

import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import ROOT
from tests.journeys.talks.installed_talks import play_talks
from tests.journeys.talks.played_talk import PlayedTalk, by_kind, figures
from tests.journeys.talks.talk_script import TalkScript, read_talks


def main() -> int:
    """Play, print, and return 1 where a talk failed."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--failures", type=Path)
    options = parser.parse_args()
    begun = time.monotonic()
    chosen = [script for script in read_talks() if _is_chosen(script, options.only)]
    with _nlu_server() as nlu_url, TemporaryDirectory() as folder:
        talks = play_talks(chosen, Path(folder), nlu_url)
    for talk in talks:
        if talk.failures or options.show:
            print(talk.script.id, "-", talk.script.about, *talk.lines, *talk.failures, sep="\n  ")
    _print_kinds(talks)
    print(f"{figures(talks)}; {time.monotonic() - begun:.0f} s")
    failed = [talk for talk in talks if talk.failures]
    if options.failures is not None:
        options.failures.write_text("".join(f"{talk}\n" for talk in failed), encoding="utf-8")
    return 1 if failed else 0


def _is_chosen(script: TalkScript, only: str) -> bool:
    return not only or script.id in only.split(",") or script.kind in only.split(",")


def _print_kinds(talks: list[PlayedTalk]) -> None:
    for kind, played in by_kind(talks).items():
        failed = [talk.script.id for talk in played if talk.failures]
        print(f"{kind:12} {len(played) - len(failed)} of {len(played)}  {' '.join(failed)}")


@contextmanager
def _nlu_server() -> Iterator[str]:
    command = [sys.executable, "-m", "bot.cli", "nlu", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        ready = server.stdout.readline()
        try:
            yield ready.split()[-1]
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
