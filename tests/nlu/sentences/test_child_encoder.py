import asyncio
import sys

import numpy as np
import pytest

from nlu.contract.errors import VectorsUnavailable
from nlu.sentences.child_encoder import PAUSE, ChildEncoder

LENGTHS = """
import sys, time, numpy as np
from nlu.sentences.encoders import answer_requests
class Lengths:
    def encode(self, texts):
        if "end" in texts:
            sys.exit("it ends here")
        if "hang" in texts:
            time.sleep(60)
        return np.array([[len(text)] for text in texts], np.float32)
answer_requests(Lengths(), sys.stdin.buffer, sys.stdout.buffer)
"""
COMMAND = (sys.executable, "-c", LENGTHS)


async def test_child_encodes_texts() -> None:
    encoder = ChildEncoder(COMMAND)
    assert np.array_equal(await encoder.encode(["ab", "退货吗"]), [[2], [3]])
    assert np.array_equal(await encoder.encode(["abcd"]), [[4]])
    await encoder.close()


async def test_child_that_ended_is_started_again_after_a_pause() -> None:
    moment = 0.0
    encoder = ChildEncoder(COMMAND, clock=lambda: moment)
    with pytest.raises(VectorsUnavailable):
        await encoder.encode(["end"])
    with pytest.raises(VectorsUnavailable, match="a moment ago"):
        await encoder.encode(["ab"])
    moment = PAUSE + 1
    assert np.array_equal(await encoder.encode(["ab"]), [[2]])
    await encoder.close()


async def test_command_that_does_not_exist_is_told() -> None:
    with pytest.raises(VectorsUnavailable):
        await ChildEncoder(("/nowhere/python",)).encode(["ab"])


async def test_encoder_that_was_closed_starts_again_with_the_next_text() -> None:
    encoder = ChildEncoder(COMMAND)
    await encoder.close()
    assert np.array_equal(await encoder.encode(["ab"]), [[2]])
    await encoder.close()
    assert np.array_equal(await encoder.encode(["abc"]), [[3]])
    await encoder.close()


async def test_child_that_hangs_is_killed_and_started_again() -> None:
    encoder = ChildEncoder(COMMAND, deadline=3)
    with pytest.raises(VectorsUnavailable, match="gave nothing"):
        await encoder.encode(["hang"])
    assert np.array_equal(await encoder.encode(["ab"]), [[2]])
    await encoder.close()


async def test_what_the_child_complains_about_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    encoder = ChildEncoder(COMMAND)
    with pytest.raises(VectorsUnavailable):
        await encoder.encode(["end"])
    logged = [text for name, _, text in caplog.record_tuples if name == "nlu.sentences.child_encoder"]
    assert logged == ["the encoder says: it ends here"]


async def test_caller_that_stops_waiting_disturbs_no_later_one() -> None:
    encoder = ChildEncoder(COMMAND)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await encoder.encode(["a"])
    assert np.array_equal(await encoder.encode(["abc"]), [[3]])
    await encoder.close()
