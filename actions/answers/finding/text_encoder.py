"""What finding needs of the sentence encoder."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class TextEncoder(Protocol):
    """Turns texts into vectors."""

    async def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (texts × width) vectors.

        Raises:
            VectorsUnavailable: there are none now; a later call may succeed.
        """
        ...

    async def close(self) -> None:
        """Let go of what encoding takes; the next text takes it again."""
        ...
