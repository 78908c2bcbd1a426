"""What the list of conversations shows."""

import re


def listed(page: str) -> list[int]:
    """Ids of the conversations in the list."""
    return [int(found) for found in re.findall(r'<a href="/console/conversations/(\d+)">', page)]
