"""Giving freed memory back, in a process of its own: the setting lasts as long as the process."""

import subprocess
import sys

import pytest

CHURN = """
import ctypes, sys, time
from nlu.training.freed_memory import return_freed_memory
return_freed_memory()
size, number = int(sys.argv[1]), int(sys.argv[2])
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, (ctypes.c_size_t,)
libc.free.argtypes = (ctypes.c_void_p,)
libc.memset.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t)
resident = lambda: int(open("/proc/self/statm").read().split()[1]) * 4
def block():
    taken = libc.malloc(size)
    libc.memset(taken, 1, size)
    return taken
libc.free(block())
before = resident()
for _ in range(3):
    taken = [block() for _ in range(number)]
    fence = libc.malloc(900_000)
    for one in taken:
        libc.free(one)
deadline = time.monotonic() + 20
while resident() - before > 8 << 10 and time.monotonic() < deadline:
    time.sleep(0.1)
print(resident() - before)
"""


@pytest.mark.parametrize(("size", "number"), [(16 << 20, 3), (20_000, 3_000)])
def test_blocks_that_are_freed_between_others_are_given_back(size: int, number: int) -> None:
    command = [sys.executable, "-c", CHURN, str(size), str(number)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(ended.stdout) <= 8 << 10
