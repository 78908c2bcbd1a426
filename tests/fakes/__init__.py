"""Stand-ins for ports. Each passes the same tests as the real part: see `tests/contracts`."""
