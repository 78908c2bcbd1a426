"""Ends this process when the one that started it is gone, so that no training goes on for nothing."""

import os
import signal
import threading
import time

STARTED_BY = "STARTED_BY_PID"
"""The variable by which a parent gives its process id: it may end before its child can ask for it."""

_EVERY = 1.0  # seconds between two looks
_FAREWELL = 10.0  # seconds until a process that does not stop is ended


def end_with_parent() -> None:
    """Watch the parent from now on. When it ends, the main thread is interrupted as by Ctrl-C."""
    parent = int(os.environ.get(STARTED_BY) or os.getppid())
    threading.Thread(target=_watch, args=(parent,), daemon=True, name="parent").start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_EVERY)
    os.kill(os.getpid(), signal.SIGINT)  # which wakes the main thread, too
    time.sleep(_FAREWELL)
    os._exit(1)
