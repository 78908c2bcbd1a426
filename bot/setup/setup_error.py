"""What can go wrong before Huifang exists."""


class SetupError(Exception):
    """Something outside is missing; the message says what, and the way out."""
