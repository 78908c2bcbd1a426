"""Gives freed memory back to the system: glibc keeps much of it, other C libraries keep little."""

import ctypes
import threading
import time
from functools import lru_cache

_MMAP_THRESHOLD = -3  # of mallopt
_LARGE = 1 << 20
_EVERY = 0.5  # seconds


@lru_cache(maxsize=1)
def return_freed_memory() -> None:
    """From now on give back freed blocks of a megabyte or more at once, and smaller ones twice a second.

    Otherwise a training holds 300 MB of matrices and of single rows that are long gone.
    """
    try:
        library = ctypes.CDLL(None)
        trim = library.malloc_trim
        library.mallopt(_MMAP_THRESHOLD, _LARGE)
    except (OSError, AttributeError):
        return
    threading.Thread(target=_repeat, args=(trim,), daemon=True, name="freed memory").start()


def _repeat(trim: "ctypes._NamedFuncPointer") -> None:
    while True:
        time.sleep(_EVERY)
        trim(0)
