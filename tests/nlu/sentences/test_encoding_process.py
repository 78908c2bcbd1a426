import subprocess
import sys

import numpy as np

from nlu.sentences.child_encoder import ROOT
from nlu.sentences.encoders import HEADER, PARTS


def test_child_process_encodes_until_its_input_ends() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "nlu.sentences.encoding_process"],
        input=b'["\\u600e\\u4e48\\u9000\\u8d27"]\n',
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    assert HEADER.unpack(ended.stdout[:8]) == (1, sum(PARTS))
    assert np.isfinite(np.frombuffer(ended.stdout[8:], np.float32)).all()
