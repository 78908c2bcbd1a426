"""How many files and connections this process may have open."""

import resource

WANTED = 8192


def allow_open_files(wanted: int = WANTED) -> int:
    """Raise the soft limit to what is wanted, as far as the hard limit allows; the limit that then holds.

    A connection is an open file: with the usual limit of 1,024, idle clients could exhaust it.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        return allowed
    return soft
